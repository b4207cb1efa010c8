import { query, type Sql, text } from "./sql.ts";

/** The value kept under a name; `first` is kept when there is none yet. */
export const metaOf = (sql: Sql, name: string, first: string): Promise<string> =>
  sql.write(function* () {
    yield query(`INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, name, first);
    const [row] = yield query(`SELECT value FROM meta WHERE name = $1`, name);
    return row === undefined ? first : text(row, "value");
  });
