import type { ConversationId } from "@chatorbit/protocol";
import {
  type Admission,
  type Conversation,
  dueAt,
  type Entry,
  type EntryKey,
  type LogChange,
  type Outcome,
  type Seat,
  StorageFullError,
  type Store,
  type Write,
} from "@chatorbit/relay";
import { readConversation, withSeats } from "./sql-conversation.ts";
import {
  appendEntry,
  changesAfter,
  emptyEntry,
  entriesAfter,
  eraseLog,
  erasePiece,
  findEntry,
  unerased,
} from "./sql-log.ts";
import { clearBlobs, SqlShelf } from "./sql-shelf.ts";
import { query, type Sql, text, type Work } from "./sql.ts";

/** Conversations in a database. */
export class SqlStore implements Store {
  readonly epoch: string;
  readonly shelf: SqlShelf;
  readonly #sql: Sql;

  constructor(sql: Sql, epoch: string) {
    this.#sql = sql;
    this.epoch = epoch;
    this.shelf = new SqlShelf(sql);
  }

  create(conversation: Conversation, admission: Admission): Promise<boolean> {
    return this.#sql.write(() => create(conversation, admission));
  }

  admitted(kind: Admission["kind"], keyHash: string): Promise<Conversation | null> {
    return this.#sql.read(function* () {
      const [row] = yield query(
        `SELECT * FROM conversation
          WHERE id = (SELECT conv_id FROM admission WHERE kind = $1 AND key_hash = $2)`,
        kind,
        keyHash,
      );
      return row === undefined ? null : yield* withSeats(row);
    });
  }

  read(id: ConversationId): Promise<Conversation | null> {
    return this.#sql.read(() => readConversation(id));
  }

  async transact(
    id: ConversationId,
    decide: (conversation: Conversation, known: Entry | null) => Outcome,
    about: EntryKey | null = null,
  ): Promise<Outcome | null> {
    try {
      return await this.#sql.write(() => transact(id, decide, about));
    } catch (cause) {
      if (!(cause instanceof StorageFullError)) throw cause;
      // What ends a conversation must be possible on a full disk.
      const now = await this.read(id);
      if (now === null || decide(now, null).state.closed === null) throw cause;
      const outcome = await this.#sql.write(() => transact(id, decide, about, false), "vital");
      // It has ended, and nobody reads it any more. What cannot be erased now is with every purge.
      await this.#erase(id).catch(unlessFull);
      return outcome;
    }
  }

  /** Piece by piece: to erase a long log at once needs more room than a full disk has. */
  async #erase(id: ConversationId): Promise<void> {
    while (await this.#sql.write(() => erasePiece(id), "vital")) await this.#sql.tidy();
  }

  changes(id: ConversationId, eid: number, limit: number): Promise<readonly LogChange[]> {
    return this.#sql.read(() => changesAfter(id, eid, limit));
  }

  entries(id: ConversationId, seq: number, limit: number): Promise<readonly Entry[]> {
    return this.#sql.read(() => entriesAfter(id, seq, limit));
  }

  due(now: number, limit: number): Promise<readonly ConversationId[]> {
    return this.#sql.read(function* () {
      const rows = yield query(
        `SELECT id FROM conversation WHERE closes_at <= $1 ORDER BY closes_at LIMIT $2`,
        now,
        limit,
      );
      return rows.map((row) => text(row, "id") as ConversationId);
    });
  }

  async purge(now: number, usual: number): Promise<number> {
    const count = await this.#sql.write(function* () {
      const rows = yield query(
        `DELETE FROM conversation WHERE closed_at < $1 AND purge_after IS NULL RETURNING id`,
        now - usual,
      );
      // One whose log could not be erased stays until it is: it would all have to go at once.
      const passing = yield query(
        `DELETE FROM conversation
          WHERE purge_after IS NOT NULL AND closed_at IS NOT NULL AND closed_at + purge_after < $1
            AND NOT EXISTS (SELECT 1 FROM entry WHERE conv_id = conversation.id)
          RETURNING id`,
        now,
      );
      return rows.length + passing.length;
    }, "vital");
    await this.#sql.tidy();
    for (const id of await this.#sql.read(unerased)) await this.#erase(id);
    return count;
  }
}

