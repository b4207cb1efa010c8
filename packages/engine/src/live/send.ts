/** What leaves by the live channel: sealing, sending, acknowledging, sending again (CRYPTO §4). */
import { ProtocolError, utf8Encode } from "@chatorbit/crypto";
import { isKept, type KeptEntry, type Sealed } from "@chatorbit/protocol";
import { liveOf } from "../conversation/channel.ts";
import { say, showDelivery } from "../conversation/flow.ts";
import { canTalk, type ConversationTurn, effect, set, setLive } from "../conversation/turn.ts";
import { feedVoices } from "../conversation/voices.ts";
import { ackNow, sealWith } from "../epochs.ts";
import { attempt } from "../keying/attempt.ts";
import { countTowardsRenewal } from "../keying/common.ts";
import { type Parcel, refused, resendable, resent, sealable, wrap } from "../outbox.ts";
import { writePayload } from "../payload.ts";
import type { Live } from "./state.ts";

/** An idle device acknowledges this often, so that withheld last words become visible, ms (CRYPTO §4). */
const idleAckMs = 30_000;

/** Acknowledgements of what just came are gathered this long, ms. */
const ackWithinMs = 120;

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
  const { ackDueAt } = liveOf(turn.state);
  setLive(turn, { ackDueAt: Math.min(ackDueAt ?? Infinity, Math.max(soonest, turn.now + ackWithinMs)) });
}

/** When the next acknowledgement is due, ms. */
export const nextAckAt = ({ ackDueAt, saidAt }: Live): number =>
  Math.min(ackDueAt ?? Infinity, saidAt + idleAckMs);

/** Seals and sends what may go now. Called at the end of every step. */
export function flushLive(turn: ConversationTurn): void {
  if (!canTalk(turn.state) || liveOf(turn.state).epochs.sending === null) return;
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
  if (turn.now >= nextAckAt(liveOf(turn.state))) sealAndSend(turn, say(turn, { t: "ack" }));
}

function sealAndSend(turn: ConversationTurn, parcel: Parcel): void {
  const { outbox } = turn.state;
  const { epochs } = liveOf(turn.state);
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
    place: null,
    sentAt: turn.now,
    tries: 1,
    isHanded: false,
  };
  set(turn, { outbox: wrap(outbox, parcel.id, wrapped) });
  setLive(turn, { epochs: result.epochs, ackDueAt: null, saidAt: turn.now });
  transmit(turn, result.sealed);
  countTowardsRenewal(turn);
}

function transmit(turn: ConversationTurn, sealed: Sealed | KeptEntry): void {
  const { conv } = turn.state;
  if (conv === null || isKept(sealed)) return;
  if (sealed.type === "message") effect(turn, { type: "say", frame: { type: "send", conv, sealed } });
  else effect(turn, { type: "say", frame: { type: "signal", conv, sealed } });
}
