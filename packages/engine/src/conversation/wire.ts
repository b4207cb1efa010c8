/** Frames of the server: each kind and what it changes here. */
import { type Down, otherRole, type SessionStatus, ttlMinutes } from "@chatorbit/protocol";
import { hurry, pause } from "../outbox.ts";
import { endHere, forget, refuseAndForget } from "./end.ts";
import { stepLink } from "./line.ts";
import type { Facts } from "./state.ts";
import { type ConversationTurn, effect, raise, refuse, set, tell } from "./turn.ts";

/** A status that contradicts a frame's "peer-away" is believed again after this long, ms. */
const peerBackMs = 2_000;

export function hearFrame(turn: ConversationTurn, frame: Down): void {
  stepLink(turn, { type: "heard" });
  switch (frame.type) {
    case "ping":
      return effect(turn, { type: "say", frame: { type: "pong" } });
    case "welcome":
      if (frame.role !== turn.state.seat?.role) return refuseAndForget(turn, "role-swapped");
      set(turn, { conv: frame.conv });
      turn.ways.welcomed(turn, frame.c ?? null);
      return stepLink(turn, { type: "welcomed" });
    case "status":
      return hearStatus(turn, frame.status);
    case "pass":
    case "signal":
    case "hs":
    case "ack":
    case "nack":
    case "ev":
    case "caught_up":
      return turn.ways.hear(turn, frame);
    case "knock":
      return raise(turn, { type: "knock" });
    case "ended":
      return endHere(turn, {
        reason: frame.reason,
        at: Date.parse(frame.ended_at) - turn.state.skew,
        isServerTold: true,
        isPeerTold: false,
        ...(frame.reason === "moved" && turn.state.leap?.token ? { next: turn.state.leap.token } : {}),
      });
    case "refused":
      if (frame.refusal !== "rate") return;
      return set(turn, { outbox: pause(turn.state.outbox, frame.retryAfter ?? null, turn.now) });
  }
}

/** Whatever the server says of the session; only its clock counts, and it may only shorten this device's. */
export function hearStatus(turn: ConversationTurn, status: SessionStatus): void {
  const { seat, countdown, agreed, phase, isPeerHere } = turn.state;
  // The schema knows months of 31 days; a moment that is none is no status.
  const [serverTime, validUntil, endsAt] = [status.server_time, status.valid_until, status.timer.ends_at].map(
    (instant) => (instant === null ? null : Date.parse(instant)),
  );
  if (serverTime == null || validUntil == null || endsAt === undefined) return;
  if ([serverTime, validUntil, endsAt ?? 0].some(Number.isNaN)) return;
  const skew = serverTime - turn.now;
  const facts = factsOf(turn, status, validUntil - skew);
  set(turn, {
    status,
    skew,
    facts,
    countdown: {
      ...countdown,
      serverEnd: endsAt === null ? null : endsAt - skew,
      totalMs: facts.ttlMinutes * 60_000 + agreed.seconds * 1000,
    },
  });
  if (phase !== "seated" || seat === null) return;
  if (status.state === "ENDED") {
    return endHere(turn, {
      reason: status.ended_reason ?? "manually_ended",
      at: status.ended_at === undefined ? turn.now : Date.parse(status.ended_at) - skew,
      isServerTold: true,
      isPeerTold: false,
    });
  }
  const peer = status.participants[otherRole(seat.role)];
  if (peer?.wire === "002") {
    // Before any handshake there is nothing to wipe but the person's own invitation.
    if (turn.ways.hasKeys(turn.state)) forget(turn);
    return refuse(turn, "peer-on-old-wire");
  }
  if (turn.state.link.phase !== "live") return;
  const isHere = peer?.connected ?? false;
  if (isHere && !isPeerHere) return peerArrived(turn);
  if (isHere) return;
  const { peerAwaySince, isLeaveTold } = turn.state;
  const isNews = isPeerHere || (peerAwaySince === null && !isLeaveTold);
  set(turn, {
    isPeerHere: false,
    peerBackAt: null,
    peerTypingUntil: null,
    ...(isNews ? { peerAwaySince: turn.now } : {}),
  });
}

/** What the session allows. Once keys are agreed it stands as it was agreed, whatever the server says later. */
function factsOf({ state, ways }: ConversationTurn, status: SessionStatus, validUntil: number): Facts {
  const { facts } = state;
  if (facts !== null && ways.hasKeys(state)) return { ...facts, validUntil };
  return {
    // No server's number goes into an offer that would not fit one.
    ttlMinutes: Math.min(
      facts?.ttlMinutes ?? ttlMinutes.most,
      Math.max(0, Math.floor(status.timer.ttl_minutes)),
    ),
    maxChars: Math.min(facts?.maxChars ?? Infinity, status.max_message_length),
    validUntil,
  };
}

/** A frame found the other one away. The status that says so is on its way; until it comes nothing more is thrown after it. */
export function markAway(turn: ConversationTurn): void {
  const { isPeerHere, peerAwaySince } = turn.state;
  const since = isPeerHere ? turn.now : peerAwaySince;
  set(turn, { isPeerHere: false, peerAwaySince: since, peerBackAt: turn.now + peerBackMs });
}

/** Both are on the line: what waited goes, and keys are agreed where there are none. */
export function peerArrived(turn: ConversationTurn): void {
  const { isLeaveTold, outbox } = turn.state;
  if (isLeaveTold) tell(turn, { type: "peer-returned" });
  set(turn, {
    isPeerHere: true,
    peerBackAt: null,
    peerAwaySince: null,
    isLeaveTold: false,
    outbox: hurry(outbox),
  });
  turn.ways.peerArrived(turn);
}
