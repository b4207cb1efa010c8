/** What leaves this device: sealing, sending, acknowledging, sending again. */
import { ProtocolError, utf8Encode } from "@chatorbit/crypto";
import type { Sealed } from "@chatorbit/protocol";
import { ackNow, sealWith } from "../epochs.ts";
import { attempt, countTowardsRenewal } from "../keying/common.ts";
import { type Parcel, put, refused, resendable, resent, sealable, wrap } from "../outbox.ts";
import { type Body, isLasting, isMessage, writePayload } from "../payload.ts";
import { deliver, type Delivery, newestOf } from "../timeline.ts";
import { canTalk, type ConversationTurn, effect, freshId, keepWaiting, set } from "./turn.ts";
import { feedVoices, voiceCame } from "./voices.ts";
import { showOffered } from "./files.ts";

/** An idle device acknowledges this often, so that withheld last words become visible, ms (CRYPTO §4). */
const idleAckMs = 30_000;

/** Acknowledgements of what just came are gathered this long, ms. */
const ackWithinMs = 120;

/** Things that come again by themselves: a lost one is not worth a second sealing. Connections repeat what counts. */
const isDurable = ({ t }: Body): boolean =>
  t !== "ack" && t !== "typing" && !t.startsWith("rtc.") && !t.startsWith("dc.");

/** Later than everything said before, also when the clock stood still: it is the author's order. */
export function nextTs({ now, state }: ConversationTurn): number {
  const newest = state.seat === null ? 0 : newestOf(state.timeline, state.seat.role);
  return Math.max(Math.floor(now), state.lastTs + 1, newest + 1);
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

/** The first frame of each side in each epoch (CRYPTO §4 "hello"), ahead of everything that waits. */
export function greet(turn: ConversationTurn): void {
  const before = turn.state.outbox.parcels.filter(({ body }) => body.t !== "hello");
  set(turn, { outbox: { ...turn.state.outbox, parcels: [] } });
  say(turn, { t: "hello", ver: 1, caps: [...turn.state.myCaps], build: "", max_v: 1 });
  const { myName } = turn.state;
  const hasName = before.some(({ body }) => body.t === "name");
  if (myName !== null && !hasName) say(turn, { t: "name", name: myName });
  set(turn, { outbox: { ...turn.state.outbox, parcels: [...turn.state.outbox.parcels, ...before] } });
}

/** Something came that wants an acknowledgement soon, though not before `soonest`, ms. */
export function oweAck(turn: ConversationTurn, soonest = -Infinity): void {
  const { ackDueAt } = turn.state;
  set(turn, { ackDueAt: Math.min(ackDueAt ?? Infinity, Math.max(soonest, turn.now + ackWithinMs)) });
}

/** When the next acknowledgement is due, ms. */
export const nextAckAt = ({ ackDueAt, saidAt }: ConversationTurn["state"]): number =>
  Math.min(ackDueAt ?? Infinity, saidAt + idleAckMs);

/** Seals and sends what may go now. Called at the end of every step. */
export function flush(turn: ConversationTurn): void {
  if (!canTalk(turn.state) || turn.state.epochs.sending === null) return;
  const { pausedUntil } = turn.state.outbox;
  if (pausedUntil !== null && turn.now >= pausedUntil)
    set(turn, { outbox: { ...turn.state.outbox, pausedUntil: null } });
  feedVoices(turn);
  for (const parcel of sealable(turn.state.outbox, turn.now)) sealAndSend(turn, parcel);
  for (const { id, sealed } of resendable(turn.state.outbox, turn.now)) {
    if (sealed === null) continue;
    set(turn, { outbox: resent(turn.state.outbox, id, turn.now) });
    transmit(turn, sealed.envelope);
  }
  if (turn.now >= nextAckAt(turn.state)) sealAndSend(turn, say(turn, { t: "ack" }));
}

function sealAndSend(turn: ConversationTurn, parcel: Parcel): void {
  const { epochs, outbox } = turn.state;
  const json = writePayload(parcel.body, parcel.ts, ackNow(epochs, turn.now));
  const result = attempt(() =>
    sealWith(epochs, {
      type: parcel.type,
      messageId: parcel.id,
      timestamp: Math.floor(turn.now / 1000),
      payload: utf8Encode(json),
    }),
  );
  if (result === null) return;
  if (result instanceof ProtocolError) {
    set(turn, { outbox: refused(outbox, parcel.id, "too-large", null, turn.now) });
    return showDelivery(turn, parcel, "failed");
  }
  const wrapped = {
    ep: result.ep,
    n: result.n,
    envelope: result.sealed,
    sentAt: turn.now,
    tries: 1,
    isHanded: false,
  };
  set(turn, {
    epochs: result.epochs,
    outbox: wrap(outbox, parcel.id, wrapped),
    ackDueAt: null,
    saidAt: turn.now,
  });
  transmit(turn, result.sealed);
  countTowardsRenewal(turn);
}

function transmit(turn: ConversationTurn, sealed: Sealed): void {
  const { conv } = turn.state;
  if (conv === null) return;
  if (sealed.type === "message") effect(turn, { type: "say", frame: { type: "send", conv, sealed } });
  else effect(turn, { type: "say", frame: { type: "signal", conv, sealed } });
}

/** Shows how far a message of one's own has come. */
export function showDelivery(
  turn: ConversationTurn,
  { id, body }: Pick<Parcel, "id" | "body">,
  delivery: Delivery,
): void {
  if (body.t === "file" || body.t === "file.part") voiceCame(turn, body, delivery);
  if (body.t === "file.offer") return showOffered(turn, body["id"], delivery);
  const { seat, timeline } = turn.state;
  // A voice message is there when the last of its parts is, and says so itself.
  if (seat === null || !(body.t === "text" || (body.t === "file" && delivery === "sent"))) return;
  set(turn, { timeline: deliver(timeline, seat.role, id, delivery) });
}
