import { wordsOf } from "./channel.ts";
import { type ConversationTurn, set } from "./turn.ts";

/** The sheet with the words opens: from here on they stay as they are. */
export function openSheet(turn: ConversationTurn): void {
  const sas = wordsOf(turn.state);
  if (sas === null || turn.state.sheetUntil !== null) return;
  set(turn, { sheetUntil: turn.now + 10 * 60_000, sheetSas: sas });
}

export function closeSheet(turn: ConversationTurn): void {
  if (turn.state.sheetUntil === null) return;
  set(turn, { sheetUntil: null, sheetSas: null });
  turn.ways.sheetClosed(turn);
}
