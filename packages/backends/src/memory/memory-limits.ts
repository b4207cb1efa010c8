import { type Hits, type Limit, type Limits, slide, type Verdict } from "@chatorbit/relay";

type Row = { readonly hits: Hits; readonly until: number };

/** Counts of this process, gone with it. */
export class MemoryLimits implements Limits {
  readonly #rows = new Map<string, Row>();
  readonly #mostKeys: number;

  /** Beyond `mostKeys` the one that was not seen for longest is forgotten first. */
  constructor(mostKeys = 100_000) {
    this.#mostKeys = mostKeys;
  }

  get size(): number {
    return this.#rows.size;
  }

  async take(limit: Limit, key: string, now: number): Promise<Verdict> {
    const row = `${limit.name} ${key}`;
    const { hits, verdict } = slide(this.#rows.get(row)?.hits ?? [], limit, now);
    // Deleted first, so that the map's order is that of use.
    this.#rows.delete(row);
    this.#rows.set(row, { hits, until: now + limit.windowMs });
    if (this.#rows.size > this.#mostKeys) this.#forgetOldest();
    return verdict;
  }

  async peek(limit: Limit, key: string, now: number): Promise<Verdict> {
    return slide(this.#rows.get(`${limit.name} ${key}`)?.hits ?? [], limit, now, false).verdict;
  }

  async purge(now: number): Promise<void> {
    for (const [row, { until }] of this.#rows) if (until <= now) this.#rows.delete(row);
  }

  #forgetOldest(): void {
    const [oldest] = this.#rows.keys();
    if (oldest !== undefined) this.#rows.delete(oldest);
  }
}
