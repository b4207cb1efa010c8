import { blobRates } from "@chatorbit/protocol";

/** Most seats remembered; beyond, those whose allowance is whole again are forgotten. */
const most = 10_000;

/** How many bytes of blobs each seat may carry, up and down together: a token bucket a seat. */
export class Flow {
  readonly #factor: number;
  /** When the allowance of each seat would be whole again, ms: that is all a bucket has to know. */
  readonly #wholeAt = new Map<string, number>();

  /** `factor` multiplies every allowance. */
  constructor(factor: number) {
    this.#factor = factor;
  }

  /** Whole seconds to wait, 0 when they may pass. What is more than all at once needs a whole allowance. */
  take(seat: string, bytes: number, now: number): number {
    const perMs = (blobRates.perSecond * this.#factor) / 1000;
    const burstMs = (blobRates.burst * this.#factor) / perMs;
    const costMs = Math.min(bytes / perMs, burstMs);
    const from = Math.max(now, this.#wholeAt.get(seat) ?? now);
    const wait = from + costMs - now - burstMs;
    if (wait > 0) return Math.ceil(wait / 1000);
    if (this.#wholeAt.size >= most) this.#forget(now);
    this.#wholeAt.set(seat, from + costMs);
    return 0;
  }

  #forget(now: number): void {
    for (const [seat, at] of this.#wholeAt) if (at <= now) this.#wholeAt.delete(seat);
  }
}
