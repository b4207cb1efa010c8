/**
 * Perfect negotiation (WebRTC 1.0 §10.7) as rules over orders: the guest is polite, the host is not.
 * Signals may be lost, doubled, late and out of order; an unanswered offer is said again.
 */
import { earliest } from "../turn.ts";
import type { Negotiation } from "./negotiation.ts";
import { peerBroke, renewed } from "./recover.ts";
import { hope } from "./silence.ts";
import { dropForeign, filterRelay, readDescription } from "./sdp.ts";
import type { Description } from "./signals.ts";
import type { CallState } from "./state.ts";
import { addEarly, keepGathered, sayCandidates } from "./trickle.ts";
import { type CallTurn, effect, joinedOf, negotiationOf, notice, say, setNegotiation } from "./turn.ts";

/** An offer without an answer goes again after this, ms. */
const repeatMs = 4_000;

/** The platform wants to tell the other side about tracks or new ICE credentials. */
export function negotiationNeeded(turn: CallTurn, gen: number): void {
  const negotiation = negotiationOf(turn.state, gen);
  // Not stable: the platform asks again when it is (WebRTC 1.0 §4.7.3).
  if (negotiation?.signaling !== "stable") return;
  if (negotiation.holdUntil !== null) return setNegotiation(turn, { isOwed: true });
  makeOffer(turn, negotiation);
}

function makeOffer(turn: CallTurn, { gen, ticket }: Negotiation): void {
  setNegotiation(turn, { signaling: "making-offer", ticket: ticket + 1, isOwed: false });
  effect(turn, { type: "makeOffer", gen, ticket: ticket + 1 });
}

/** The platform made what was ordered, and holds to it. */
export function described(turn: CallTurn, gen: number, ticket: number, made: Description): void {
  const joined = joinedOf(turn.state);
  const negotiation = negotiationOf(turn.state, gen);
  // An offer overtaken by the other side's: it was taken back.
  if (joined === null || negotiation === null || ticket !== negotiation.ticket) return;
  const desc = joined.isRelayOnly ? { ...made, sdp: filterRelay(made.sdp) } : made;
  keepGathered(turn, desc.sdp);
  say(turn, { t: "rtc.desc", call: joined.call, gen, desc });
  if (made.type === "offer") {
    setNegotiation(turn, {
      signaling: "offered",
      offer: { desc, againAt: turn.now + repeatMs, repeats: 0 },
    });
    return;
  }
  const { answered, waiting } = negotiation;
  setNegotiation(turn, {
    signaling: "stable",
    answered: answered === null ? null : { ...answered, answer: desc },
    waiting: null,
  });
  if (waiting !== null) hearDescription(turn, waiting);
}

/** A description of the other side, for the present connection. */
export function hearDescription(turn: CallTurn, desc: Description): void {
  const joined = joinedOf(turn.state);
  const negotiation = joined?.negotiation;
  if (joined === null || negotiation === undefined || negotiation.isBroken) return;
  const reading = readDescription(desc.sdp, negotiation.fingerprint);
  if (!reading.ok) return notice(turn, { type: "description-refused", why: reading.why });
  const isStale = reading.version < negotiation.version;
  const remote: Remote = { ...reading, desc };
  if (desc.type === "offer") return hearOffer(turn, negotiation, remote, isStale);
  const { signaling, offer, lastAnswer } = negotiation;
  if (signaling !== "offered" || isStale) return;
  // The answer to the offer before, come twice. Some platforms do answer two offers with one text,
  // so after a repeated offer it counts.
  if (desc.sdp === lastAnswer && offer?.repeats === 0) return;
  setNegotiation(turn, { signaling: "stable", offer: null, lastAnswer: desc.sdp });
  apply(turn, remote, false);
}

type Remote = {
  readonly desc: Description;
  readonly fingerprint: string;
  readonly ufrag: string;
  readonly version: number;
};

function hearOffer(turn: CallTurn, negotiation: Negotiation, remote: Remote, isStale: boolean): void {
  const { signaling, answered, gen } = negotiation;
  if (answered?.offer === remote.desc.sdp) return answerAgain(turn, answered.answer);
  if (isStale) return;
  if (signaling === "making-answer") return setNegotiation(turn, { waiting: remote.desc });
  const isGlare = signaling !== "stable";
  // Both offered: the host's counts. The guest's is taken back there and comes again afterwards.
  if (isGlare && turn.state.me === "host") return;
  const ticket = negotiation.ticket + 1;
  setNegotiation(turn, {
    signaling: "making-answer",
    ticket,
    offer: null,
    answered: { offer: remote.desc.sdp, answer: null },
  });
  apply(turn, remote, isGlare);
  effect(turn, { type: "makeAnswer", gen, ticket });
}

function apply(turn: CallTurn, { desc, fingerprint, ufrag, version }: Remote, isRollback: boolean): void {
  const negotiation = joinedOf(turn.state)?.negotiation;
  if (negotiation === undefined) return;
  const { gen, ticket } = negotiation;
  const description = { ...desc, sdp: dropForeign(desc.sdp) };
  effect(turn, { type: "setRemote", gen, ticket, description, isRollback });
  if (negotiation.remoteUfrag !== null && negotiation.remoteUfrag !== ufrag) {
    renewed(turn);
    hope(turn, desc.type === "answer");
  }
  setNegotiation(turn, { fingerprint, version, holdUntil: null, isOwed: false });
  addEarly(turn, ufrag);
}

/** The answer was lost on its way: the same one goes again, with everything it needs. */
function answerAgain(turn: CallTurn, answer: Description | null): void {
  const joined = joinedOf(turn.state);
  if (joined === null || answer === null) return;
  say(turn, { t: "rtc.desc", call: joined.call, gen: joined.negotiation.gen, desc: answer });
  sayCandidates(turn, true);
}

/** An operation failed: the connection may be in any state, so it is given up for a new one. */
export function operationFailed(turn: CallTurn, gen: number, ticket: number | null): void {
  const negotiation = negotiationOf(turn.state, gen);
  if (negotiation !== null && (ticket === null || negotiation.ticket === ticket)) peerBroke(turn);
}

/** The channel broke: what left last may have left on a dead line, and goes again when it is back. */
export function owedAgain(turn: CallTurn): void {
  const offer = joinedOf(turn.state)?.negotiation.offer ?? null;
  if (offer !== null) setNegotiation(turn, { offer: { ...offer, againAt: turn.now } });
}

export function negotiationDueAt(state: CallState): number | null {
  const joined = joinedOf(state);
  if (joined === null || joined.negotiation.isBroken) return null;
  const { holdUntil, flushAt, offer } = joined.negotiation;
  return earliest(holdUntil, flushAt, state.isReachable ? offer?.againAt : null);
}

export function negotiationTicks(turn: CallTurn): void {
  const joined = joinedOf(turn.state);
  if (joined === null || joined.negotiation.isBroken) return;
  const { holdUntil, isOwed, signaling, flushAt, offer, gen } = joined.negotiation;
  if (flushAt !== null && turn.now >= flushAt) sayCandidates(turn, false);
  if (holdUntil !== null && turn.now >= holdUntil) {
    setNegotiation(turn, { holdUntil: null });
    if (isOwed && signaling === "stable") makeOffer(turn, joined.negotiation);
  }
  if (offer === null || turn.now < offer.againAt || !turn.state.isReachable) return;
  setNegotiation(turn, {
    offer: { ...offer, againAt: turn.now + repeatMs, repeats: offer.repeats + 1 },
  });
  say(turn, { t: "rtc.desc", call: joined.call, gen, desc: offer.desc });
  sayCandidates(turn, true);
}
