/** What leaves by the kept channel: one entry after the other into the log, passing words to whoever is here. */
import { keptKeyOf, ProtocolError, sealKept, seenOf, startKept, utf8Encode } from "@chatorbit/crypto";
import type { KeptEntry, KeptSignal } from "@chatorbit/protocol";
import { keptOf } from "../conversation/channel.ts";
import { canTalk } from "../conversation/can-talk.ts";
import { say, showDelivery } from "../conversation/flow.ts";
import type { Conversation } from "../conversation/state.ts";
import { type ConversationTurn, effect, freshId, keep, set } from "../conversation/turn.ts";
import { feedVoices, nextVoiceAt } from "../conversation/voices.ts";
import { attempt } from "../keying/attempt.ts";
import { nextResendAt, type Parcel, refused, resendable, resent, take, wrap } from "../outbox.ts";
import type { BodyOf, Place } from "../payload.ts";
import { keepNames } from "../record.ts";
import { earliest } from "../turn.ts";
import { findLogged } from "./log.ts";
import { keptTypeOf, writeKeptPayload } from "./payload.ts";
import { setKept } from "./set.ts";
import { directionOf, type HandshakeWord, type Kept } from "./state.ts";
import { openingOf } from "./zero.ts";

/** The same bytes go again while nothing says that they are kept, ms. */
const sayAgainMs = 5_000;

/** Can the log be written to now? Not before all of it was read: what waits may long be in it. */
export const canKeep = ({ phase, link, conv, channel }: Conversation): boolean =>
  phase === "seated" && link.phase === "live" && conv !== null && channel.is === "kept" && channel.isCaughtUp;

/** The handshake message of this device the log does not have yet. */
export function handshakeToSay({ keying, logged }: Kept): HandshakeWord | null {
  const word = keying.run?.word ?? null;
  return word === null || logged.some(({ cid }) => cid === word.id) ? null : word;
}

export function flushKept(turn: ConversationTurn): void {
  dropStaleSignals(turn);
  if (!canKeep(turn.state)) return;
  sayGoodbye(turn);
  sendEntries(turn);
  sendSignals(turn);
}

/** One entry is on the way at a time: so the log has a stream in its order, and what is refused ends one. */
function sendEntries(turn: ConversationTurn): void {
  const { pausedUntil } = turn.state.outbox;
  if (pausedUntil !== null && turn.now < pausedUntil) return;
  if (pausedUntil !== null) set(turn, { outbox: { ...turn.state.outbox, pausedUntil: null } });
  const { outbox } = turn.state;
  for (const { id, sealed } of resendable(outbox, turn.now)) {
    if (sealed === null) continue;
    set(turn, { outbox: resent(turn.state.outbox, id, turn.now) });
    transmit(turn, sealed.envelope as KeptEntry);
  }
  if (isUnderway(turn.state)) return;
  const word = handshakeToSay(keptOf(turn.state));
  if (word !== null) return sayHandshake(turn, word);
  feedVoices(turn);
  const next = turn.state.outbox.parcels.find(
    ({ sealed, failure, body }) => sealed === null && failure === null && isEntry(body),
  );
  if (next !== undefined) sealEntry(turn, next);
}

const isEntry = (body: Parcel["body"]): boolean => keptTypeOf(body) !== "signal";

const isUnderway = ({ outbox }: Conversation): boolean =>
  outbox.parcels.some(({ sealed, failure }) => sealed !== null && failure === null);

function sayHandshake(turn: ConversationTurn, { id, m }: HandshakeWord): void {
  const { conv } = turn.state;
  const { saying } = keptOf(turn.state);
  const isOut = saying?.id === id && turn.now < saying.sentAt + sayAgainMs;
  if (conv === null || isOut) return;
  setKept(turn, { saying: { id, sentAt: turn.now } });
  effect(turn, { type: "say", frame: { type: "send", conv, sealed: { type: "hs", message_id: id, m } } });
}

