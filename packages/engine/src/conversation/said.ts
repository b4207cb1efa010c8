/** What the other device said, opened: each kind of payload and what it changes here. */
import { alarmAfterFailures, covers, ProtocolError, utf8Decode } from "@chatorbit/crypto";
import { otherRole, type Sealed } from "@chatorbit/protocol";
import { remember } from "../early.ts";
import { type Arrived, failures, lostCount, openWith } from "../epochs.ts";
import { attempt } from "../keying/common.ts";
import { epochOpened, renewIfFull, renewKeys } from "../keying/renew.ts";
import { settle } from "../outbox.ts";
import {
  type BodyOf,
  codePoints,
  isCallBody,
  isFileBody,
  isFarAhead,
  isLasting,
  isMessage,
  type Payload,
  readPayload,
} from "../payload.ts";
import { deliver, find, react, retract, type Said } from "../timeline.ts";
import { endHere } from "./end.ts";
import { oweAck, showDelivery } from "./flow.ts";
import { takeIn } from "./heard.ts";
import { giveHistory, takeHistory } from "./history.ts";
import { hearPact } from "./pacts.ts";
import { type ConversationTurn, effect, keepRecord, keepWaiting, raise, set, tell } from "./turn.ts";
import { dropVoices, hearCancel, hearPart, hearVoice } from "./voices.ts";

/** A sealed frame of the other seat. Whatever is wrong with it, nothing here changes but a count. */
export function hearSealed(turn: ConversationTurn, sealed: Sealed): void {
  const { epochs, seat } = turn.state;
  if (seat === null) return;
  const arrived = openWith(epochs, sealed, turn.now);
  set(turn, { epochs: arrived.epochs });
  countLost(turn);
  switch (arrived.kind) {
    case "opened":
      hearOpened(turn, arrived);
      return renewIfFull(turn);
    case "replay":
      // Its acknowledgement got lost: it goes again, but nobody makes this device talk without end.
      return oweAck(turn, turn.state.saidAt + replayAckMs);
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
  const lost = lostCount(turn.state.epochs);
  if (lost > turn.state.lostCount)
    tell(turn, { type: "messages-missing", count: lost - turn.state.lostCount });
  if (lost !== turn.state.lostCount) set(turn, { lostCount: lost });
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
  hearBody(turn, body, opened.messageId, payload.ts, opened.type);
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

function hearBody(
  turn: ConversationTurn,
  body: NonNullable<Payload["body"]>,
  id: string,
  ts: number,
  type: "message" | "signal",
): void {
  const { seat, timeline } = turn.state;
  if (seat === null) return;
  const me = seat.role;
  if (isMessage(body) !== (type === "message")) return;
  if (isCallBody(body)) return effect(turn, { type: "heardCall", signal: body, ts });
  if (isFileBody(body)) return effect(turn, { type: "heardFile", signal: body, ts });
  switch (body.t) {
    case "text":
      return hearText(turn, body, id, ts);
    case "file":
      return hearVoice(turn, body, id, ts);
    case "file.part":
      return hearPart(turn, body);
    case "file.cancel":
      return hearCancel(turn, body, ts);
    case "delete":
      return hearDelete(turn, body.ids);
    case "react":
      return hearReaction(turn, body, ts);
    case "read":
      return set(turn, {
        timeline: body.ids.reduce((lines, one) => deliver(lines, me, one, "read"), timeline),
      });
    case "typing":
      if (ts < turn.state.peerTypedAt) return;
      return set(turn, { peerTypingUntil: body.on ? turn.now + typingShownMs : null, peerTypedAt: ts });
    case "name":
      return hearName(turn, body.name, ts);
    case "verify":
      // Whoever has compared already needs no reminder.
      if (!turn.state.doesPeerSayVerified && !turn.state.isVerified)
        tell(turn, { type: "peer-says-verified" });
      return set(turn, { doesPeerSayVerified: true });
    case "sync.req":
      return giveHistory(turn, body.since);
    case "sync.part":
      return takeHistory(turn, body);
    case "end":
      if (body.reason === "leap") return;
      // The other device may have lost its network with its last word: the server hears it from both.
      effect(turn, { type: "requestEnd", key: seat.key, reason: "manually_ended" });
      return endHere(turn, {
        reason: "manually_ended",
        at: turn.now,
        isServerTold: false,
        isPeerTold: true,
      });
    case "hello":
      return hearHello(turn, body);
    default:
      return hearPact(turn, body);
  }
}

/** Typing is shown this long, ms (UX). */
const typingShownMs = 6_000;

function hearDelete(turn: ConversationTurn, ids: readonly string[]): void {
  const { timeline, seat } = turn.state;
  if (seat === null) return;
  const by = otherRole(seat.role);
  const unknown = ids.filter((id) => find(timeline, by, id) === null);
  set(turn, {
    timeline: retract(timeline, by, ids),
    early: remember(turn.state.early, ...unknown.map((id) => ({ is: "gone", by, id }) as const)),
  });
  forgetUnread(turn, ids);
  dropVoices(turn);
}

function hearReaction(turn: ConversationTurn, { by, id, emoji }: BodyOf<"react">, ts: number): void {
  const { timeline, seat, early } = turn.state;
  if (seat === null) return;
  const who = otherRole(seat.role);
  if (find(timeline, by, id) !== null) set(turn, { timeline: react(timeline, who, by, id, emoji, ts) });
  else set(turn, { early: remember(early, { is: "reaction", by, id, who, emoji, ts }) });
}

function hearHello(turn: ConversationTurn, { build, caps }: BodyOf<"hello">): void {
  set(turn, { peerBuild: build === "" ? null : build, peerCaps: caps });
}

function hearText(turn: ConversationTurn, body: BodyOf<"text">, id: string, ts: number): void {
  const { seat, facts } = turn.state;
  if (seat === null || facts === null) return;
  // A device that keeps to the terms does not send it; what it was must not vanish without a word.
  if (codePoints(body.body) > facts.maxChars || isFarAhead(ts, turn.now))
    return tell(turn, { type: "messages-missing", count: 1 });
  const by = otherRole(seat.role);
  const said: Said = {
    kind: "message",
    by,
    id,
    ts,
    body: body.body,
    replyTo: body.reply_to ?? null,
    voice: null,
    file: null,
    reactions: {},
    reactedAt: {},
    delivery: null,
    isPeersCopy: false,
  };
  takeIn(turn, said);
}

function forgetUnread(turn: ConversationTurn, ids: readonly string[]): void {
  const { unread } = turn.state;
  if (unread.some((id) => ids.includes(id))) set(turn, { unread: unread.filter((id) => !ids.includes(id)) });
}

/** Each is written to the record: whoever takes more names is not followed. */
const namesPerMinute = 20;

function hearName(turn: ConversationTurn, given: string, ts: number): void {
  if (ts < turn.state.peerNamedAt) return;
  set(turn, { peerNamedAt: ts });
  const name = [...given.replaceAll(/\p{C}/gu, "").trim()].slice(0, 40).join("");
  const peerName = name === "" ? null : name;
  if (peerName === turn.state.peerName) return;
  const lately = turn.state.peerNames.filter((at) => turn.now < at + 60_000);
  if (lately.length >= namesPerMinute) return;
  set(turn, { peerName, peerNames: [...lately, turn.now] });
  if (peerName !== null) tell(turn, { type: "named", name: peerName });
  keepRecord(turn);
}
