/** Work on the log of a conversation (SYNC): entries, and the changes that point at them. */
import { type ConversationId, type MessageId, roles } from "@chatorbit/protocol";
import type { Entry, EntryKey, LogChange } from "@chatorbit/relay";
import { number, numberOrNull, query, type Row, text, textOrNull, type Work } from "./sql.ts";

export function* findEntry(id: ConversationId, { by, cid }: EntryKey): Work<Entry | null> {
  const [row] = yield query(
    `SELECT * FROM entry WHERE conv_id = $1 AND author = $2 AND cid = $3`,
    id,
    by,
    cid,
  );
  return row === undefined ? null : entryOf(row);
}

export function* appendEntry(id: ConversationId, eid: number, entry: Entry): Work<void> {
  const { seq, by, cid, at, sealed, fs } = entry;
  yield query(
    `INSERT INTO entry (conv_id, seq, author, cid, at, sealed, fs) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    id,
    seq,
    by,
    cid,
    at,
    sealed,
    fs,
  );
  yield* changed(id, eid, seq);
}

export function* emptyEntry(id: ConversationId, eid: number, seq: number): Work<void> {
  yield query(`UPDATE entry SET sealed = NULL, fs = NULL WHERE conv_id = $1 AND seq = $2`, id, seq);
  yield* changed(id, eid, seq);
}

export function* eraseLog(id: ConversationId): Work<void> {
  yield query(`DELETE FROM event WHERE conv_id = $1`, id);
  yield query(`DELETE FROM entry WHERE conv_id = $1`, id);
}

/** So much may one piece of an erasure hold, characters: the database's log of it fits into the reserve. */
const pieceChars = 192 * 1024;

/** Erases the oldest entries, as many as make a piece; false when none was left. */
export function* erasePiece(id: ConversationId): Work<boolean> {
  const rows = yield query(
    `SELECT seq, LENGTH(sealed) AS size FROM entry WHERE conv_id = $1 ORDER BY seq LIMIT 500`,
    id,
  );
  let chars = 0;
  let last: number | null = null;
  for (const row of rows) {
    chars += numberOrNull(row, "size") ?? 0;
    if (last !== null && chars > pieceChars) break;
    last = number(row, "seq");
  }
  if (last === null) return false;
  yield query(`DELETE FROM event WHERE conv_id = $1 AND seq <= $2`, id, last);
  yield query(`DELETE FROM entry WHERE conv_id = $1 AND seq <= $2`, id, last);
  return true;
}

/** Conversations that ended and whose log was not erased, because the process died over it. */
export function* unerased(): Work<ConversationId[]> {
  const rows = yield query(
    `SELECT id FROM conversation WHERE purge_after IS NOT NULL AND closed_at IS NOT NULL
      AND EXISTS (SELECT 1 FROM entry WHERE conv_id = id)`,
  );
  return rows.map((row) => text(row, "id") as ConversationId);
}

export function* changesAfter(id: ConversationId, eid: number, limit: number): Work<LogChange[]> {
  const rows = yield query(
    `SELECT event.eid, entry.* FROM event
      JOIN entry ON entry.conv_id = event.conv_id AND entry.seq = event.seq
      WHERE event.conv_id = $1 AND event.eid > $2 ORDER BY event.eid LIMIT $3`,
    id,
    eid,
    limit,
  );
  return rows.map((row) => ({ eid: number(row, "eid"), entry: entryOf(row) }));
}

export function* entriesAfter(id: ConversationId, seq: number, limit: number): Work<Entry[]> {
  const rows = yield query(
    `SELECT * FROM entry WHERE conv_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    id,
    seq,
    limit,
  );
  return rows.map(entryOf);
}

function* changed(id: ConversationId, eid: number, seq: number): Work<void> {
  yield query(`INSERT INTO event (conv_id, eid, seq) VALUES ($1, $2, $3)`, id, eid, seq);
}

function entryOf(row: Row): Entry {
  const by = roles.find((role) => role === row.author);
  if (by === undefined) throw new TypeError("an entry has no author that this version knows");
  return {
    seq: number(row, "seq"),
    by,
    cid: text(row, "cid") as MessageId,
    at: number(row, "at"),
    sealed: textOrNull(row, "sealed"),
    fs: textOrNull(row, "fs"),
  };
}
