/**
 * Keys by a link (CRYPTO §1.2, §3 rule 6, §5): one handshake, its messages entries of the log, because the two need
 * not be here at the same time. The first valid answer counts; there are no later epochs.
 */
import {
  acceptH2,
  answerH2,
  dropH2,
  dropRoomKeys,
  type EpochKeys,
  dropKeys,
  finishH2,
  fromBase64,
  isValidAnswer,
  ProtocolError,
  roomKeys,
  startH2,
  toBase64,
  unconfirmedEpochKey,
  wipe,
  witnessOf,
} from "@chatorbit/crypto";
import type { Role } from "@chatorbit/protocol";
import { keptOf } from "../conversation/channel.ts";
import { forget } from "../conversation/end.ts";
import { say } from "../conversation/flow.ts";
import {
  type ConversationTurn,
  freshId,
  keepRecord,
  raise,
  refuse,
  set,
  tell,
} from "../conversation/turn.ts";
import { attempt } from "../keying/attempt.ts";
import type { BodyOf } from "../payload.ts";
import { startStream } from "./send.ts";
import { setKept, setLinkKeying } from "./set.ts";
import type { Zero } from "./state.ts";
import { showZeros, termsOf } from "./zero.ts";

/** The maker's offer, begun with the link: whoever comes by it answers, whether the maker is here or not. */
export function offerByLink(turn: ConversationTurn): void {
  const { keying, sid } = keptOf(turn.state);
  if (keying.key === null || sid === null || keying.run !== null) return;
  const link = roomKeys(turn.state.token, keying.key);
  const { run, msg1 } = startH2({ sessionId: sid, psk: link.psk, base: 0, epoch: 1 }, turn.random);
  dropRoomKeys(link);
  setLinkKeying(turn, { run: { is: "offered", run, word: { id: freshId(turn), m: toBase64(msg1) } } });
}

export function hearLinkHandshake(turn: ConversationTurn, by: Role, m: string): void {
  const { seat } = turn.state;
  const bytes = attempt(() => fromBase64(m));
  if (seat === null || by === seat.role || bytes instanceof ProtocolError) return;
  if (seat.role === "host" && bytes[0] === 0x22) return takeAnswer(turn, m, bytes);
  if (seat.role === "guest" && bytes[0] === 0x21) return answerOffer(turn, m);
  if (seat.role === "guest" && bytes[0] === 0x23) return takeConfirmation(turn, bytes);
}

/** A newcomer answers at once and writes under the new epoch: that the maker confirms it may take hours. */
export function answerOffer(turn: ConversationTurn, m: string): void {
  const { keying, sid } = keptOf(turn.state);
  if (keying.key === null || sid === null || keying.run !== null || keying.isConfirmed) return;
  const link = roomKeys(turn.state.token, keying.key);
  const offer = attempt(() => fromBase64(m));
  const answer =
    offer instanceof ProtocolError
      ? offer
      : attempt(() => answerH2({ sessionId: sid, psk: link.psk, base: 0, lastEpoch: 0 }, offer, turn.random));
  dropRoomKeys(link);
  if (answer instanceof ProtocolError || answer.epoch !== 1) return raise(turn, { type: "log-altered" });
  const { run, msg2 } = answer;
  setLinkKeying(turn, { run: { is: "answered", run, word: { id: freshId(turn), m: toBase64(msg2) } } });
  addKey(turn, unconfirmedEpochKey(run));
  keepRecord(turn);
}

function addKey(turn: ConversationTurn, ek: Uint8Array): void {
  const { keys } = keptOf(turn.state);
  for (const { ep, ek: former } of keys) if (ep === 1) wipe(former);
  setKept(turn, { keys: [...keys.filter(({ ep }) => ep !== 1), { ep: 1, ek }] });
  startStream(turn);
}

/** The first valid answer is the one; another valid one means that somebody else has the link too. */
function takeAnswer(turn: ConversationTurn, m: string, bytes: Uint8Array): void {
  const { run } = keptOf(turn.state).keying;
  if (run?.is === "accepted") {
    if (run.answer !== m && isValidAnswer(run.witness, bytes)) raise(turn, { type: "answered-twice" });
    return;
  }
  if (run?.is !== "offered") return;
  const witness = witnessOf(run.run);
  const result = attempt(() => acceptH2(run.run, bytes));
  if (result instanceof ProtocolError) return dropH2(witness);
  const word = { id: freshId(turn), m: toBase64(result.msg3) };
  setLinkKeying(turn, { run: { is: "accepted", witness, answer: m, word } });
  adoptKeys(turn, result.keys);
  keepRecord(turn);
  speakUp(turn);
}

