/** What comes by the live channel: opened, acknowledged, and the answers to what was sent (CRYPTO §4). */
import { alarmAfterFailures, covers, fromBase64, ProtocolError, utf8Decode } from "@chatorbit/crypto";
import type { Down, Role, Sealed } from "@chatorbit/protocol";
import { liveOf } from "../conversation/channel.ts";
import { showDelivery } from "../conversation/flow.ts";
import { giveUpLeap } from "../conversation/leap.ts";
import { hearBody } from "../conversation/said.ts";
import { type ConversationTurn, keepWaiting, raise, set, setLive, tell } from "../conversation/turn.ts";
import { markAway } from "../conversation/wire.ts";
import { type Arrived, failures, lostCount, openWith } from "../epochs.ts";
import { attempt } from "../keying/attempt.ts";
import { guestHears } from "../keying/guest.ts";
import { hostHears } from "../keying/host.ts";
import { epochOpened, renewIfFull, renewKeys } from "../keying/renew.ts";
import { handed, refused, settle } from "../outbox.ts";
import { isLasting, isMessage, type Payload, readPayload } from "../payload.ts";
import { oweAck } from "./send.ts";

/** A sealed frame of the other seat. Whatever is wrong with it, nothing here changes but a count. */
export function hearSealed(turn: ConversationTurn, sealed: Sealed): void {
  const { seat } = turn.state;
  const { epochs } = liveOf(turn.state);
  if (seat === null) return;
  const arrived = openWith(epochs, sealed, turn.now);
  setLive(turn, { epochs: arrived.epochs });
  countLost(turn);
  switch (arrived.kind) {
    case "opened":
      hearOpened(turn, arrived);
      return renewIfFull(turn);
    case "replay":
      // Its acknowledgement got lost: it goes again, but nobody makes this device talk without end.
      return oweAck(turn, liveOf(turn.state).saidAt + replayAckMs);
    case "refused":
      if (arrived.isGapTooLarge) renewKeys(turn);
      // So many forged or damaged frames in a minute: the relay is altering messages (CRYPTO §4).
      if (failures(arrived.epochs, turn.now) >= alarmAfterFailures)
        raise(turn, { type: "relay-alters-messages" });
  }
}

/** Replays are acknowledged this often at most, ms. */
const replayAckMs = 1_000;

/** Words the other one sent that will not come any more are named, once (CRYPTO §4). */
export function countLost(turn: ConversationTurn): void {
  const live = liveOf(turn.state);
  const lost = lostCount(live.epochs);
  if (lost > live.lostCount) tell(turn, { type: "messages-missing", count: lost - live.lostCount });
  if (lost !== live.lostCount) setLive(turn, { lostCount: lost });
}

function hearOpened(
  turn: ConversationTurn,
  { opened, ep, isFirst }: Extract<Arrived, { kind: "opened" }>,
): void {
  epochOpened(turn, ep, isFirst);
  const payload = read(opened.payload);
  opened.mk.fill(0);
  if (payload === null) return;
  hearAck(turn, payload);
  const { body } = payload;
  if (body === null) return tell(turn, { type: "needs-newer-app" });
  if (body.t === "ack") return;
  if (body.t !== "typing") {
    oweAck(turn);
    if (opened.type === "signal" && isHeardAgain(turn, opened.messageId)) return;
  }
  if (isMessage(body) === (opened.type === "message")) hearBody(turn, body, opened.messageId, payload.ts);
}

/** So many signals are remembered: older ones were confirmed long ago and come no more. */
const mostHeard = 400;

/** Sealed again under new keys or a new number, a signal keeps its id: it must not work twice. */
function isHeardAgain(turn: ConversationTurn, id: string): boolean {
  const { heardSignals } = turn.state;
  if (heardSignals.includes(id)) return true;
  set(turn, { heardSignals: [...heardSignals, id].slice(-mostHeard) });
  return false;
}

function read(bytes: Uint8Array): Payload | null {
  const text = attempt(() => utf8Decode(bytes));
  if (text instanceof ProtocolError) return null;
  try {
    return readPayload(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Ticks come only from here, never from the server. */
function hearAck(turn: ConversationTurn, { ack }: Payload): void {
  const { outbox, delivered, failed } = settle(turn.state.outbox, ack.ep, (n) => covers(ack, n), turn.now);
  if (outbox === turn.state.outbox) return;
  set(turn, { outbox });
  for (const parcel of delivered) showDelivery(turn, parcel, "delivered");
  for (const parcel of failed) showDelivery(turn, parcel, "failed");
  if ([...delivered, ...failed].some(({ body }) => isLasting(body))) keepWaiting(turn);
}

export function hearHandshake(turn: ConversationTurn, m: string): void {
  const { seat, leap } = turn.state;
  const isBytes = !(attempt(() => fromBase64(m)) instanceof ProtocolError);
  if (seat === null || !isBytes) return;
  if (leap !== null) {
    // Whoever asks for keys or offers them anew has lost its page, and the leap with it.
    if (!isFreshStart(m, seat.role)) return;
    giveUpLeap(turn);
  }
  if (seat.role === "host") hostHears(turn, m);
  else guestHears(turn, m);
}

/** The first message of a next handshake: an ask to the host, an offer to the guest (CRYPTO §3). */
const isFreshStart = (m: string, role: Role): boolean => fromBase64(m)[0] === (role === "host" ? 0x20 : 0x21);

export function hearHanded(turn: ConversationTurn, cid: string): void {
  const parcel = turn.state.outbox.parcels.find(({ id }) => id === cid);
  if (parcel?.sealed == null || parcel.failure !== null) return;
  set(turn, { outbox: handed(turn.state.outbox, cid) });
  showDelivery(turn, parcel, "sent");
}

export function hearRefused(
  turn: ConversationTurn,
  { cid, refusal, retryAfter }: Extract<Down, { type: "nack" }>,
): void {
  const parcel = turn.state.outbox.parcels.find(({ id }) => id === cid);
  if (parcel?.sealed == null) return;
  set(turn, { outbox: refused(turn.state.outbox, cid, refusal, retryAfter ?? null, turn.now) });
  if (refusal === "peer-away") return markAway(turn);
  const hasFailed = turn.state.outbox.parcels.some(({ id, failure }) => id === cid && failure !== null);
  if (!hasFailed) return;
  showDelivery(turn, parcel, "failed");
  keepWaiting(turn);
}