/**
 * The last word goes at once, whatever waits: in a moment nothing here can seal any more. Passed on to whoever is
 * here, since the log goes with the end; kept for whoever is not, should the server not end it.
 */
function sayGoodbye(turn: ConversationTurn): void {
  const goodbye = turn.state.outbox.parcels.find(({ body, sealed }) => body.t === "end" && sealed === null);
  if (goodbye === undefined) return;
  const { entries } = keptOf(turn.state);
  if (canTalk(turn.state) && entries !== null && entries.ep > 0) {
    const passed = sealAs(turn, "signal", { ...goodbye, id: freshId(turn) });
    if (passed !== null && !(passed instanceof ProtocolError)) transmit(turn, passed.envelope);
  }
  sealEntry(turn, goodbye);
}

/** This page's stream under the newest epoch it has a key of; another after a refusal, and in each epoch. */
export function startStream(turn: ConversationTurn): void {
  const { keys } = keptOf(turn.state);
  const newest = keys.reduce<number | null>((ep, key) => Math.max(ep ?? 0, key.ep), null);
  // Whoever did not make the link writes nothing under its first key.
  const mayWrite = newest !== null && (newest > 0 || turn.state.seat?.role === "host");
  setKept(turn, { entries: mayWrite ? startKept(turn.random(8), newest) : null });
}

function sealEntry(turn: ConversationTurn, parcel: Parcel): void {
  const type = keptTypeOf(parcel.body);
  // What has no sense where all is kept: an old page of this device may have left it.
  if (type === null) return set(turn, { outbox: take(turn.state.outbox, parcel.id) });
  const sealed = sealAs(turn, type, completed(turn, parcel));
  if (sealed === null) return;
  if (sealed instanceof ProtocolError) {
    set(turn, { outbox: refused(turn.state.outbox, parcel.id, "too-large", null, turn.now) });
    return showDelivery(turn, parcel, "failed");
  }
  const { envelope, place } = sealed;
  const wrapped = {
    ep: place.ep,
    n: place.n,
    envelope,
    place,
    sentAt: turn.now,
    tries: 1,
    isHanded: false,
  };
  set(turn, { outbox: wrap(turn.state.outbox, parcel.id, wrapped) });
  setKept(turn, { own: [...keptOf(turn.state).own, place.h], seenDueAt: null, saidAt: turn.now });
  // Written, THEN sent: what the log shows later under this side and is not here is nobody's of this device.
  keepOwn(turn);
  transmit(turn, envelope as KeptEntry);
}

export function keepOwn(turn: ConversationTurn): void {
  keep(turn, "sealed", keepNames.own(turn.state.token), keptOf(turn.state).own.join("\n"));
}

/** What can only be said now: which places a delete empties, and how far the words before the handshake go. */
function completed(turn: ConversationTurn, parcel: Parcel): Parcel {
  const { body } = parcel;
  if (body.t === "delete") return { ...parcel, body: { ...body, of: placesOf(turn.state, body) } };
  if (body.t === "room.open") return { ...parcel, body: openingOf(turn, body) };
  return parcel;
}

function placesOf(state: Conversation, { ids }: BodyOf<"delete">): Place[] {
  const { logged } = keptOf(state);
  return ids.flatMap((id) => {
    const place = state.seat === null ? null : findLogged(logged, state.seat.role, id)?.place;
    return place == null ? [] : [place];
  });
}

type SealedHere = { readonly envelope: KeptEntry | KeptSignal; readonly place: Place };

