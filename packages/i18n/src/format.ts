import { type Language, languages } from "./language.ts";
import { pick, type Plural } from "./plural.ts";
import { fill } from "./fill.ts";

/** Numbers, dates and durations as a language writes them. Instants and durations in ms. */
export type Format = {
  readonly number: (value: number) => string;
  /** `09:04` */
  readonly time: (at: number) => string;
  /** `09:04:11` */
  readonly timeToSecond: (at: number) => string;
  /** `27 November 2026` */
  readonly date: (at: number) => string;
  /** `Friday 27 November` */
  readonly day: (at: number) => string;
  /** `Saturday 21 November, 09:02` */
  readonly dayAndTime: (at: number) => string;
  /** Whole minutes as a person says them: `60 minutes`, `2 hours`, `7 days`. */
  readonly length: (minutes: number) => string;
  /** At most two units: `23 h 58 min`, `4 min`, `12 s`. */
  readonly rest: (ms: number) => string;
  /** How long to wait, rounded up so that nobody comes back too early: `20 min`, `48 s`. */
  readonly wait: (ms: number) => string;
  /** The text for a count, with `{count}` filled in. */
  readonly count: (plural: Plural, count: number, more?: Readonly<Record<string, string | number>>) => string;
};

/** The units a language counts time in; part of its `common` catalogue. */
export type Units = {
  readonly day: Plural;
  readonly hour: Plural;
  readonly minute: Plural;
  readonly short: {
    readonly day: string;
    readonly hour: string;
    readonly minute: string;
    readonly second: string;
  };
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export function formatOf(language: Language, units: Units, timeZone?: string): Format {
  const { locale, plural } = languages[language];
  const zone = timeZone === undefined ? {} : { timeZone };
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, ...zone });
    return (at: number) => format.format(at);
  };
  const numbers = new Intl.NumberFormat(locale);
  const time = dates({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = dates({ weekday: "long", day: "numeric", month: "long" });
  const number = (value: number) => numbers.format(value);
  const count: Format["count"] = (text, value, more) =>
    fill(pick(text, plural, value), { count: number(value), ...more });
  return {
    number,
    time,
    timeToSecond: dates({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }),
    date: dates({ day: "numeric", month: "long", year: "numeric" }),
    day,
    dayAndTime: (at) => `${day(at)}, ${time(at)}`,
    length: (minutes) => {
      if (minutes >= 2880 && minutes % 1440 === 0) return count(units.day, minutes / 1440);
      if (minutes >= 120 && minutes % 60 === 0) return count(units.hour, minutes / 60);
      return count(units.minute, minutes);
    },
    rest: (ms) => rest(ms, units, number),
    wait: (ms) => rest(ms > minuteMs ? Math.ceil(ms / minuteMs) * minuteMs : ms, units, number),
    count,
  };
}

function rest(ms: number, { short }: Units, number: (value: number) => string): string {
  const left = Math.max(0, ms);
  const unit = (text: string, value: number) => fill(text, { count: number(value) });
  const pair = (big: string, bigs: number, small: string, smalls: number) =>
    smalls === 0 ? unit(big, bigs) : `${unit(big, bigs)} ${unit(small, smalls)}`;
  if (left >= dayMs) {
    return pair(short.day, Math.floor(left / dayMs), short.hour, Math.floor((left % dayMs) / hourMs));
  }
  if (left >= hourMs) {
    return pair(short.hour, Math.floor(left / hourMs), short.minute, Math.floor((left % hourMs) / minuteMs));
  }
  if (left >= minuteMs) return unit(short.minute, Math.floor(left / minuteMs));
  return unit(short.second, Math.ceil(left / 1000));
}

/** Time left as a clock shows it: `0:48`, `60:00`, `1:41:12`; the last second counts whole. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = seconds > 3600 ? Math.floor(seconds / 3600) : 0;
  const minutes = Math.floor((seconds - hours * 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
