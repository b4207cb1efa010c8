import { floodMs, frameRates } from "@chatorbit/protocol";
import { Bucket } from "./bucket.ts";

/** A pause this long between two refused frames ends a flood, ms. */
const calmMs = 1_000;

/** How much one seat may say (TS10), over all its sockets. */
export class Pace {
  readonly #messages: Bucket;
  readonly #signals: Bucket;
  readonly #bytes: Bucket;
  #floodSince = 0;
  #refusedAt = Number.NEGATIVE_INFINITY;

  constructor(factor: number, now: number) {
    this.#messages = new Bucket(frameRates.messages, factor, now);
    this.#signals = new Bucket(frameRates.signals, factor, now);
    this.#bytes = new Bucket(frameRates.bytes, factor, now);
  }

  /** Whole seconds to wait, 0 when the frame may pass. */
  message(bytes: number, now: number): number {
    return this.#take(this.#messages, bytes, now);
  }

  signal(bytes: number, now: number): number {
    return this.#take(this.#signals, bytes, now);
  }

  /** Has it gone on and on through refusals? */
  isFlood(now: number): boolean {
    return now - this.#refusedAt <= calmMs && now - this.#floodSince >= floodMs;
  }

  #take(bucket: Bucket, bytes: number, now: number): number {
    const wait = this.#bytes.take(bytes, now) || bucket.take(1, now);
    if (wait === 0) return 0;
    if (now - this.#refusedAt > calmMs) this.#floodSince = now;
    this.#refusedAt = now;
    return Math.ceil(wait / 1000);
  }
}
