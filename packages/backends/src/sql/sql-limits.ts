import { fitJson, v } from "@chatorbit/protocol";
import { type Hits, type Limit, type Limits, slide, type Verdict } from "@chatorbit/relay";
import { query, type Sql, text, type Work } from "./sql.ts";

const hitList = v.array(v.object({ at: v.number(), count: v.number() }));

/** Counts in a database: they survive a restart, and all instances share them. */
export class SqlLimits implements Limits {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  take(limit: Limit, key: string, now: number): Promise<Verdict> {
    return this.#sql.write(() => take(limit, key, now));
  }

  peek(limit: Limit, key: string, now: number): Promise<Verdict> {
    return this.#sql.read(function* () {
      return slide(yield* hitsOf(limit, key), limit, now, false).verdict;
    });
  }

  purge(now: number): Promise<void> {
    return this.#sql.write(function* () {
      yield query(`DELETE FROM rate WHERE forget_at <= $1`, now);
    }, "vital");
  }
}

function* take(limit: Limit, key: string, now: number): Work<Verdict> {
  // Written first, so that of two instances one waits for the other's row.
  yield query(
    `INSERT INTO rate (name, key_hash, hits, forget_at) VALUES ($1, $2, '[]', $3)
      ON CONFLICT (name, key_hash) DO UPDATE SET forget_at = excluded.forget_at`,
    limit.name,
    key,
    now + limit.windowMs,
  );
  const { hits, verdict } = slide(yield* hitsOf(limit, key), limit, now);
  yield query(
    `UPDATE rate SET hits = $1 WHERE name = $2 AND key_hash = $3`,
    JSON.stringify(hits),
    limit.name,
    key,
  );
  return verdict;
}

function* hitsOf({ name }: Limit, key: string): Work<Hits> {
  const [row] = yield query(`SELECT hits FROM rate WHERE name = $1 AND key_hash = $2`, name, key);
  return row === undefined ? [] : (fitJson(hitList, text(row, "hits")) ?? []);
}
