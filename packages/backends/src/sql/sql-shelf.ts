import { type BlobId, blobPartBytes, blobParts, type ConversationId, roles } from "@chatorbit/protocol";
import {
  type Blob,
  type Conversation,
  type HeldBlob,
  type PartKey,
  type Shelf,
  type ShelfOutcome,
  type ShelfView,
  type ShelfWrite,
  StorageFullError,
} from "@chatorbit/relay";
import { lockConversation, readConversation } from "./sql-conversation.ts";
import { number, query, type Row, type Sql, text, textOrNull, type Work } from "./sql.ts";

/** What is known of blobs, in a database. Their bytes are nowhere in it. */
export class SqlShelf implements Shelf {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async transact(
    conv: ConversationId,
    decide: (conversation: Conversation, view: ShelfView) => ShelfOutcome,
    about: PartKey | null = null,
  ): Promise<ShelfOutcome | null> {
    try {
      return await this.#sql.write(() => transact(conv, decide, about));
    } catch (cause) {
      if (!(cause instanceof StorageFullError)) throw cause;
      // What removes one must be possible on a full disk.
      const now = await this.#sql.read(() => look(conv, decide, about));
      if (now === null || !isDropping(now)) throw cause;
      return this.#sql.write(() => transact(conv, decide, about), "vital");
    }
  }

  read(conv: ConversationId, id: BlobId): Promise<HeldBlob | null> {
    return this.#sql.read(() => read(conv, id));
  }

  expire(now: number): Promise<number> {
    return this.#sql.write(() => go(`expires_at <= $1`, now), "vital");
  }

  gone(limit: number): Promise<readonly BlobId[]> {
    return this.#sql.read(function* () {
      return (yield query(`SELECT id FROM blob_gone ORDER BY id LIMIT $1`, limit)).map(idOf);
    });
  }

  forget(ids: readonly BlobId[]): Promise<void> {
    return this.#sql.write(function* () {
      for (const id of ids) yield query(`DELETE FROM blob_gone WHERE id = $1`, id);
    }, "vital");
  }

  held(): Promise<readonly BlobId[]> {
    return this.#sql.read(function* () {
      return (yield query(`SELECT id FROM blob WHERE landed > 0`)).map(idOf);
    });
  }

  known(ids: readonly BlobId[]): Promise<readonly BlobId[]> {
    return this.#sql.read(function* () {
      const found: BlobId[] = [];
      for (const id of ids)
        if ((yield query(`SELECT id FROM blob WHERE id = $1`, id)).length > 0) found.push(id);
      return found;
    });
  }

  lose(ids: readonly BlobId[]): Promise<void> {
    return this.#sql.write(function* () {
      for (const id of ids) yield* go(`id = $1`, id);
    }, "vital");
  }
}

/** Lets a conversation's blobs go, all or a seat's: part of the transaction that ends or frees. */
export function* clearBlobs(conv: ConversationId, by: string | null): Work<void> {
  if (by === null) yield* go(`conv_id = $1`, conv);
  else yield* go(`conv_id = $1 AND seat = $2`, conv, by);
}

/** Lets those go that the condition names. Only their names stay, until their bytes are removed. */
function* go(condition: string, ...values: (string | number)[]): Work<number> {
  // Written first: rows of parts go with their blob's.
  yield query(
    `INSERT INTO blob_gone (id) SELECT id FROM blob WHERE ${condition} ON CONFLICT (id) DO NOTHING`,
    ...values,
  );
  const rows = yield query(`DELETE FROM blob WHERE ${condition} RETURNING id`, ...values);
  return rows.length;
}

const isDropping = ({ writes }: ShelfOutcome): boolean =>
  writes.length > 0 && writes.every(({ type }) => type === "drop");

function* transact(
  conv: ConversationId,
  decide: (conversation: Conversation, view: ShelfView) => ShelfOutcome,
  about: PartKey | null,
): Work<ShelfOutcome | null> {
  yield* lockConversation(conv);
  const outcome = yield* look(conv, decide, about);
  for (const write of outcome?.writes ?? []) yield* carryOut(conv, write);
  return outcome;
}

/** Decides, and changes nothing. */
function* look(
  conv: ConversationId,
  decide: (conversation: Conversation, view: ShelfView) => ShelfOutcome,
  about: PartKey | null,
): Work<ShelfOutcome | null> {
  const conversation = yield* readConversation(conv);
  if (conversation === null) return null;
  const rows = yield query(`SELECT * FROM blob WHERE conv_id = $1`, conv);
  const blobs = rows.map(blobOf);
  const known = about !== null && blobs.some(({ id }) => id === about.id) ? yield* hashOf(about) : null;
  return decide(conversation, { blobs, owed: yield* owed(), known });
}

function* hashOf({ id, part }: PartKey): Work<string | null> {
  const [row] = yield query(`SELECT hash FROM blob_part WHERE blob_id = $1 AND part = $2`, id, part);
  return row === undefined ? null : text(row, "hash");
}

/** The last part, which may be short, is never among those that are here of an unfinished one and still owed. */
function* owed(): Work<number> {
  const [row] = yield query(
    `SELECT COALESCE(SUM(size - landed * ${blobPartBytes}), 0) AS owed FROM blob WHERE landed < parts`,
  );
  return row === undefined ? 0 : number(row, "owed");
}

function* carryOut(conv: ConversationId, write: ShelfWrite): Work<void> {
  if (write.type === "drop") {
    yield* go(`id = $1`, write.id);
    return;
  }
  const { blob, expiresAt } = write;
  if (write.type === "make") {
    yield query(
      `INSERT INTO blob (id, conv_id, seat, size, parts, landed, created_at, touched_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      blob.id,
      conv,
      blob.by,
      blob.size,
      blobParts(blob.size),
      blob.landed,
      blob.createdAt,
      blob.touchedAt,
      expiresAt,
    );
    return;
  }
  const { id, part, hash } = write.piece;
  yield query(`INSERT INTO blob_part (blob_id, part, hash) VALUES ($1, $2, $3)`, id, part, hash);
  yield query(
    `UPDATE blob SET landed = $1, touched_at = $2, expires_at = $3 WHERE id = $4`,
    blob.landed,
    blob.touchedAt,
    expiresAt,
    id,
  );
}

function* read(conv: ConversationId, id: BlobId): Work<HeldBlob | null> {
  const [row] = yield query(`SELECT * FROM blob WHERE id = $1 AND conv_id = $2`, id, conv);
  if (row === undefined) return null;
  const hashes: (string | null)[] = Array.from({ length: number(row, "parts") }, () => null);
  const parts: readonly Row[] = yield query(`SELECT part, hash FROM blob_part WHERE blob_id = $1`, id);
  for (const each of parts) hashes[number(each, "part")] = textOrNull(each, "hash");
  return { blob: blobOf(row), hashes };
}

const idOf = (row: Row): BlobId => text(row, "id") as BlobId;

function blobOf(row: Row): Blob {
  const by = roles.find((role) => role === row.seat);
  if (by === undefined) throw new TypeError("a blob has no seat that this version knows");
  return {
    id: idOf(row),
    by,
    size: number(row, "size"),
    landed: number(row, "landed"),
    createdAt: number(row, "created_at"),
    touchedAt: number(row, "touched_at"),
  };
}
