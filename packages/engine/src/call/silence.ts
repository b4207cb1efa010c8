/**
 * A path that fell silent (CA2): ICE begins anew at once, and where that brought nothing, a new connection.
 * Platforms hold on to a pair that worked until it has said nothing for 2.5 s, also where a better one is there.
 */
import type { Negotiation } from "./negotiation.ts";
import { rebuild, restartIce } from "./recover.ts";
import type { CallState, Joined } from "./state.ts";
import { type CallTurn, effect, joinedOf, negotiationOf, setNegotiation } from "./turn.ts";

/** ICE that was begun anew, by either side, is not begun again for this long, ms. */
const renewMs = 4_000;
/** Agreed anew, a path has this long and two round trips to say something, ms. */
const hopeMs = 800;
/** The side that did not begin waits longer, so that one of them opens the new connection, ms. */
const yieldMs = 700;
/** Where none was measured, ms. */
const likelyRttMs = 150;

/** Either side's new ICE is known on this side: what it is given to bring the path back. */
export function hope(turn: CallTurn, isMine: boolean): void {
  const joined = joinedOf(turn.state);
  if (joined === null || !joined.negotiation.hasConnected) return;
  const rtt = Math.min(1_000, joined.quality.last?.rttMs ?? likelyRttMs);
  setNegotiation(turn, { hopeUntil: turn.now + hopeMs + 2 * rtt + (isMine ? 0 : yieldMs) });
}

/** Nothing comes any more. A restart costs a path that still works nothing. */
export function silent(turn: CallTurn, gen: number): void {
  const joined = joinedOf(turn.state);
  if (joined === null || negotiationOf(turn.state, gen) === null || joined.recovery.is !== "fine") return;
  const { theirs, negotiation } = joined;
  if (!theirs.audio && !theirs.video) return;
  setNegotiation(turn, { isSilent: true });
  const isBeingMended = negotiation.signaling !== "stable" || turn.now < negotiation.renewedAt + renewMs;
  effect(turn, { type: "doubtLine" });
  if (!isBeingMended) restartIce(turn);
}

/** Something comes again. */
export function flows(turn: CallTurn, gen: number): void {
  if (negotiationOf(turn.state, gen) !== null) setNegotiation(turn, { isSilent: false });
}

/** When a new connection is due because new ICE left the path silent, ms, or null. */
export function silenceDueAt(state: CallState): number | null {
  const joined = joinedOf(state);
  return joined !== null && state.isReachable && isHopeless(joined) ? joined.negotiation.hopeUntil : null;
}

const isHopeless = ({ recovery, negotiation }: Joined): boolean =>
  recovery.is === "fine" && isStill(negotiation) && negotiation.signaling === "stable";

const isStill = ({ isSilent, hopeUntil, isBroken }: Negotiation): boolean =>
  isSilent && hopeUntil !== null && !isBroken;

export function silenceTicks(turn: CallTurn): void {
  const due = silenceDueAt(turn.state);
  if (due !== null && turn.now >= due) rebuild(turn);
}
