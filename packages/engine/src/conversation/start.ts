/** How a page comes to its seat: what is kept, the knock, the join (TS2, TS3, CRYPTO §1.1, §7). */
import {
  checkSecret,
  fromBase64,
  guestPskFromRecord,
  hostPsksFromRecord,
  isBurned,
  newBudget,
  ProtocolError,
  readBudget,
  toBase64Url,
} from "@chatorbit/crypto";
import type { Refusal, Role, SessionStatus } from "@chatorbit/protocol";
import { attempt } from "../keying/common.ts";
import { type Invite, type Record, readInvite, readRecord, readWaiting } from "../record.ts";
import { put } from "../outbox.ts";
import { add } from "../timeline.ts";
import type { Report } from "./inputs.ts";
import { stepLink } from "./line.ts";
import { type ConversationTurn, effect, keepRecord, refuse, set, setKeying } from "./turn.ts";
import { hearStatus } from "./wire.ts";

export function begin(turn: ConversationTurn, { kept, secret8, isSuccessor }: Extract<Report, { type: "begin" }>): void {
  const { token } = turn.state;
  setKeying(turn, { budget: readGuesses(kept.guesses) });
  const record = readRecord(kept.record);
  if (record?.token === token) return resume(turn, record, kept.waiting, isSuccessor);
  const invite = readInvite(kept.invite);
  if (invite?.token === token && checkSecret(token, invite.secret8)) {
    if (secret8 === null) return takeOwnSeat(turn, invite);
    // The link of this very device: said before anything is done with it (TS12).
    set(turn, { isOwnInvite: true });
    setKeying(turn, { secret8: invite.secret8 });
    set(turn, { seat: { role: "host", key: invite.key } });
    return effect(turn, { type: "lookUp" });
  }
  if (secret8 === null) return refuse(turn, "secret-missing");
  enterSecret(turn, secret8);
}

/** A secret from the address or typed on the page. */
export function enterSecret(turn: ConversationTurn, secret8: string): void {
  const { token, keying } = turn.state;
  if (!checkSecret(token, secret8)) return refuse(turn, "code-typo");
  if (isBurned(keying.budget)) return refuse(turn, "code-dead");
  setKeying(turn, { secret8 });
  set(turn, { phase: "opening", problem: null });
  effect(turn, { type: "lookUp" });
}

function readGuesses(text: string | null) {
  if (text === null) return newBudget;
  try {
    return readBudget(JSON.parse(text));
  } catch {
    return readBudget(null);
  }
}

/** This tab had the seat before: keys of the last epoch, no chains. */
function resume(turn: ConversationTurn, record: Record, waiting: string | null, isSuccessor: boolean): void {
  const keys = attempt(() => ({
    sessionId: record.sessionId === null ? null : fromBase64(record.sessionId),
    host: record.role === "host" && record.ratchet !== null ? hostPsksFromRecord(record.ratchet) : null,
    guest: record.role === "guest" && record.ratchet !== null ? guestPskFromRecord(record.ratchet) : null,
  }));
  if (keys instanceof ProtocolError) return refuse(turn, "keys-lost");
  setKeying(turn, { ...keys, secret8: record.secret8 });
  set(turn, {
    seat: { role: record.role, key: record.key },
    isMaker: record.isMaker,
    isSuccessor,
    facts: record.facts,
    isVerified: record.isVerified,
    agreed: { seconds: record.agreedSeconds, count: record.agreedCount },
    countdown: {
      ownEnd: record.expires,
      serverEnd: null,
      totalMs: (record.facts?.ttlMinutes ?? 0) * 60_000 + record.agreedSeconds * 1000,
    },
    myName: record.myName,
    peerName: record.peerName,
    sent: record.sent,
    received: record.received,
    mayBringBack: record.sent + record.received > 0,
  });
  for (const { id, ts, body, replyTo } of readWaiting(waiting)) {
    const said = {
      kind: "message",
      by: record.role,
      id,
      ts,
      body,
      replyTo,
      reactions: {},
      delivery: "queued",
      isPeersCopy: false,
    } as const;
    set(turn, {
      timeline: add(turn.state.timeline, said),
      outbox: put(turn.state.outbox, {
        id,
        type: "message",
        body: { t: "text", body, ...(replyTo === null ? {} : { reply_to: replyTo }) },
        ts,
        isDurable: true,
        sealed: null,
        wasResealed: false,
        failure: null,
      }),
    });
  }
  const hasKeys = keys.host !== null || keys.guest !== null;
  if (hasKeys && !isSuccessor) return sit(turn);
  join(turn);
}

