/** Frames of the server: each kind and what it changes here. */
import { fromBase64, ProtocolError } from "@chatorbit/crypto";
import { type Down, isKept, otherRole, type Role, type SessionStatus, ttlMinutes } from "@chatorbit/protocol";
import { attempt } from "../keying/common.ts";
import { guestHears, guestMeets } from "../keying/guest.ts";
import { hostHears, hostMeets } from "../keying/host.ts";
import { hasPsk } from "../keying/keying.ts";
import { handed, hurry, pause, refused } from "../outbox.ts";
import { endHere, forget, refuseAndForget } from "./end.ts";
import { showDelivery } from "./flow.ts";
import { giveUpLeap } from "./leap.ts";
import { stepLink } from "./line.ts";
import { hearSealed } from "./said.ts";
import type { Facts } from "./state.ts";
import { type ConversationTurn, effect, keepWaiting, raise, refuse, set, tell } from "./turn.ts";

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
      return stepLink(turn, { type: "welcomed" });
    case "status":
      return hearStatus(turn, frame.status);
    case "pass":
    case "signal":
      if (!isKept(frame.sealed)) hearSealed(turn, frame.sealed);
      return;
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
  const facts = factsOf(turn.state, status, validUntil - skew);
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
    if (hasPsk(turn.state.keying)) forget(turn);
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
function factsOf(
  { facts, keying }: ConversationTurn["state"],
  status: SessionStatus,
  validUntil: number,
): Facts {
  if (facts !== null && hasPsk(keying)) return { ...facts, validUntil };
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

/** Both are on the line: what waited goes, and keys are agreed where there are none. */
export function peerArrived(turn: ConversationTurn): void {
  const { seat, isLeaveTold, outbox } = turn.state;
  if (isLeaveTold) tell(turn, { type: "peer-returned" });
  set(turn, {
    isPeerHere: true,
    peerBackAt: null,
    peerAwaySince: null,
    isLeaveTold: false,
    outbox: hurry(outbox),
  });
  if (seat?.role === "host") hostMeets(turn);
  else guestMeets(turn);
}

function hearHandshake(turn: ConversationTurn, m: string): void {
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

function hearHanded(turn: ConversationTurn, cid: string): void {
  const parcel = turn.state.outbox.parcels.find(({ id }) => id === cid);
  if (parcel?.sealed == null || parcel.failure !== null) return;
  set(turn, { outbox: handed(turn.state.outbox, cid) });
  showDelivery(turn, parcel, "sent");
}

function hearRefused(
  turn: ConversationTurn,
  { cid, refusal, retryAfter }: Extract<Down, { type: "nack" }>,
): void {
  const parcel = turn.state.outbox.parcels.find(({ id }) => id === cid);
  if (parcel?.sealed == null) return;
  set(turn, { outbox: refused(turn.state.outbox, cid, refusal, retryAfter ?? null, turn.now) });
  // The status that says so is on its way; until it comes nothing more is thrown after the peer.
  if (refusal === "peer-away") {
    const { isPeerHere, peerAwaySince } = turn.state;
    const since = isPeerHere ? turn.now : peerAwaySince;
    return set(turn, { isPeerHere: false, peerAwaySince: since, peerBackAt: turn.now + peerBackMs });
  }
  const hasFailed = turn.state.outbox.parcels.some(({ id, failure }) => id === cid && failure !== null);
  if (!hasFailed) return;
  showDelivery(turn, parcel, "failed");
  keepWaiting(turn);
}
