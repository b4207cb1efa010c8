/** Frames of the server: each kind and what it changes here. */
import { fromBase64, ProtocolError } from "@chatorbit/crypto";
import { type Down, otherRole, type SessionStatus } from "@chatorbit/protocol";
import { attempt } from "../keying/common.ts";
import { guestHears, guestMeets } from "../keying/guest.ts";
import { hostHears, hostMeets } from "../keying/host.ts";
import { handed, hurry, refused } from "../outbox.ts";
import { endHere } from "./end.ts";
import { showDelivery } from "./flow.ts";
import { stepLink } from "./line.ts";
import { hearSealed } from "./said.ts";
import { type ConversationTurn, effect, raise, refuse, set, tell } from "./turn.ts";
import { wipeSecrets } from "./end.ts";

export function hearFrame(turn: ConversationTurn, frame: Down): void {
  stepLink(turn, { type: "heard" });
  switch (frame.type) {
    case "ping":
      return effect(turn, { type: "say", frame: { type: "pong" } });
    case "welcome":
      if (frame.role !== turn.state.seat?.role) return refuse(turn, "role-swapped");
      set(turn, { conv: frame.conv });
      return stepLink(turn, { type: "welcomed" });
    case "status":
      return hearStatus(turn, frame.status);
    case "pass":
    case "signal":
      return hearSealed(turn, frame.sealed);
    case "hs":
      return hearHandshake(turn, frame.m);
    case "ack":
      return hearHanded(turn, frame.cid);
    case "nack":
      return hearRefused(turn, frame);
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
      if (frame.refusal === "rate") {
        set(turn, { outbox: { ...turn.state.outbox, pausedUntil: turn.now + 1000 * (frame.retryAfter ?? 1) } });
      }
  }
}

/** Whatever the server says of the session; only its clock counts, and it may only shorten this device's. */
export function hearStatus(turn: ConversationTurn, status: SessionStatus): void {
  const { seat, facts, countdown, agreed, phase, isPeerHere } = turn.state;
  const skew = Date.parse(status.server_time) - turn.now;
  const endsAt = status.timer.ends_at;
  set(turn, {
    status,
    skew,
    facts: {
      ttlMinutes: Math.min(facts?.ttlMinutes ?? Infinity, status.timer.ttl_minutes),
      maxChars: Math.min(facts?.maxChars ?? Infinity, status.max_message_length),
      validUntil: Date.parse(status.valid_until) - skew,
    },
    countdown: {
      ...countdown,
      serverEnd: endsAt === null ? null : Date.parse(endsAt) - skew,
      totalMs: status.timer.ttl_minutes * 60_000 + agreed.seconds * 1000,
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
    wipeSecrets(turn);
    return refuse(turn, "peer-on-old-wire");
  }
  const isHere = peer?.connected ?? false;
  set(turn, { isPeerHere: isHere });
  if (isHere && !isPeerHere) peerArrived(turn);
  if (!isHere && isPeerHere) set(turn, { peerAwaySince: turn.now, peerTypingUntil: null });
}

/** Both are on the line: what waited goes, and keys are agreed where there are none. */
export function peerArrived(turn: ConversationTurn): void {
  const { seat, isLeaveTold, outbox } = turn.state;
  if (isLeaveTold) tell(turn, { type: "peer-returned" });
  set(turn, { peerAwaySince: null, isLeaveTold: false, outbox: hurry(outbox) });
  if (seat?.role === "host") hostMeets(turn);
  else guestMeets(turn);
}

function hearHandshake(turn: ConversationTurn, m: string): void {
  const { seat, leap } = turn.state;
  const isBytes = !(attempt(() => fromBase64(m)) instanceof ProtocolError);
  if (seat === null || !isBytes || leap !== null) return;
  if (seat.role === "host") hostHears(turn, m);
  else guestHears(turn, m);
}

function hearHanded(turn: ConversationTurn, cid: string): void {
  const parcel = turn.state.outbox.parcels.find(({ id }) => id === cid);
  if (parcel === undefined) return;
  set(turn, { outbox: handed(turn.state.outbox, cid) });
  showDelivery(turn, parcel, "sent");
}

function hearRefused(turn: ConversationTurn, { cid, refusal, retryAfter }: Extract<Down, { type: "nack" }>): void {
  const parcel = turn.state.outbox.parcels.find(({ id }) => id === cid);
  if (parcel === undefined) return;
  set(turn, { outbox: refused(turn.state.outbox, cid, refusal, retryAfter ?? null, turn.now) });
  // The status that says so is on its way; until it comes nothing more is thrown after the peer.
  if (refusal === "peer-away") return set(turn, { isPeerHere: false, peerAwaySince: turn.now });
  const hasFailed = turn.state.outbox.parcels.some(({ id, failure }) => id === cid && failure !== null);
  if (hasFailed) showDelivery(turn, parcel, "failed");
}
