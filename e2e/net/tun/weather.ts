/** What a path does to packets, pure: chance comes from a seed, time from the caller. */

export type Weather = {
  /** Share of packets lost, 0…1. */
  readonly loss: number;
  /** One way: the middle, and how far each packet may be off it, ms. */
  readonly delayMs: number;
  readonly jitterMs: number;
  /** As most networks, a path keeps the order of packets unless this says otherwise. */
  readonly mayReorder: boolean;
  /** Bits a second in each direction; null: no bound. */
  readonly bitsPerSecond: number | null;
  /** Everything is lost, without a sign to anybody. */
  readonly isCut: boolean;
};

export const clear: Weather = {
  loss: 0,
  delayMs: 0,
  jitterMs: 0,
  mayReorder: false,
  bitsPerSecond: null,
  isCut: false,
};

/** More than this waiting for a narrow path is lost, ms. */
const longestQueueMs = 300;

export type Counts = { readonly passed: number; readonly lost: number; readonly bytes: number };

/** One direction of a path. */
export class Direction {
  weather: Weather;
  readonly #random: () => number;
  #passed = 0;
  #lost = 0;
  #bytes = 0;
  #freeAt = 0;
  #lastDue = 0;

  constructor(weather: Weather, random: () => number) {
    this.weather = weather;
    this.#random = random;
  }

  /** When a packet that enters at `now` comes out, ms; null: never. */
  pass(bytes: number, now: number): number | null {
    const due = this.#due(bytes, now);
    if (due === null) {
      this.#lost += 1;
      return null;
    }
    this.#passed += 1;
    this.#bytes += bytes;
    this.#lastDue = due;
    return due;
  }

  /** Since the last time one asked. */
  counts(): Counts {
    const counts = { passed: this.#passed, lost: this.#lost, bytes: this.#bytes };
    this.#passed = this.#lost = this.#bytes = 0;
    return counts;
  }

  #due(bytes: number, now: number): number | null {
    const { loss, delayMs, jitterMs, mayReorder, bitsPerSecond, isCut } = this.weather;
    // Drawn for every packet alike, so that a seed means the same whatever the weather was.
    const [fate, offset] = [this.#random(), this.#random()];
    if (isCut || fate < loss) return null;
    if (bitsPerSecond !== null) {
      const start = Math.max(now, this.#freeAt);
      if (start - now > longestQueueMs) return null;
      this.#freeAt = start + (bytes * 8000) / bitsPerSecond;
    }
    const sentAt = bitsPerSecond === null ? now : this.#freeAt;
    const due = sentAt + delayMs + (2 * offset - 1) * jitterMs;
    return mayReorder ? due : Math.max(due, this.#lastDue);
  }
}

/** Numbers 0…1 from a seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