function sealAs(
  turn: ConversationTurn,
  type: "message" | "control" | "signal",
  { id, body, ts }: Parcel,
): SealedHere | ProtocolError | null {
  const { seat } = turn.state;
  const { sid, keys, entries, streams } = keptOf(turn.state);
  const ek = sid === null || entries === null ? undefined : keptKeyOf({ sid, keys }, entries.ep);
  if (seat === null || sid === null || entries === null || ek === undefined) return null;
  const seen = seenOf(streams);
  const { prev } = entries;
  const result = attempt(() =>
    sealKept({
      sid,
      ek,
      dir: directionOf(seat.role),
      stream: entries,
      header: { type, messageId: id, timestamp: Math.floor(ts / 1000) },
      payload: utf8Encode(writeKeptPayload(body, ts, prev, seen)),
    }),
  );
  if (result instanceof ProtocolError) return result;
  result.mk.fill(0);
  setKept(turn, { entries: result.stream });
  const { ep, inst, n } = result.envelope;
  return {
    envelope: result.envelope as KeptEntry | KeptSignal,
    place: { ep, inst, n, h: result.hash, prev },
  };
}

function transmit(turn: ConversationTurn, sealed: KeptEntry | KeptSignal): void {
  const { conv } = turn.state;
  if (conv === null) return;
  if (sealed.type === "signal") effect(turn, { type: "say", frame: { type: "signal", conv, sealed } });
  else effect(turn, { type: "say", frame: { type: "send", conv, sealed } });
}

/** What one reads is told after this long, ms, to whoever is here. */
const seenWithinMs = 120;

export function oweSeen(turn: ConversationTurn): void {
  const { seenDueAt } = keptOf(turn.state);
  setKept(turn, { seenDueAt: seenDueAt ?? turn.now + seenWithinMs });
}

/** Whoever is here is told this often what was read: the word before may have got lost, ms. */
const idleSeenMs = 30_000;

/** When the other device is told what was read, ms; null while it cannot hear it. */
function nextSeenAt(state: Conversation): number | null {
  const { seenDueAt, entries, saidAt } = keptOf(state);
  if (!canTalk(state) || entries === null || entries.ep === 0) return null;
  return Math.min(seenDueAt ?? Infinity, saidAt + idleSeenMs);
}

/** Passing words go once and are not sent again: what counts of them, their sayers repeat. */
function sendSignals(turn: ConversationTurn): void {
  const seenAt = nextSeenAt(turn.state);
  if (seenAt === null) return;
  if (turn.now >= seenAt) say(turn, { t: "ack" });
  for (const parcel of turn.state.outbox.parcels.filter(({ body }) => !isEntry(body))) {
    set(turn, { outbox: take(turn.state.outbox, parcel.id) });
    // It may have waited for somebody to come, and counts only while it is young.
    const ts = Math.max(parcel.ts, Math.floor(turn.now + turn.state.skew));
    const sealed = sealAs(turn, "signal", { ...parcel, ts });
    if (sealed === null || sealed instanceof ProtocolError) continue;
    setKept(turn, { seenDueAt: null, saidAt: turn.now });
    transmit(turn, sealed.envelope);
    showDelivery(turn, parcel, "sent");
  }
}

/** An offered file is offered to whoever comes. */
const waits = ({ t }: Parcel["body"]): boolean => t === "file.offer";

/** Nobody is here to hear them, and when somebody is they are old. */
function dropStaleSignals(turn: ConversationTurn): void {
  if (canTalk(turn.state)) return;
  const parcels = turn.state.outbox.parcels.filter(({ body }) => isEntry(body) || waits(body));
  if (parcels.length !== turn.state.outbox.parcels.length)
    set(turn, { outbox: { ...turn.state.outbox, parcels } });
}

const latest = (moment: number | null, other: number | null): number | null =>
  moment === null ? null : Math.max(moment, other ?? moment);

/** When something is due to be said by itself, ms. */
export function nextKeptAt(state: Conversation): number | null {
  if (!canKeep(state)) return null;
  const kept = keptOf(state);
  const word = isUnderway(state) ? null : handshakeToSay(kept);
  return earliest(
    nextResendAt(state.outbox),
    isUnderway(state) || word !== null ? null : latest(nextVoiceAt(state), state.outbox.pausedUntil),
    word !== null && kept.saying?.id === word.id ? kept.saying.sentAt + sayAgainMs : null,
    nextSeenAt(state),
  );
}
