import { expect, test } from "bun:test";
import { type CatalogueName, loadLegal, loadWords, type Words } from "./catalogues.ts";
import { fill, holes, parts } from "./fill.ts";
import { clock, formatOf } from "./format.ts";
import { detectLanguage, languageCodes, languages } from "./language.ts";
import { legalVersion } from "./legal-version.ts";
import { bindShortWords } from "./short-words.ts";
import { englishPlural, intlPlural, slovakPlural } from "./plural.ts";

const names: CatalogueName[] = [
  "call",
  "check",
  "common",
  "consent",
  "conversation",
  "emoji",
  "help",
  "landing",
  "security",
  "session",
  "spelling",
  "terminal",
  "trouble",
  "voice",
];

type Leaf = { readonly path: string; readonly text: string };

function leaves(value: unknown, path: string): Leaf[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

const isPluralForm = /\.(one|few|many|other|zero|two)$/;

test("[LG1] every language has every text, none of them empty", async () => {
  const english = leaves(await loadWords("en", names), "").filter(({ path }) => !isPluralForm.test(path));
  expect(english.length).toBeGreaterThan(400);
  for (const language of languageCodes) {
    const texts = leaves(await loadWords(language, names), "");
    expect(texts.filter(({ text }) => text.trim() === "")).toEqual([]);
    const paths = new Set(texts.map(({ path }) => path));
    expect(english.filter(({ path }) => !paths.has(path))).toEqual([]);
  }
});

test("[LG1] a translation fills the same holes as the English text", async () => {
  const english: Words = await loadWords("en", names);
  const wanted = new Map(leaves(english, "").map(({ path, text }) => [path, text]));
  for (const language of languageCodes) {
    const wrong = leaves(await loadWords(language, names), "").filter(({ path, text }) => {
      const original = wanted.get(path) ?? wanted.get(path.replace(isPluralForm, ".other")) ?? "";
      return holes(text).toSorted().join() !== holes(original).toSorted().join();
    });
    expect(wrong.map(({ path }) => `${language}${path}`)).toEqual([]);
  }
});

test("[LG1] our plural rules are those of CLDR", () => {
  const counts = [0, 1, 2, 3, 4, 5, 11, 21, 22, 100, 0.5, 1.5, 2.5, 101, 1000];
  for (const count of counts) {
    expect({ count, form: slovakPlural(count) }).toEqual({ count, form: intlPlural("sk")(count) });
    expect({ count, form: englishPlural(count) }).toEqual({ count, form: intlPlural("en")(count) });
  }
});

test("[LG1] Slovak counts in four forms", async () => {
  const { common } = await loadWords("sk", ["common"]);
  const { count } = formatOf("sk", common.units);
  const minutes = [1, 2, 1.5, 5].map((value) => count(common.units.minute, value));
  expect(minutes).toEqual(["1 minúta", "2 minúty", "1,5 minúty", "5 minút"]);
});

test("[LG1] the language is the saved one, then the browser's, then English", () => {
  expect(detectLanguage("sk", ["en-US"])).toBe("sk");
  expect(detectLanguage(null, ["de-AT", "sk-SK", "en"])).toBe("sk");
  expect(detectLanguage("xx", ["EN-us"])).toBe("en");
  expect(detectLanguage(null, [])).toBe("en");
  expect(Object.values(languages).map(({ name }) => name)).toEqual(["English", "Slovenčina"]);
});

test("[LG1] lengths and remaining times are said in at most two units", async () => {
  const { common } = await loadWords("en", ["common"]);
  const { length, rest, time } = formatOf("en", common.units, "UTC");
  expect([1, 60, 90, 120, 1440, 10_080].map(length)).toEqual([
    "1 minute",
    "60 minutes",
    "90 minutes",
    "2 hours",
    "24 hours",
    "7 days",
  ]);
  const hour = 3_600_000;
  expect([23.98 * hour, 49 * hour, 48 * hour, 61_000, 59_001, -5].map(rest)).toEqual([
    "23 h 58 min",
    "2 d 1 h",
    "2 d",
    "1 min",
    "60 s",
    "0 s",
  ]);
  expect(time(Date.UTC(2026, 10, 20, 0, 5))).toBe("00:05");
});

test("[TS3] a wait is said as a length, rounded up, never as a time of day", async () => {
  const { common } = await loadWords("sk", ["common"]);
  const { wait } = formatOf("sk", common.units);
  const possible = (ms: number) => fill(common.actions.possibleIn, { time: wait(ms) });
  expect([3_039_000, 60_001, 60_000, 48_000].map(possible)).toEqual([
    "Možné o 51 min",
    "Možné o 2 min",
    "Možné o 1 min",
    "Možné o 48 s",
  ]);
});

test("[LG1] Slovak never leaves a word of one letter at the end of a line", () => {
  const source =
    'lead: "Pre dvoch, a keď čas vyprší… Bez účtu a bez inštalácie. („V telefóne“) o {time}", // a b';
  expect(bindShortWords(source)).toBe(
    'lead: "Pre dvoch, a\u00a0keď čas vyprší… Bez účtu a\u00a0bez inštalácie. („V\u00a0telefóne“) o\u00a0{time}", // a b',
  );
});

test("[UX] the clock shows the last second whole", () => {
  expect([0, 1, 48_000, 2_472_000, 3_600_000, 600_000_000].map(clock)).toEqual([
    "0:00",
    "0:01",
    "0:48",
    "41:12",
    "60:00",
    "166:40:00",
  ]);
});

test("[LG1] holes are filled, and what is missing stays visible", () => {
  expect(fill("{a} and {b}", { a: 1 })).toBe("1 and {b}");
  expect(parts("I read {terms}.")).toEqual([{ text: "I read " }, { hole: "terms" }, { text: "." }]);
});

test("[LG2] the legal texts have the same sections in every language", async () => {
  const shapes = await Promise.all(
    languageCodes.map(async (language) => {
      const { terms, privacy } = await loadLegal(language);
      return [terms, privacy].map(({ version, sections }) => ({ version, sections: sections.length }));
    }),
  );
  for (const shape of shapes) {
    expect(shape).toEqual(shapes[0] ?? []);
    expect(shape.map(({ version }) => version)).toEqual([legalVersion, legalVersion]);
  }
});