function unlessFull(cause: unknown): void {
  if (!(cause instanceof StorageFullError)) throw cause;
}

/** Somebody else changed the conversation between reading and writing: a driver where that can be runs the work again. */
export class ConflictError extends Error {
  override readonly name = "ConflictError";
}

function* create(c: Conversation, { kind, keyHash, validUntil }: Admission): Work<boolean> {
  const [taken] = yield query(
    `SELECT conv_id FROM admission WHERE kind = $1 AND key_hash = $2`,
    kind,
    keyHash,
  );
  if (taken !== undefined) return false;
  yield query(
    `INSERT INTO conversation
      (id, policy, purge_after, version, created_at, opened_at, extensions, asks, closes_at, closed_at,
        closed_reason)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    c.id,
    JSON.stringify(c.policy),
    c.policy.purgeAfter,
    c.version,
    c.createdAt,
    c.openedAt,
    JSON.stringify(c.extensions),
    JSON.stringify(c.asks),
    dueAt(c),
    c.closed?.at ?? null,
    c.closed?.reason ?? null,
  );
  yield query(
    `INSERT INTO admission (kind, key_hash, conv_id, valid_until) VALUES ($1, $2, $3, $4)`,
    kind,
    keyHash,
    c.id,
    validUntil,
  );
  for (const seat of c.seats) yield* addSeat(c.id, seat);
  return true;
}

function* transact(
  id: ConversationId,
  decide: (conversation: Conversation, known: Entry | null) => Outcome,
  about: EntryKey | null,
  isErasing = true,
): Work<Outcome | null> {
  const before = yield* readConversation(id);
  if (before === null) return null;
  const outcome = decide(before, about && (yield* findEntry(id, about)));
  if (outcome.state === before) return outcome;
  yield* update(outcome.state, before.version);
  for (const write of outcome.writes) if (isErasing || write.type !== "erase") yield* carryOut(id, write);
  return outcome;
}

function* update(c: Conversation, version: number): Work<void> {
  const rows = yield query(
    `UPDATE conversation SET version = $1, opened_at = $2, extensions = $3, asks = $4,
      closes_at = $5, closed_at = $6, closed_reason = $7, door_key = $8, door_offer = $9,
      log_seq = $10, log_eid = $11, log_chars = $12
      WHERE id = $13 AND version = $14 RETURNING id`,
    c.version,
    c.openedAt,
    JSON.stringify(c.extensions),
    JSON.stringify(c.asks),
    dueAt(c),
    c.closed?.at ?? null,
    c.closed?.reason ?? null,
    c.door?.key ?? null,
    c.door?.offer ?? null,
    c.log.seq,
    c.log.eid,
    c.log.chars,
    c.id,
    version,
  );
  if (rows.length === 0) throw new ConflictError("the conversation changed meanwhile");
}

function* carryOut(id: ConversationId, write: Write): Work<void> {
  switch (write.type) {
    case "seat":
      return yield* addSeat(id, write.seat);
    case "free":
      yield query(`DELETE FROM seat WHERE conv_id = $1 AND role = $2`, id, write.role);
      return;
    case "append":
      return yield* appendEntry(id, write.eid, write.entry);
    case "empty":
      return yield* emptyEntry(id, write.eid, write.seq);
    case "erase":
      return yield* eraseLog(id);
    case "clear":
      return yield* clearBlobs(id, write.by);
  }
}

function* addSeat(id: ConversationId, { role, keyHash, publicId, joinedAt }: Seat): Work<void> {
  yield query(
    `INSERT INTO seat (conv_id, role, key_hash, public_id, joined_at) VALUES ($1, $2, $3, $4, $5)`,
    id,
    role,
    keyHash,
    publicId,
    joinedAt,
  );
}
