/** How a page comes to its seat: what is kept, the knock, the join (TS2, TS3, CRYPTO §1.1, §7). */
import { checkSecret, isBurned, newBudget, readBudget, toBase64Url } from "@chatorbit/crypto";
import type { Refusal, Role, SessionStatus } from "@chatorbit/protocol";
import { type Invite, keepNames, readInvite, readRecord } from "../record.ts";
import { forget, refuseAndForget } from "./end.ts";
import type { DoorReport } from "./inputs.ts";
import { giveUpLeap } from "./leap.ts";
import { stepLink } from "./line.ts";
import { resume } from "./resume.ts";
import { isPassing } from "./trouble.ts";
import { type ConversationTurn, effect, keep, keepRecord, refuse, set, setKeying } from "./turn.ts";
import { hearStatus } from "./wire.ts";
import { liveOf } from "./channel.ts";

export function hearDoor(turn: ConversationTurn, report: DoorReport): void {
  switch (report.type) {
    case "begin":
      return begin(turn, report);
    case "lookedUp":
      return lookedUp(turn, report.status);
    case "joined":
      return joined(turn, report.role, report.status);
    case "requestRefused":
      if (report.request === "issue") return giveUpLeap(turn);
      if (report.request !== "lookUp" && report.request !== "join") return;
      return requestRefused(turn, report.request, report.refusal, report.retryAfter);
  }
}

function begin(
  turn: ConversationTurn,
  { kept, secret8, isSuccessor }: Extract<DoorReport, { type: "begin" }>,
): void {
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

/** A secret from the address, or typed on the page as long as no seat was taken. */
export function enterSecret(turn: ConversationTurn, secret8: string): void {
  const { token, phase, seat } = turn.state;
  const { keying } = liveOf(turn.state);
  if (!["opening", "knock", "refused"].includes(phase) || seat !== null) return;
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

function takeOwnSeat(turn: ConversationTurn, invite: Invite): void {
  set(turn, {
    seat: { role: "host", key: invite.key },
    isMaker: true,
    facts: { ttlMinutes: invite.ttlMinutes, maxChars: invite.maxChars, validUntil: invite.validUntil },
  });
  setKeying(turn, { secret8: invite.secret8 });
  join(turn);
}

export function takeOfferedSeat(turn: ConversationTurn): void {
  const { seat, isOwnInvite } = turn.state;
  if (isOwnInvite) set(turn, { isMaker: true });
  if (seat === null) set(turn, { seat: { role: "guest", key: toBase64Url(turn.random(32)) } });
  join(turn);
}

/** The seat key is kept before it is used: the same key finds the same seat again after a reload. */
export function join(turn: ConversationTurn): void {
  const { seat } = turn.state;
  if (seat === null) return;
  set(turn, { phase: "joining", problem: null, joinAgainAt: null });
  keepRecord(turn);
  effect(turn, { type: "join", key: seat.key });
}

function lookedUp(turn: ConversationTurn, status: SessionStatus): void {
  hearStatus(turn, status);
  if (turn.state.phase === "seated") {
    // Asked because the line said that it is over.
    return stepLink(turn, { type: "return" });
  }
  if (turn.state.phase !== "opening") return;
  if (status.state === "ENDED") {
    forget(turn);
    return refuse(turn, status.ended_reason === "unused" ? "expired" : "ended");
  }
  const { host, guest } = status.participants;
  if (host !== null && guest !== null && !turn.state.isOwnInvite) {
    effect(turn, { type: "knock" });
    return refuse(turn, "full");
  }
  set(turn, { phase: "knock" });
}

function joined(turn: ConversationTurn, role: Role, status: SessionStatus): void {
  const { seat, isMaker, isSuccessor, phase, status: before } = turn.state;
  if (seat === null || phase !== "joining") return;
  // A guest whose own seat was free a moment ago takes nobody else's.
  const isGuestFree = before?.participants.guest === null;
  if (!isRoleTrue(role, seat.role, isMaker || isSuccessor || isGuestFree, status)) {
    // The server may not turn the parts round: the guest's side would set the terms (CRYPTO §1.1).
    return refuseAndForget(turn, "role-swapped");
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
  return (
    !isFixed && role === "host" && status.participants.guest !== null && status.timer.started_at !== null
  );
}

export function sit(turn: ConversationTurn): void {
  set(turn, { phase: "seated", problem: null, joinAgainAt: null });
  stepLink(turn, { type: "connect" });
}

/** Pause before asking again by itself, ms, where the server named none. */
const againAfterMs = 3_000;

/** No server may send a page to sleep for longer, ms. */
const longestWaitMs = 3_600_000;

function requestRefused(
  turn: ConversationTurn,
  request: "lookUp" | "join",
  refusal: Refusal | "offline",
  retryAfter: number | null,
): void {
  const { phase, isMaker, isSuccessor, token } = turn.state;
  const retryAt = retryAfter === null ? null : turn.now + Math.min(longestWaitMs, retryAfter * 1000);
  const againAt = retryAt ?? turn.now + againAfterMs;
  // The line said that it is over and nobody can say how: it comes back, and hears it then.
  if (phase === "seated" && isPassing(refusal)) return stepLink(turn, { type: "return" });
  if (!isPassing(refusal)) {
    if (refusal === "full") keep(turn, "tab", keepNames.record(token), null);
    else forget(turn);
    return refuse(turn, refusal);
  }
  if (request === "lookUp" && (phase === "opening" || phase === "refused")) {
    refuse(turn, refusal, retryAt);
    return set(turn, { joinAgainAt: againAt });
  }
  if (phase !== "joining") return;
  const problem = { trouble: refusal, retryAt } as const;
  if (isMaker || isSuccessor) set(turn, { problem, joinAgainAt: againAt });
  else set(turn, { phase: "knock", problem });
}

/** A close that is final: the page says why. */
export function lineOver(turn: ConversationTurn, refusal: Refusal): void {
  switch (refusal) {
    case "not-yours":
      return refuseAndForget(turn, "seat-freed");
    case "ended":
    case "expired":
      // It ended while this device was away: the status says how.
      return effect(turn, { type: "lookUp" });
    case "unknown":
      forget(turn);
      return refuse(turn, refusal);
    default:
      return refuse(turn, refusal);
  }
}
