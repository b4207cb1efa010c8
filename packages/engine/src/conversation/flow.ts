/** What this device says: into the outbox, and how far it has come. */
import { type Parcel, put } from "../outbox.ts";
import { type Body, isLasting, isMessage } from "../payload.ts";
import { deliver, type Delivery, newestOf } from "../timeline.ts";
import { showOffered } from "./files.ts";
import { type ConversationTurn, freshId, keepWaiting, set } from "./turn.ts";
import { voiceCame } from "./voices.ts";

/** Things that come again by themselves: a lost one is not worth a second sealing. Connections repeat what counts. */
const isDurable = ({ t }: Body): boolean =>
  t !== "ack" && t !== "typing" && !t.startsWith("rtc.") && !t.startsWith("dc.");

/** Later than everything said before, also when the clock stood still: it is the author's order. */
export function nextTs({ now, state, ways }: ConversationTurn): number {
  const newest = state.seat === null ? 0 : newestOf(state.timeline, state.seat.role);
  return Math.max(Math.floor(now + ways.ahead(state)), state.lastTs + 1, newest + 1);
}

/** Puts a thing into the outbox; it leaves as soon as the other device can be reached. */
export function say(turn: ConversationTurn, body: Body, id = freshId(turn), ts = nextTs(turn)): Parcel {
  const parcel: Parcel = {
    id,
    type: isMessage(body) ? "message" : "signal",
    body,
    ts,
    isDurable: isDurable(body),
    sealed: null,
    mayHaveLeft: false,
    wasResealed: false,
    failure: null,
  };
  set(turn, { outbox: put(turn.state.outbox, parcel), lastTs: Math.max(turn.state.lastTs, ts) });
  if (isLasting(body)) keepWaiting(turn);
  return parcel;
}

/** Shows how far a message of one's own has come. */
export function showDelivery(
  turn: ConversationTurn,
  { id, body }: Pick<Parcel, "id" | "body">,
  delivery: Delivery,
): void {
  // Where entries are kept the next part need not wait for the other device.
  const isThere = turn.state.traits.isKept && delivery === "sent";
  if (body.t === "file" || body.t === "file.part") voiceCame(turn, body, isThere ? "delivered" : delivery);
  if (body.t === "file.offer") return showOffered(turn, body["id"], delivery);
  const { seat, timeline } = turn.state;
  // A voice message is there when the last of its parts is, and says so itself.
  if (seat === null || !(body.t === "text" || (body.t === "file" && delivery === "sent"))) return;
  set(turn, { timeline: deliver(timeline, seat.role, id, delivery) });
}