function takeOwnSeat(turn: ConversationTurn, invite: Invite): void {
  set(turn, {
    seat: { role: "host", key: invite.key },
    isMaker: true,
    facts: { ttlMinutes: invite.ttlMinutes, maxChars: invite.maxChars, validUntil: invite.validUntil },
  });
  setKeying(turn, { secret8: invite.secret8 });
  join(turn);
}

/** Taking the seat is the person's press, never the page's opening. */
export function takeSeat(turn: ConversationTurn): void {
  const { phase, seat, isOwnInvite } = turn.state;
  if (phase !== "knock") return;
  if (isOwnInvite) set(turn, { isMaker: true });
  if (seat === null) set(turn, { seat: { role: "guest", key: toBase64Url(turn.random(32)) } });
  join(turn);
}

/** The seat key is kept before it is used: the same key finds the same seat again after a reload. */
function join(turn: ConversationTurn): void {
  const { seat } = turn.state;
  if (seat === null) return;
  set(turn, { phase: "joining", problem: null, joinAgainAt: null });
  keepRecord(turn);
  effect(turn, { type: "join", key: seat.key });
}

export function joinAgain(turn: ConversationTurn): void {
  const { joinAgainAt, phase } = turn.state;
  if (phase === "joining" && joinAgainAt !== null && turn.now >= joinAgainAt) join(turn);
}

export function lookedUp(turn: ConversationTurn, status: SessionStatus): void {
  hearStatus(turn, status);
  if (turn.state.phase === "seated") {
    // Asked because the line said that it is over.
    if (status.state !== "ENDED") stepLink(turn, { type: "connect" });
    return;
  }
  if (turn.state.phase !== "opening") return;
  if (status.state === "ENDED") return refuse(turn, status.ended_reason === "unused" ? "expired" : "ended");
  const { host, guest } = status.participants;
  if (host !== null && guest !== null && !turn.state.isOwnInvite) return refuse(turn, "full");
  set(turn, { phase: "knock" });
}

export function joined(turn: ConversationTurn, role: Role, status: SessionStatus): void {
  const { seat, isMaker, isSuccessor, phase } = turn.state;
  if (seat === null || phase !== "joining") return;
  if (!isRoleTrue(role, seat.role, isMaker || isSuccessor, status)) {
    // The server may not turn the parts round: the guest's side would set the terms (CRYPTO §1.1).
    return refuse(turn, "role-swapped");
  }
  set(turn, { seat: { ...seat, role } });
  keepRecord(turn);
  sit(turn);
  hearStatus(turn, status);
}

/**
 * Who made the secret keeps the seat it had. Who entered one is the guest, unless it takes the
 * host's seat that the guest freed in a running session (TS12 reseat).
 */
function isRoleTrue(role: Role, expected: Role, isFixed: boolean, status: SessionStatus): boolean {
  if (role === expected) return true;
  return !isFixed && role === "host" && status.participants.guest !== null && status.timer.started_at !== null;
}

function sit(turn: ConversationTurn): void {
  set(turn, { phase: "seated" });
  stepLink(turn, { type: "connect" });
}

/** Soonest pause before asking again by itself, ms. */
const againAfterMs = 3_000;

export function requestRefused(
  turn: ConversationTurn,
  request: "lookUp" | "join",
  refusal: Refusal | "offline",
  retryAfter: number | null,
): void {
  const retryAt = retryAfter === null ? null : turn.now + retryAfter * 1000;
  const isPassing = refusal === "offline" || refusal === "rate" || refusal === "busy" || refusal === "restarting";
  if (!isPassing) return refuse(turn, refusal === "ended" && request === "join" ? "ended" : refusal);
  if (request === "lookUp" && turn.state.phase === "opening") return refuse(turn, refusal, retryAt);
  if (turn.state.phase !== "joining") return;
  const { isMaker, isSuccessor } = turn.state;
  const problem = { trouble: refusal, retryAt } as const;
  if (isMaker || isSuccessor) set(turn, { problem, joinAgainAt: retryAt ?? turn.now + againAfterMs });
  else set(turn, { phase: "knock", problem });
}
