import { type Hits, type Limit, type Limits, slide, type Verdict } from "@chatorbit/relay";

/** The counts of one limit. */
type Table = { readonly windowMs: number; readonly rows: Map<string, Hits> };

/** Counts of this process, gone with it. */
export class MemoryLimits implements Limits {
  readonly #tables = new Map<string, Table>();
  readonly #mostKeys: number;

  /** Beyond `mostKeys` of one limit the one that was not seen for longest is forgotten first. */
  constructor(mostKeys = 100_000) {
    this.#mostKeys = mostKeys;
  }

  async take(limit: Limit, key: string, now: number): Promise<Verdict> {
    const { rows } = this.#table(limit);
    const { hits, verdict } = slide(rows.get(key) ?? [], limit, now);
    // Deleted first, so that the map's order is that of use.
    rows.delete(key);
    rows.set(key, hits);
    if (rows.size > this.#mostKeys) forgetOldest(rows);
    return verdict;
  }

  async peek(limit: Limit, key: string, now: number): Promise<Verdict> {
    return slide(this.#table(limit).rows.get(key) ?? [], limit, now, false).verdict;
  }

  async purge(now: number): Promise<void> {
    for (const { windowMs, rows } of this.#tables.values()) {
      for (const [key, hits] of rows) if ((hits.at(-1)?.at ?? 0) <= now - windowMs) rows.delete(key);
    }
  }

  #table({ name, windowMs }: Limit): Table {
    const known = this.#tables.get(name);
    if (known !== undefined) return known;
    const table = { windowMs, rows: new Map<string, Hits>() };
    this.#tables.set(name, table);
    return table;
  }
}

function forgetOldest(rows: Map<string, Hits>): void {
  const [oldest] = rows.keys();
  if (oldest !== undefined) rows.delete(oldest);
}
