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

/** So many at that moment, ms. */
export type Hit = { readonly at: number; readonly count: number };

/** What counts: the last window, oldest first. */
export type Hits = readonly Hit[];

/**
 * Up to this many are remembered one by one. Of more, those of a 32nd of the window are remembered
 * together as of the last of them: a little too strict, never too lax, and never long.
 */
const mostSingle = 32;

/** One attempt in a sliding window. A refused attempt is not counted. */
export function slide(hits: Hits, limit: Limit, now: number, count = true): { hits: Hits; verdict: Verdict } {
  const live = current(hits, limit, now);
  const used = live.reduce((sum, hit) => sum + hit.count, 0);
  const isAllowed = used < limit.most;
  const isCounted = isAllowed && count;
  const after = isCounted ? added(live, limit, now) : live;
  const resetAt = (after[0]?.at ?? now) + limit.windowMs;
  const retryAfter = isAllowed ? 0 : Math.max(1, Math.ceil((resetAt - now) / 1000));
  const remaining = Math.max(0, limit.most - used - (isCounted ? 1 : 0));
  return { hits: after, verdict: { isAllowed, limit: limit.most, remaining, resetAt, retryAfter } };
}

/**
 * Hits of the last window. A hit from the future (the machine's clock was set back over a restart)
 * counts as of now, so that it leaves after one window and not after the jump.
 */
const current = (hits: Hits, { windowMs }: Limit, now: number): Hits =>
  hits
    .filter(({ at }) => at > now - windowMs)
    .map((hit) => (hit.at > now ? { at: now, count: hit.count } : hit));

function added(hits: Hits, { most, windowMs }: Limit, now: number): Hits {
  const last = hits.at(-1);
  const part = (at: number) => Math.floor((at * mostSingle) / windowMs);
  const isTogether = most > mostSingle && last !== undefined && part(last.at) === part(now);
  if (!isTogether) return [...hits, { at: now, count: 1 }];
  return [...hits.slice(0, -1), { at: now, count: last.count + 1 }];
}
