import type { ConversationId } from "@chatorbit/protocol";

/** Whose places these are: another database's, or another conversation's, mean nothing here. */
const scope = (epoch: string, conv: ConversationId): string => `${epoch}-${conv.slice(0, 8)}`;

/** The cursor after the change numbered `eid`; opaque to devices. */
export const cursorOf = (epoch: string, conv: ConversationId, eid: number): string =>
  `${scope(epoch, conv)}.${eid}`;

/**
 * The change a cursor stands after; 0, the beginning, for none, for one of another database or
 * conversation, for one of the future, and for what is no cursor at all. `last`: the newest change.
 */
export function placeOf(cursor: string | null, epoch: string, conv: ConversationId, last: number): number {
  const eid = Number(/\.(\d{1,15})$/.exec(cursor ?? "")?.[1] ?? 0);
  return eid <= last && cursor === cursorOf(epoch, conv, eid) ? eid : 0;
}
