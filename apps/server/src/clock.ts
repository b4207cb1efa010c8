import { uptime } from "node:os";
import type { Clock } from "@chatorbit/relay";

type Sources = {
  /** The machine's date, ms since 1970; may jump. */
  readonly wall: () => number;
  /** Ms that only grow; stands still while the machine sleeps. */
  readonly steady: () => number;
  /** Seconds since the machine started, sleep included. */
  readonly uptime: () => number;
};

/** A sleep shorter than this is not worth correcting, ms; uptime is in whole seconds. */
const shortestSleep = 3_000;

/**
 * The date at the start plus monotonic time since: no jump of the machine's date ends a
 * conversation early or keeps it alive. A sleep of the machine counts as time passed.
 */
export class SteadyClock implements Clock {
  readonly #sources: Sources;
  readonly #uptimeZero: number;
  readonly #steadyZero: number;
  #offset: number;
  #slept = 0;

  constructor(sources: Sources = { wall: Date.now, steady: () => performance.now(), uptime }) {
    this.#sources = sources;
    this.#uptimeZero = sources.uptime() * 1000;
    this.#steadyZero = sources.steady();
    this.#offset = sources.wall() - this.#steadyZero;
  }

  now(): number {
    return Math.floor(this.#offset + this.#sources.steady());
  }

  /** Looks whether the machine has slept; to be called now and then. */
  check(): void {
    const byUptime = this.#sources.uptime() * 1000 - this.#uptimeZero;
    const slept = byUptime - (this.#sources.steady() - this.#steadyZero) - this.#slept;
    if (slept < shortestSleep) return;
    this.#slept += slept;
    this.#offset += slept;
  }
}
