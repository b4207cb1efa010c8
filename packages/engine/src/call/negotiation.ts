import type { Candidate, Description } from "./signals.ts";

/** One peer connection, as this machine has ordered it to be. */
export type Negotiation = {
  /** Rises with every peer connection of a call; both sides move to the highest. */
  readonly gen: number;
  readonly openedAt: number;
  readonly signaling: "stable" | "making-offer" | "offered" | "making-answer";
  /** The newest order; what an older one brought forth is thrown away. */
  readonly ticket: number;
  /** The other side's first offer is waited for until then, ms, so that both do not offer at once. */
  readonly holdUntil: number | null;
  /** The platform asked for an offer during the hold. */
  readonly isOwed: boolean;
  /** This side's offer while it is unanswered; it goes again then, ms. */
  readonly offer: { readonly desc: Description; readonly againAt: number; readonly repeats: number } | null;
  /** The other side's newest offer and what was answered: the same offer gets the same answer. */
  readonly answered: { readonly offer: string; readonly answer: Description | null } | null;
  /** An offer that came while another was being answered. */
  readonly waiting: Description | null;
  /** The answer that was applied last. */
  readonly lastAnswer: string | null;
  /** The newest version among the other side's descriptions. */
  readonly version: number;
  readonly fingerprint: string | null;
  /** Of the other side's applied description; null before there is one. */
  readonly remoteUfrag: string | null;
  /** The other side's candidates for a description that has not come. */
  readonly early: readonly Candidate[];
  readonly seen: readonly string[];
  /** This side's candidates of its present description. */
  readonly gathered: readonly Candidate[];
  /** How many of them were said. */
  readonly said: number;
  readonly isGathered: boolean;
  /** The end of gathering was said. */
  readonly isEndSaid: boolean;
  /** When the batch leaves, ms. */
  readonly flushAt: number | null;
  readonly hasConnected: boolean;
  /** When either side last began ICE anew, ms: a path that is silent now has yet to be found. */
  readonly renewedAt: number;
  /** Until when new ICE, known to both, is given to bring a silent path back, ms. */
  readonly hopeUntil: number | null;
  /** Nothing comes where something came all the time. */
  readonly isSilent: boolean;
  /** An operation failed: nothing more is asked of this connection. */
  readonly isBroken: boolean;
};

export const newNegotiation = (gen: number, now: number, holdUntil: number | null): Negotiation => ({
  gen,
  openedAt: now,
  signaling: "stable",
  ticket: 0,
  holdUntil,
  isOwed: false,
  offer: null,
  answered: null,
  waiting: null,
  lastAnswer: null,
  version: -1,
  fingerprint: null,
  remoteUfrag: null,
  early: [],
  seen: [],
  gathered: [],
  said: 0,
  isGathered: false,
  isEndSaid: false,
  flushAt: null,
  hasConnected: false,
  renewedAt: now,
  hopeUntil: null,
  isSilent: false,
  isBroken: false,
});
