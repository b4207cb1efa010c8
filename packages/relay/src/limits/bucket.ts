/** A token bucket: `perSecond` flow in, at most `burst` wait. Time is an argument, ms. */
export class Bucket {
  /** Thousandths that flow in each ms: whole numbers stay whole. */
  readonly #flow: number;
  readonly #burst: number;
  #level: number;
  #at: number;

  constructor(rate: { readonly perSecond: number; readonly burst: number }, factor: number, now: number) {
    this.#flow = rate.perSecond * factor;
    this.#burst = rate.burst * factor * 1000;
    this.#level = this.#burst;
    this.#at = now;
  }

  /** Takes `cost` and returns 0, or takes nothing and returns the ms until there is enough. */
  take(cost: number, now: number): number {
    if (now > this.#at) {
      this.#level = Math.min(this.#burst, this.#level + (now - this.#at) * this.#flow);
      this.#at = now;
    }
    const missing = cost * 1000 - this.#level;
    if (missing > 0) return Math.ceil(missing / this.#flow);
    this.#level = -missing;
    return 0;
  }
}