function takeConfirmation(turn: ConversationTurn, bytes: Uint8Array): void {
  const { run } = keptOf(turn.state).keying;
  if (run?.is !== "answered") return;
  const keys = attempt(() => finishH2(run.run, bytes));
  if (keys instanceof ProtocolError) {
    // The maker's device opened another nonce than it committed to: abort for good (CRYPTO §12).
    if (keys.code === "hs_commit") {
      forget(turn);
      return refuse(turn, "commitment-broken");
    }
    // It confirms somebody else's answer to this very link.
    if (keys.code === "hs_confirm") raise(turn, { type: "answered-twice" });
    return;
  }
  adoptKeys(turn, keys);
  confirm(turn);
  speakUp(turn);
}

/** Of an epoch of the log only its key and its words are used. */
function adoptKeys(turn: ConversationTurn, keys: EpochKeys): void {
  setKept(turn, { sas: { ep: 1, bytes: keys.sas.slice() } });
  addKey(turn, keys.epochKey.slice());
  dropKeys(keys);
}

/** The maker read the other one's greeting under epoch 1: from here on the link opens, forges and re-keys nothing. */
export function linkConfirmed(turn: ConversationTurn): void {
  if (turn.state.seat?.role === "host" && keptOf(turn.state).keying.run?.is === "accepted") confirm(turn);
}

function confirm(turn: ConversationTurn): void {
  const { keying } = keptOf(turn.state);
  if (keying.isConfirmed) return;
  dropRun(turn);
  if (keying.key !== null) wipe(keying.key);
  setLinkKeying(turn, { key: null, run: null, isConfirmed: true });
  keepRecord(turn);
  tell(turn, { type: "secured", epoch: 1 });
}

export function dropRun(turn: ConversationTurn): void {
  const { run } = keptOf(turn.state).keying;
  if (run !== null) dropH2(run.is === "accepted" ? run.witness : run.run);
}

/**
 * What this device has to say first under epoch 1, unless the log has it already: the maker its terms, each its
 * greeting and its name. Only once all was read, and not before the other one's part is there.
 */
export function speakUp(turn: ConversationTurn): void {
  const { keying, isCaughtUp, keys, hasOpened, hasGreeted } = keptOf(turn.state);
  const { seat, outbox, myName } = turn.state;
  const isDone = keying.isConfirmed || keying.run?.is === "accepted";
  if (seat === null || !isCaughtUp || !isDone || !keys.some(({ ep }) => ep === 1)) return;
  const isWaiting = (t: string) => outbox.parcels.some(({ body }) => body.t === t);
  const before = turn.state.outbox.parcels;
  set(turn, { outbox: { ...turn.state.outbox, parcels: before.filter(({ sealed }) => sealed !== null) } });
  if (seat.role === "host" && !hasOpened && !isWaiting("room.open")) say(turn, termsOf(turn));
  if (!hasGreeted && !isWaiting("hello")) {
    say(turn, { t: "hello", ver: 1, caps: [...turn.state.myCaps], build: "", max_v: 1 });
    if (myName !== null && !isWaiting("name")) say(turn, { t: "name", name: myName });
  }
  const others = before.filter(({ sealed }) => sealed === null);
  set(turn, { outbox: { ...turn.state.outbox, parcels: [...turn.state.outbox.parcels, ...others] } });
}

/** The maker's terms: the earlier end counts, and what was written before reaches exactly so far. */
export function hearOpening(
  turn: ConversationTurn,
  { ttl_end, max_chars, e0 }: BodyOf<"room.open">,
  show: (turn: ConversationTurn, zero: Zero) => void,
): void {
  const { seat, countdown, facts, skew } = turn.state;
  if (seat?.role !== "guest" || keptOf(turn.state).zeroSeal !== null) return;
  set(turn, {
    countdown: { ...countdown, ownEnd: Math.min(countdown.ownEnd ?? Infinity, ttl_end - skew) },
    facts: facts === null ? null : { ...facts, maxChars: Math.min(facts.maxChars, max_chars) },
  });
  setKept(turn, { zeroSeal: e0 });
  if (keptOf(turn.state).isCaughtUp) showZeros(turn, show);
  keepRecord(turn);
}
