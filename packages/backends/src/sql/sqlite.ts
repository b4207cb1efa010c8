import { Database, SQLiteError } from "bun:sqlite";
import { StorageFullError } from "@chatorbit/relay";
import { groupCommit } from "./group-commit.ts";
import { Reserve } from "./reserve.ts";
import type { Query, Row, Sql, Urgency, Work } from "./sql.ts";

export type SqliteOptions = {
  /** Largest size of the file in pages, as if the disk ended there; less than it has: no growth. */
  readonly maxPages?: number;
};

/** How often at most a full disk is asked whether it has room again, ms. */
const retryMs = 5_000;

/** SQLite in this process, by `bun:sqlite`. One connection: readers never see half a transaction. */
export function openSqlite(path: string, { maxPages }: SqliteOptions = {}): Sql {
  const database = new Database(path, { create: true, strict: true });
  database.run("PRAGMA journal_mode = WAL");
  // NORMAL loses acknowledged writes at a power cut.
  database.run("PRAGMA synchronous = FULL");
  database.run("PRAGMA foreign_keys = ON");
  // What is deleted is overwritten, in the file and (with the checkpoint below) in its log.
  database.run("PRAGMA secure_delete = ON");
  database.run("PRAGMA busy_timeout = 5000");
  // Pages. Copying the log into the file costs the disk twice as much as writing the log.
  database.run("PRAGMA wal_autocheckpoint = 4000");
  if (maxPages !== undefined) database.run(`PRAGMA max_page_count = ${maxPages}`);
  const commit = groupCommit(database);
  const reserve = path === ":memory:" ? null : new Reserve(`${path}-reserve`);
  let isTight = reserve?.hold() === false;
  let triedAt = performance.now();
  const rows = ({ sql, values }: Query): readonly Row[] =>
    database.query<Row, (string | number | null)[]>(sql).all(...values);
  const truncate = () => database.run("PRAGMA wal_checkpoint(TRUNCATE)");

  function hasRoomAgain(): boolean {
    if (performance.now() - triedAt < retryMs) return false;
    triedAt = performance.now();
    isTight = reserve?.hold() === false;
    return !isTight;
  }

  async function write<T>(work: () => Work<T>, urgency: Urgency = "usual"): Promise<T> {
    if (isTight && urgency === "usual" && !hasRoomAgain()) {
      throw new StorageFullError("the disk takes no more");
    }
    try {
      return await commit(() => run(work(), rows));
    } catch (cause) {
      const hasRoom = urgency === "vital" && cause instanceof StorageFullError && reserve?.release() === true;
      if (!hasRoom) throw cause;
      isTight = true;
      return commit(() => run(work(), rows));
    }
  }

  return {
    write,
    read: async (work) => run(work(), rows),
    async tidy() {
      try {
        truncate();
      } catch (cause) {
        throw asFull(cause);
      }
      isTight = reserve?.hold() === false;
    },
    async close() {
      await commit(() => undefined);
      truncate();
      database.close();
    },
  };
}

function run<T>(work: Work<T>, rows: (query: Query) => readonly Row[]): T {
  try {
    let step = work.next();
    while (step.done !== true) step = work.next(rows(step.value));
    return step.value;
  } catch (cause) {
    throw asFull(cause);
  }
}

/** The disk's "no" as an expected one. */
export const asFull = (cause: unknown): unknown =>
  cause instanceof SQLiteError && (cause.code === "SQLITE_FULL" || cause.code?.startsWith("SQLITE_IOERR"))
    ? new StorageFullError("the disk takes no more", { cause })
    : cause;
