import { metaOf } from "./meta.ts";
import { migrate } from "./migrations.ts";
import { SqlLimits } from "./sql-limits.ts";
import { SqlStore } from "./sql-store.ts";
import { openSqlite, type SqliteOptions } from "./sqlite.ts";
import type { Sql } from "./sql.ts";

export { metaOf } from "./meta.ts";
export { NewerDatabaseError } from "./migrations.ts";
export { SqlLimits } from "./sql-limits.ts";
export { SqlStore } from "./sql-store.ts";
export { openSqlite } from "./sqlite.ts";

export type Backend = { readonly sql: Sql; readonly store: SqlStore; readonly limits: SqlLimits };

/** Opens the SQLite file at `path` (or `:memory:`) and brings it up to date. */
export async function openBackend(path: string, options: SqliteOptions = {}): Promise<Backend> {
  const sql = openSqlite(path, options);
  await migrate(sql);
  const epoch = await metaOf(
    sql,
    "epoch",
    Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString("hex"),
  );
  return { sql, store: new SqlStore(sql, epoch), limits: new SqlLimits(sql) };
}
