/** A message comes into the timeline: one's own as it is said, the other's as it is heard. */
import { isGone, reactEarly } from "../early.ts";
import { add, type Said } from "../timeline.ts";
import { say } from "./flow.ts";
import { type ConversationTurn, keepRecord, keepWaiting, ownersFrom, set } from "./turn.ts";

/** Shows one's own message. */
export function show(turn: ConversationTurn, said: Said): void {
  set(turn, {
    timeline: add(turn.state.timeline, said),
    sent: turn.state.sent + 1,
    saidTypingAt: null,
    unreadFrom: null,
  });
  keepRecord(turn);
}

/** Takes in a message of the other one, once; says whether it was news. */
export function takeIn(turn: ConversationTurn, said: Said): boolean {
  const { early, timeline, isAttending, unread, unreadFrom } = turn.state;
  if (isGone(early, said)) return false;
  const next = add(timeline, said, ownersFrom(turn.state));
  if (next === timeline) return false;
  const isNewest = said.ts >= turn.state.peerTypedAt;
  set(turn, {
    timeline: reactEarly(next, early, said),
    received: turn.state.received + 1,
    ...(isNewest ? { peerTypingUntil: null, peerTypedAt: said.ts } : {}),
  });
  keepRecord(turn);
  if (isAttending && !turn.ways.isReading(turn.state)) sayRead(turn, said.id);
  else set(turn, { unread: [...unread, said.id], unreadFrom: unread.length === 0 ? said.id : unreadFrom });
  return true;
}

/** As many as a word of it holds, as long as it has not left: each that is kept stays in the log. */
const mostRead = 200;

function sayRead(turn: ConversationTurn, id: string): void {
  const { outbox, traits } = turn.state;
  const waiting = outbox.parcels.findLast(({ body, mayHaveLeft }) => body.t === "read" && !mayHaveLeft);
  if (!traits.isKept || waiting?.body.t !== "read" || waiting.body.ids.length >= mostRead)
    return void say(turn, { t: "read", ids: [id] });
  const body = { ...waiting.body, ids: [...waiting.body.ids, id] };
  const parcels = outbox.parcels.map((parcel) => (parcel === waiting ? { ...parcel, body } : parcel));
  set(turn, { outbox: { ...outbox, parcels } });
  keepWaiting(turn);
}
