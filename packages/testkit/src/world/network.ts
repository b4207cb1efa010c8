import type { Line, LineEvents } from "@chatorbit/client";
import type { Caller, Line as ServerLine } from "@chatorbit/relay";
import type { Dice } from "./dice.ts";
import type { Time } from "./time.ts";

/** What may happen to a frame on its way. All shares in [0, 1]. */
export type Weather = {
  /** Least and most time on the way, ms. */
  readonly delay: readonly [number, number];
  readonly lose: number;
  readonly double: number;
  /** Let later frames overtake. */
  readonly reorder: boolean;
};

export const fair: Weather = { delay: [5, 5], lose: 0, double: 0, reorder: false };

export type Way = "up" | "down";

/**
 * What a frame becomes on its way: itself, others, or nothing. `down`: from the server. For relays
 * that lie.
 */
export type Meddle = (text: string, way: Way, device: string) => readonly string[];

/**
 * A line delivers in order or dies; what can get lost, doubled or overtaken is what the server and
 * its instances pass between the seats.
 */
const isBetweenSeats = (text: string): boolean => /^\{"type":"(?:send|pass|signal|hs|ack|nack)"/.test(text);

/** A line as the World sees it: it can die, and a server that lies can put frames into it. */
export type Wire = Line & {
  /** The line dies. 1006: without a word. */
  readonly cut: (code?: number) => void;
  /** Something comes down the line that nobody sent up. */
  readonly inject: (text: string) => void;
};

export type Caught = {
  /** The device's network is gone: nothing comes through for now, and nobody is told. */
  readonly isDark: () => boolean;
  /** The page went without closing: the server's half stays until it notices. */
  readonly isVanishing: () => boolean;
};

export type Network = {
  weather: Weather;
  meddle: Meddle | null;
  readonly connect: (
    device: string,
    caught: Caught,
    answer: (line: ServerLine) => Caller,
    events: LineEvents,
  ) => Wire;
};

export function network(time: Time, dice: Dice): Network {
  const net: Network = { weather: fair, meddle: null, connect };

  function connect(
    device: string,
    { isDark, isVanishing }: Caught,
    answer: (line: ServerLine) => Caller,
    events: LineEvents,
  ): Wire {
    let isOver = false;
    let caller: Caller | null = null;
    const free = { up: time.now(), down: time.now() };
    const stalled: Record<Way, (() => void)[]> = { up: [], down: [] };

    /** Sends one frame through the weather; in order unless the weather lets frames overtake. */
    function carry(way: Way, text: string, deliver: () => void): void {
      const { delay } = net.weather;
      const { lose, double, reorder } = isBetweenSeats(text) ? net.weather : fair;
      const copies = dice.chance(lose) ? 0 : dice.chance(double) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        const arrives = time.now() + delay[0] + dice.roll() * (delay[1] - delay[0]);
        const when = reorder ? arrives : Math.max(arrives, free[way]);
        // What overtakes says nothing about those that keep their order.
        if (!reorder) free[way] = when;
        time.at(when, () => arrive(way, deliver));
      }
    }

    /** In the dark a line loses nothing: what is on its way waits, in order, as long as the line lives. */
    function arrive(way: Way, deliver: () => void): void {
      if (isOver) return;
      const waiting = stalled[way];
      if (!isDark() && waiting.length === 0) return deliver();
      waiting.push(deliver);
      if (waiting.length === 1) lookForLight(way);
    }

    function lookForLight(way: Way): void {
      time.at(time.now() + 100, () => {
        if (isOver) return;
        if (isDark()) return lookForLight(way);
        for (const deliver of stalled[way].splice(0)) if (!isOver) deliver();
      });
    }

    const meddled = (text: string, way: Way) => net.meddle?.(text, way, device) ?? [text];

    function over(code: number): void {
      if (isOver) return;
      isOver = true;
      time.at(time.now(), () => {
        events.closed(code);
        caller?.gone();
      });
    }

    const open = () => {
      if (isOver) return;
      if (isDark()) return over(1006);
      const send = (text: string) => {
        for (const each of meddled(text, "down")) carry("down", each, () => events.received(each));
      };
      caller = answer({
        send,
        sendSoon: send,
        // The weather holds frames back, never the server's own line.
        waiting: 0,
        whenRoom: (then) => time.at(time.now() + 1, then),
        close: (code) => time.at(Math.max(time.now() + 1, free.down), () => over(code)),
      });
      events.opened();
    };
    time.at(time.now() + net.weather.delay[0] * 2, open);

    return {
      send: (text) => {
        for (const each of meddled(text, "up")) carry("up", each, () => caller?.hear(each));
      },
      close: () => {
        if (isOver) return;
        isOver = true;
        if (!isVanishing()) time.at(time.now() + net.weather.delay[0], () => caller?.gone());
      },
      cut: (code = 1006) => over(code),
      inject: (text) => void time.at(time.now(), () => !isOver && events.received(text)),
    };
  }

  return net;
}
