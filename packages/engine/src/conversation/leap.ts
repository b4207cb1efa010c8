/** The leap: fresh keys and a fresh token for the same two devices (TS8, CRYPTO §18.2). */
import {
  fromBase64,
  guestPskToRecord,
  hostPskOf,
  hostPsksToRecord,
  leapPsk,
  leapSessionId,
  newGuestPsk,
  newHostPsks,
  toBase64,
  toBase64Url,
} from "@chatorbit/crypto";
import { askOpenMs, type Issued } from "@chatorbit/protocol";
import { openPact } from "../pact.ts";
import type { BodyOf } from "../payload.ts";
import { keepNames, type Record } from "../record.ts";
import { liveOf } from "./channel.ts";
import { endForBoth } from "./end.ts";
import { say } from "./flow.ts";
import { closePact } from "./pacts.ts";
import { canTalk, type ConversationTurn, effect, freshId, keep, keepRecord, set } from "./turn.ts";

export function askLeap(turn: ConversationTurn): void {
  const { pact, leap, seat } = turn.state;
  const epoch = confirmedEpoch(turn.state);
  if (!canTalk(turn.state) || pact !== null || leap !== null || epoch === null || seat === null) return;
  const id = freshId(turn);
  const mine = toBase64(turn.random(32));
  say(turn, { t: "leap.ask", id, e: epoch, r: mine });
  set(turn, { pact: openPact(id, "me", { act: "leap", epoch, mine, theirs: null }, turn.now) });
}

/** The newest epoch both sides stand on for sure, as this side knows it (CRYPTO §18.2). */
export function confirmedEpoch(state: ConversationTurn["state"]): number | null {
  const { keying } = liveOf(state);
  return keying.guest?.epoch ?? keying.host?.confirmed ?? null;
}

export function hearLeapAgreed(turn: ConversationTurn, { id, e, r }: BodyOf<"leap.ok">): void {
  const { pact } = turn.state;
  if (pact?.id !== id || pact.by !== "me" || pact.act !== "leap" || pact.epoch !== e) return;
  set(turn, { pact: { ...pact, theirs: r } });
  beginLeap(turn);
}

export function beginLeap(turn: ConversationTurn): void {
  const { pact, seat, facts } = turn.state;
  if (pact === null || seat === null || facts === null) return;
  set(turn, { leap: { pactId: pact.id, token: null, until: turn.now + askOpenMs } });
  if (seat.role !== "host") return;
  effect(turn, {
    type: "issue",
    body: { validity_option: "day", ttl_minutes: facts.ttlMinutes, max_message_length: facts.maxChars },
  });
}

/** The host has the new token: it takes its seat there before it names the place. */
export function leapTo(turn: ConversationTurn, { token }: Pick<Issued, "token">): void {
  const { pact, leap, seat, facts } = turn.state;
  if (leap === null || leap.token !== null || pact?.act !== "leap" || seat === null) return;
  const psk = pskOf(turn.state, pact.epoch);
  const isElsewhere = token !== turn.state.token;
  if (psk === undefined || pact.mine === null || pact.theirs === null || !isElsewhere)
    return giveUpLeap(turn);
  const [mine, theirs] = [fromBase64(pact.mine), fromBase64(pact.theirs)];
  const [rHost, rGuest] = seat.role === "host" ? [mine, theirs] : [theirs, mine];
  const fresh = leapPsk(psk, rHost, rGuest, token);
  const sessionId = leapSessionId(fresh);
  const keys = { epoch: 0, psk: fresh };
  const record: Record = {
    v: 1,
    token,
    role: seat.role,
    key: toBase64Url(turn.random(32)),
    secret8: null,
    isMaker: seat.role === "host",
    ratchet: seat.role === "host" ? hostPsksToRecord(newHostPsks(keys)) : guestPskToRecord(newGuestPsk(keys)),
    sessionId: toBase64(sessionId),
    // The terms both know; the new session's server may only tighten them.
    facts,
    isVerified: turn.state.isVerified,
    expires: null,
    agreedSeconds: 0,
    agreedIds: [],
    asked: [],
    untold: [],
    leap: null,
    isReopened: false,
    myName: turn.state.myName,
    peerName: turn.state.peerName,
    sent: 0,
    received: 0,
  };
  forgetFormerLeap(turn);
  set(turn, { leap: { ...leap, token } });
  keepRecord(turn);
  effect(turn, { type: "succeed", token, record: JSON.stringify(record) });
}

function pskOf(state: ConversationTurn["state"], epoch: number) {
  const { keying } = liveOf(state);
  if (keying.guest !== null) return keying.guest.epoch === epoch ? keying.guest.psk : undefined;
  return keying.host === null ? undefined : hostPskOf(keying.host, epoch);
}

export function hearLeapGo(turn: ConversationTurn, { id, token }: BodyOf<"leap.go">): void {
  if (turn.state.seat?.role === "guest" && turn.state.leap?.pactId === id) leapTo(turn, { token });
}

/** The new session's seat is taken: the host names the place to the guest. */
export function successorSeated(turn: ConversationTurn): void {
  const { leap, seat } = turn.state;
  if (seat?.role !== "host" || leap === null || leap.token === null) return;
  say(turn, { t: "leap.go", id: leap.pactId, token: leap.token });
}

/** Words arrived in the new session: this one has moved. */
export function successorOpened(turn: ConversationTurn): void {
  const { leap } = turn.state;
  if (leap === null || leap.token === null) return;
  say(turn, { t: "end", reason: "leap" });
  turn.ways.flush(turn);
  endForBoth(turn, "moved", leap.token);
}

/** It cannot be done here: the other side need not wait for it to lapse. */
export function giveUpLeap(turn: ConversationTurn): void {
  const { leap } = turn.state;
  if (leap === null) return;
  say(turn, { t: "leap.no", id: leap.pactId });
  dropLeap(turn);
}

/** What was begun for a leap that lapsed is kept so long, ms. */
const formerLeapMs = 300_000;

/**
 * Not confirmed in time: the leap is void and the old session goes on. In this very moment the other side may have
 * gone over, and this side hears of it later: what was begun is left, not ended, and can be gone to for a while.
 */
export function lapseLeap(turn: ConversationTurn): void {
  const token = turn.state.leap?.token ?? null;
  if (token === null) return dropLeap(turn);
  effect(turn, { type: "leaveSuccessor" });
  closePact(turn);
  set(turn, { leap: null, formerLeap: { token, until: Math.ceil(turn.now) + formerLeapMs } });
  keepRecord(turn);
}

/** Called off: nothing of it stays. */
export function dropLeap(turn: ConversationTurn): void {
  const isBegun = turn.state.leap?.token != null;
  if (isBegun) effect(turn, { type: "abandonSuccessor" });
  closePact(turn);
  set(turn, { leap: null });
  if (isBegun) keepRecord(turn);
}

/** What was begun before a reload came to nothing: its keys go. */
export function forgetFormerLeap(turn: ConversationTurn): void {
  const { formerLeap } = turn.state;
  if (formerLeap === null) return;
  keep(turn, "tab", keepNames.record(formerLeap.token), null);
  set(turn, { formerLeap: null });
  keepRecord(turn);
}
