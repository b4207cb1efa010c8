/** How often something may happen: at most `most` times in any `windowMs`. */
export type Limit = {
  readonly name: string;
  readonly most: number;
  readonly windowMs: number;
  /** Must the count survive a restart? */
  readonly lasts: boolean;
  /** When the counter cannot be reached: let everybody in, or nobody? */
  readonly whenDown: "open" | "closed";
};

export type Verdict = {
  readonly isAllowed: boolean;
  readonly limit: number;
  /** How many more are free after this one. */
  readonly remaining: number;
  /** When the next one becomes free again, ms. */
  readonly resetAt: number;
  /** Whole seconds to wait; 0 when allowed. */
  readonly retryAfter: number;
};

/** What counts: the moments of the last window, oldest first. */
export type Hits = readonly number[];

/** One attempt in an exact sliding window. A refused attempt is not counted. */
export function slide(hits: Hits, limit: Limit, now: number, count = true): { hits: Hits; verdict: Verdict } {
  const live = current(hits, limit, now);
  const isAllowed = live.length < limit.most;
  const after = isAllowed && count ? [...live, now] : live;
  const resetAt = (after[0] ?? now) + limit.windowMs;
  const retryAfter = isAllowed ? 0 : Math.max(1, Math.ceil((resetAt - now) / 1000));
  const remaining = Math.max(0, limit.most - after.length);
  return { hits: after, verdict: { isAllowed, limit: limit.most, remaining, resetAt, retryAfter } };
}

/**
 * Hits of the last window. A hit from the future (the machine's clock was set back over a restart)
 * counts as of now, so that it leaves after one window and not after the jump.
 */
const current = (hits: Hits, { windowMs }: Limit, now: number): number[] =>
  hits.filter((at) => at > now - windowMs).map((at) => Math.min(at, now));
