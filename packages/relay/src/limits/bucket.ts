/** A token bucket: `perSecond` flow in, at most `burst` wait. Time is an argument. */
export class Bucket {
  readonly #perMs: number;
  readonly #burst: number;
  #level: number;
  #at: number;

  constructor(rate: { readonly perSecond: number; readonly burst: number }, factor: number, now: number) {
    this.#perMs = (rate.perSecond * factor) / 1000;
    this.#burst = rate.burst * factor;
    this.#level = this.#burst;
    this.#at = now;
  }

  /** Takes `cost` and returns 0, or takes nothing and returns the ms until there is enough. */
  take(cost: number, now: number): number {
    if (now > this.#at) {
      this.#level = Math.min(this.#burst, this.#level + (now - this.#at) * this.#perMs);
      this.#at = now;
    }
    if (cost > this.#level) return Math.ceil((cost - this.#level) / this.#perMs);
    this.#level -= cost;
    return 0;
  }
}
