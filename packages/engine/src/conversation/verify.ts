import { guestTicks } from "../keying/guest.ts";
import { hostHears, hostMeets } from "../keying/host.ts";
import { type ConversationTurn, set, setKeying } from "./turn.ts";

/** The sheet with the words opens: from here on they stay as they are. */
export function openSheet(turn: ConversationTurn): void {
  const { sas } = turn.state.epochs;
  if (sas === null || turn.state.sheetUntil !== null) return;
  set(turn, { sheetUntil: turn.now + 10 * 60_000, sheetSas: sas });
}

/** The words may change again: what waited for it goes on (CRYPTO §3 rule 7). */
export function closeSheet(turn: ConversationTurn): void {
  const { sheetUntil, keying, seat } = turn.state;
  if (sheetUntil === null) return;
  set(turn, { sheetUntil: null, sheetSas: null });
  if (seat?.role === "guest") return guestTicks(turn);
  if (keying.held === null) return hostMeets(turn);
  setKeying(turn, { held: null });
  hostHears(turn, keying.held);
}
