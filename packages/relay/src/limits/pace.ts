import { floodMs, frameRates } from "@chatorbit/protocol";

/** A pause this long between two refused frames ends a flood, ms. */
const calmMs = 1_000;

/**
 * How much one seat may say (TS10), over all its sockets: three token buckets, of messages, signals
 * and bytes. Levels are in thousandths, so that what flows in each ms is a whole number.
 */
export class Pace {
  readonly #factor: number;
  #messages: number;
  #signals: number;
  #bytes: number;
  /** When the levels were right, ms. */
  #at: number;
  #floodSince = 0;
  #refusedAt = Number.NEGATIVE_INFINITY;

  /** `factor` multiplies every allowance. */
  constructor(factor: number, now: number) {
    this.#factor = factor;
    this.#messages = frameRates.messages.burst * factor * 1000;
    this.#signals = frameRates.signals.burst * factor * 1000;
    this.#bytes = frameRates.bytes.burst * factor * 1000;
    this.#at = now;
  }

  /** Whole seconds to wait, 0 when the frame may pass. */
  message(bytes: number, now: number): number {
    this.#flow(now);
    const wait = Math.max(
      this.#until(this.#bytes, bytes, frameRates.bytes.perSecond),
      this.#until(this.#messages, 1, frameRates.messages.perSecond),
    );
    if (wait > 0) return this.#refuse(wait, now);
    this.#bytes -= bytes * 1000;
    this.#messages -= 1000;
    return 0;
  }

  signal(bytes: number, now: number): number {
    this.#flow(now);
    const wait = Math.max(
      this.#until(this.#bytes, bytes, frameRates.bytes.perSecond),
      this.#until(this.#signals, 1, frameRates.signals.perSecond),
    );
    if (wait > 0) return this.#refuse(wait, now);
    this.#bytes -= bytes * 1000;
    this.#signals -= 1000;
    return 0;
  }

  /** Has it gone on and on through refusals? */
  isFlood(now: number): boolean {
    return now - this.#refusedAt <= calmMs && now - this.#floodSince >= floodMs;
  }

  /** When all it may say is there again if nothing more is said, ms. From then on it is as good as new. */
  fullAt(): number {
    const { messages, signals, bytes } = frameRates;
    const waits = [
      this.#until(this.#messages, messages.burst * this.#factor, messages.perSecond),
      this.#until(this.#signals, signals.burst * this.#factor, signals.perSecond),
      this.#until(this.#bytes, bytes.burst * this.#factor, bytes.perSecond),
    ];
    return this.#at + Math.max(...waits);
  }

  #flow(now: number): void {
    if (now <= this.#at) return;
    const passed = (now - this.#at) * this.#factor;
    this.#at = now;
    this.#messages = filled(this.#messages, passed, frameRates.messages, this.#factor);
    this.#signals = filled(this.#signals, passed, frameRates.signals, this.#factor);
    this.#bytes = filled(this.#bytes, passed, frameRates.bytes, this.#factor);
  }

  /** Ms until there is enough. */
  #until(level: number, cost: number, perSecond: number): number {
    return Math.max(0, Math.ceil((cost * 1000 - level) / (perSecond * this.#factor)));
  }

  #refuse(wait: number, now: number): number {
    if (now - this.#refusedAt > calmMs) this.#floodSince = now;
    this.#refusedAt = now;
    return Math.ceil(wait / 1000);
  }
}

type Rate = { readonly perSecond: number; readonly burst: number };

const filled = (level: number, passed: number, { perSecond, burst }: Rate, factor: number): number =>
  Math.min(burst * factor * 1000, level + passed * perSecond);
