/** Work that reads conversations. */
import type { ConversationId } from "@chatorbit/protocol";
import type { Conversation } from "@chatorbit/relay";
import { conversationOf } from "./rows.ts";
import { query, type Row, text, type Work } from "./sql.ts";

export function* readConversation(id: string): Work<Conversation | null> {
  const [row] = yield query(`SELECT * FROM conversation WHERE id = $1`, id);
  return row === undefined ? null : yield* withSeats(row);
}

/** For work that decides by it and changes other rows only: of two instances one waits. */
export function* lockConversation(id: ConversationId): Work<void> {
  yield query(`UPDATE conversation SET version = version WHERE id = $1`, id);
}

export function* withSeats(row: Row): Work<Conversation> {
  const seats: readonly Row[] = yield query(`SELECT * FROM seat WHERE conv_id = $1`, text(row, "id"));
  return conversationOf(row, seats);
}
