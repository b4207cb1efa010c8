import { number, query, type Sql, type Work } from "./sql.ts";

/** Steps from an empty database to this version's, in order. Released steps are never edited. */
const steps: readonly (readonly string[])[] = [
  [
    `CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)`,
    `CREATE TABLE conversation (
      id TEXT PRIMARY KEY,
      policy TEXT NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      opened_at BIGINT,
      extensions TEXT NOT NULL,
      asks TEXT NOT NULL,
      closes_at BIGINT,
      closed_at BIGINT,
      closed_reason TEXT
    )`,
    `CREATE INDEX conversation_due ON conversation (closes_at) WHERE closes_at IS NOT NULL`,
    `CREATE INDEX conversation_over ON conversation (closed_at) WHERE closed_at IS NOT NULL`,
    `CREATE TABLE admission (
      kind TEXT NOT NULL,
      key_hash TEXT NOT NULL,
      conv_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
      valid_until BIGINT,
      PRIMARY KEY (kind, key_hash)
    )`,
    `CREATE INDEX admission_conversation ON admission (conv_id)`,
    `CREATE TABLE seat (
      conv_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
      role TEXT NOT NULL,
      key_hash TEXT NOT NULL,
      public_id TEXT NOT NULL,
      joined_at BIGINT NOT NULL,
      PRIMARY KEY (conv_id, role)
    )`,
    `CREATE TABLE rate (
      name TEXT NOT NULL,
      key_hash TEXT NOT NULL,
      hits TEXT NOT NULL,
      forget_at BIGINT NOT NULL,
      PRIMARY KEY (name, key_hash)
    )`,
    `CREATE INDEX rate_forget ON rate (forget_at)`,
  ],
  [
    `ALTER TABLE conversation ADD COLUMN purge_after BIGINT`,
    `ALTER TABLE conversation ADD COLUMN door_key TEXT`,
    `ALTER TABLE conversation ADD COLUMN door_offer BIGINT`,
    `ALTER TABLE conversation ADD COLUMN log_seq BIGINT NOT NULL DEFAULT 0`,
    `ALTER TABLE conversation ADD COLUMN log_eid BIGINT NOT NULL DEFAULT 0`,
    `ALTER TABLE conversation ADD COLUMN log_chars BIGINT NOT NULL DEFAULT 0`,
    `CREATE INDEX conversation_passing ON conversation (closed_at)
      WHERE purge_after IS NOT NULL AND closed_at IS NOT NULL`,
    `CREATE TABLE entry (
      conv_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
      seq BIGINT NOT NULL,
      author TEXT NOT NULL,
      cid TEXT NOT NULL,
      at BIGINT NOT NULL,
      sealed TEXT,
      fs TEXT,
      PRIMARY KEY (conv_id, seq),
      UNIQUE (conv_id, author, cid)
    )`,
    `CREATE TABLE event (
      conv_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
      eid BIGINT NOT NULL,
      seq BIGINT NOT NULL,
      PRIMARY KEY (conv_id, eid)
    )`,
  ],
  [
    `CREATE TABLE blob (
      id TEXT PRIMARY KEY,
      conv_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
      seat TEXT NOT NULL,
      size BIGINT NOT NULL,
      parts BIGINT NOT NULL,
      landed BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      touched_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL
    )`,
    `CREATE INDEX blob_conversation ON blob (conv_id)`,
    `CREATE INDEX blob_expiry ON blob (expires_at)`,
    `CREATE INDEX blob_owed ON blob (size, landed) WHERE landed < parts`,
    `CREATE TABLE blob_part (
      blob_id TEXT NOT NULL REFERENCES blob (id) ON DELETE CASCADE,
      part BIGINT NOT NULL,
      hash TEXT NOT NULL,
      PRIMARY KEY (blob_id, part)
    )`,
    `CREATE TABLE blob_gone (id TEXT PRIMARY KEY)`,
  ],
];

/** A database written by a newer version: this one must not touch it. */
export class NewerDatabaseError extends Error {
  override readonly name = "NewerDatabaseError";
}

/** Brings the database up to date; each step whole or not at all. `until`: for tests, an older version's. */
export async function migrate(sql: Sql, until: number = steps.length): Promise<void> {
  await sql.write(function* () {
    yield query(`CREATE TABLE IF NOT EXISTS migration (step BIGINT PRIMARY KEY)`);
  });
  const done = await sql.read(stepsDone);
  if (done > steps.length)
    throw new NewerDatabaseError(`the database is of step ${done}, newer than ${steps.length}`);
  for (const [index, texts] of steps.entries())
    if (index >= done && index < until) await sql.write(() => run(index + 1, texts));
}

function* stepsDone(): Work<number> {
  const [row] = yield query(`SELECT COALESCE(MAX(step), 0) AS step FROM migration`);
  return row === undefined ? 0 : number(row, "step");
}

function* run(step: number, texts: readonly string[]): Work<void> {
  for (const each of texts) yield query(each);
  yield query(`INSERT INTO migration (step) VALUES ($1)`, step);
}
