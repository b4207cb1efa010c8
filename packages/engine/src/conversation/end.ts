import type { EndReason } from "@chatorbit/protocol";
import { endsAt } from "../countdown.ts";
import { emptyOutbox } from "../outbox.ts";
import { keepNames } from "../record.ts";
import { noVoices, wipeVoices } from "../voice.ts";
import type { Trouble } from "./trouble.ts";
import { type ConversationTurn, effect, keep, refuse, set } from "./turn.ts";

/** Drops every key, and what waited to be said. */
function wipeChannel(turn: ConversationTurn): void {
  turn.ways.wipe(turn);
  set(turn, { outbox: emptyOutbox });
  keep(turn, turn.ways.waitingOn, keepNames.waiting(turn.state.token), null);
}

/** Drops every key and everything this device kept of the session (TS7). The shelf that may hang comes last. */
export function wipeSecrets(turn: ConversationTurn): void {
  const { token } = turn.state;
  wipeChannel(turn);
  keep(turn, "shared", keepNames.guesses(token), null);
  keep(turn, "device", keepNames.invite(token), null);
}

/** Keys, kept things, and all this device knows of the conversation and of the other one. */
export function forget(turn: ConversationTurn): void {
  if (turn.state.leap?.token != null) effect(turn, { type: "abandonSuccessor" });
  wipeSecrets(turn);
  forgetWords(turn);
}

function forgetWords(turn: ConversationTurn): void {
  wipeVoices(turn.state.voices);
  set(turn, {
    seat: null,
    timeline: [],
    voices: noVoices,
    early: [],
    heardSignals: [],
    alarms: [],
    unread: [],
    unreadFrom: null,
    myName: null,
    peerName: null,
    peerBuild: null,
    peerCaps: [],
    peerTypingUntil: null,
    peerTypedAt: 0,
    peerNamedAt: 0,
    peerNames: [],
    saidTypingAt: null,
    isVerified: false,
    comparedEp: null,
    doesPeerSayVerified: false,
    mayBringBack: false,
    historyUntil: null,
    historyGivenAt: null,
    pact: null,
    asked: [],
    takenBack: [],
    leap: null,
    formerLeap: null,
    untold: [],
    sheetUntil: null,
    sheetSas: null,
  });
}

/**
 * The page says no for good and forgets. Before any handshake there are neither keys nor words, and whoever says
 * so is the server: the invitation and the count of guesses stay, so that the link may be opened again.
 */
export function refuseAndForget(turn: ConversationTurn, trouble: Trouble): void {
  if (turn.ways.hasKeys(turn.state)) forget(turn);
  else {
    wipeChannel(turn);
    forgetWords(turn);
  }
  refuse(turn, trouble);
}

type Ending = {
  readonly reason: EndReason;
  readonly at: number;
  readonly isServerTold: boolean;
  readonly isPeerTold: boolean;
  readonly next?: string;
};

/** The conversation is over on this device: keys, stored things and words are gone at once. */
export function endHere(turn: ConversationTurn, { next, ...ending }: Ending): void {
  const {
    isPeerHere: wasPeerHere,
    sent,
    received,
    isVerified,
    status,
    phase,
    link,
    skew,
    formerLeap,
  } = turn.state;
  if (phase === "over") return;
  const startedAt = Date.parse(status?.timer.started_at ?? "") - skew;
  // Where it moved to is the other session's to keep.
  if (ending.reason === "moved") set(turn, { formerLeap: null, leap: null });
  forget(turn);
  set(turn, {
    phase: "over",
    over: {
      ...ending,
      // Whatever a server wrote there: a moment that is none would break whoever shows it.
      at: Number.isFinite(ending.at) ? ending.at : turn.now,
      startedAt: Number.isFinite(startedAt) ? startedAt : null,
      sent,
      received,
      wasVerified: isVerified,
      wasPeerHere,
      next: next ?? (ending.reason === "moved" ? (formerLeap?.token ?? null) : null),
    },
    problem: null,
    joinAgainAt: null,
    link: { phase: "over", refusal: null },
  });
  if (link.phase !== "idle" && link.phase !== "over") effect(turn, { type: "hangUp", code: 1000 });
}

/** Ends it for both: this device wipes now, the server is told as soon as it can be reached. */
export function endForBoth(turn: ConversationTurn, reason: EndReason, next?: string): void {
  const { seat } = turn.state;
  if (seat !== null) effect(turn, { type: "requestEnd", key: seat.key, reason });
  const ending = { reason, at: turn.now, isServerTold: false, isPeerTold: false };
  endHere(turn, next === undefined ? ending : { ...ending, next });
}

/** Five wrong codes: the token is burned (CRYPTO §2, TS12). */
export const burn = (turn: ConversationTurn): void => endForBoth(turn, "burned");

/** When a page that only says no must still wipe what it has, ms, or null. */
export const wipesAt = ({ phase, seat, countdown }: ConversationTurn["state"]): number | null =>
  phase === "refused" && seat !== null ? endsAt(countdown) : null;

/** At its own deadline a device ends, whatever the server says or does not say. */
export function endIfOver(turn: ConversationTurn): void {
  const { phase, countdown } = turn.state;
  const end = phase === "seated" ? endsAt(countdown) : wipesAt(turn.state);
  if (end === null || turn.now < end) return;
  endHere(turn, { reason: "timer_expired", at: end, isServerTold: false, isPeerTold: false });
}
