/** From the engine's state to what a screen shows. */
import { formatCode, safetyWords } from "@chatorbit/crypto";
import {
  canTalk,
  type Conversation,
  endsAt,
  liveOf,
  mayExtendNow,
  stage,
  wordsOf,
  writesUnder,
} from "@chatorbit/engine";
import { otherRole, sessionPath } from "@chatorbit/protocol";
import { itemOf, keyOf } from "./present-item.ts";
import type {
  Alarm,
  Connection,
  ConversationView,
  EndedView,
  Invite,
  KeptView,
  KnockView,
  Pact,
  Problem,
  SecuringStep,
  SecuringView,
  SessionView,
  TimeView,
  Verification,
  WaitingView,
} from "./session-view.ts";

export type Seen = {
  readonly now: number;
  readonly origin: string;
  /** Calls have been here since the page was opened. */
  readonly hasCalls: boolean;
  /** The end was asked for on this device. */
  readonly didEnd: boolean;
  /** What is shown of words that are kept, where they are. */
  readonly keptView?: (state: Conversation) => KeptView;
};

export function present(state: Conversation, seen: Seen): SessionView {
  switch (state.phase) {
    case "opening":
      return { screen: "opening" };
    case "knock":
      return knock(state, seen);
    case "joining":
      return state.isMaker || state.isSuccessor ? seatedView(state, seen) : knock(state, seen);
    case "seated":
      return seatedView(state, seen);
    case "over":
      return ended(state, seen);
    case "refused":
      return {
        screen: "refused",
        problem: problemOf(state, seen.now) ?? { trouble: "ended", retryAfter: null },
      };
  }
}

function seatedView(state: Conversation, seen: Seen): WaitingView | SecuringView | ConversationView {
  // Where words are kept they can be written at once, whether somebody is there or not.
  if (state.traits.isKept) return conversation(state, seen);
  const { timeline, seat, status } = state;
  const { keying } = liveOf(state);
  const hasTalked =
    writesUnder(state) !== null || keying.host !== null || keying.guest !== null || timeline.length > 0;
  if (hasTalked) return conversation(state, seen);
  const peer = seat === null ? null : status?.participants[otherRole(seat.role)];
  const invite = inviteOf(state, seen);
  return invite !== null && peer == null ? waiting(state, seen, invite) : securing(state, seen, invite);
}

function knock(state: Conversation, { now }: Seen): KnockView {
  const { facts, status, isOwnInvite, phase, countdown } = state;
  const other = status?.participants.host ?? status?.participants.guest;
  return {
    screen: "knock",
    ttlMinutes: facts?.ttlMinutes ?? 0,
    maxChars: facts?.maxChars ?? 0,
    validUntil: facts?.validUntil ?? 0,
    endsAt: endsAt(countdown),
    isHostHere: other?.connected ?? false,
    isTaking: phase === "joining",
    isOwnInvite,
    problem: problemOf(state, now),
  };
}

const waiting = (state: Conversation, seen: Seen, invite: Invite): WaitingView => ({
  screen: "waiting",
  invite,
  ttlMinutes: state.facts?.ttlMinutes ?? 0,
  connection: connectionOf(state),
  time: timeOf(state, seen.now),
  alarms: state.alarms.map(alarmOf),
});

function securing(state: Conversation, seen: Seen, invite: Invite | null): SecuringView {
  const { seat, isPeerHere } = state;
  const { keying } = liveOf(state);
  const role = seat?.role ?? "guest";
  const isAgreeing = keying.run !== null;
  const steps: SecuringStep[] = [
    { step: "seat", state: "done", at: null },
    { step: "peer", state: isPeerHere ? "done" : "now", at: null },
    {
      step: "keys",
      state: isPeerHere ? (isAgreeing && role === "guest" ? "done" : "now") : "later",
      at: null,
    },
    { step: "confirm", state: isPeerHere && isAgreeing && role === "guest" ? "now" : "later", at: null },
  ];
  return {
    screen: "securing",
    role,
    steps,
    isPeerHere,
    guessesSpent: keying.budget.spent,
    nextTryAt: keying.notBefore !== null && keying.notBefore > seen.now ? keying.notBefore : null,
    connection: connectionOf(state),
    time: timeOf(state, seen.now),
    alarms: state.alarms.map(alarmOf),
    invite,
  };
}

function conversation(state: Conversation, seen: Seen): ConversationView {
  const { seat, timeline, unread, unreadFrom, countdown, facts } = state;
  const me = seat?.role ?? "guest";
  const peer = otherRole(me);
  return {
    screen: "conversation",
    role: me,
    items: timeline.map((entry) => itemOf(entry, state)),
    unreadFrom: unreadFrom === null ? null : keyOf(peer, unreadFrom),
    unreadCount: unread.length,
    connection: connectionOf(state),
    peer: { isHere: state.isPeerHere, isTyping: state.peerTypingUntil !== null, name: state.peerName },
    myName: state.myName,
    verification: verificationOf(state),
    time: timeOf(state, seen.now) ?? {
      endsAt: seen.now + countdown.totalMs,
      totalMs: countdown.totalMs,
      stage: "calm",
    },
    ttlMinutes: facts?.ttlMinutes ?? 0,
    maxChars: facts?.maxChars ?? 0,
    pact: pactOf(state),
    mayExtendSeconds: mayExtendNow(state),
    alarms: state.alarms.map(alarmOf),
    mayBringBack: state.mayBringBack && state.isPeerHere && writesUnder(state) !== null,
    invite: inviteOf(state, seen),
    mayCall:
      state.myCaps.includes("call") &&
      state.peerCaps.includes("call") &&
      canTalk(state) &&
      writesUnder(state) !== null,
    hasCalls: seen.hasCalls,
    traits: state.traits,
    kept: seen.keptView?.(state) ?? null,
  };
}

function verificationOf(state: Conversation): Verification | null {
  const { isVerified, comparedEp, doesPeerSayVerified, sheetSas } = state;
  const sas = sheetSas ?? wordsOf(state);
  if (sas === null) return null;
  return {
    isVerified,
    isCurrent: isVerified && comparedEp === sas.ep,
    doesPeerSayVerified,
    isOpen: sheetSas !== null,
    number: sas.ep + 1,
    ...safetyWords(sas.bytes),
  };
}

function pactOf({ pact, leap }: Conversation): Pact | null {
  if (pact === null) return null;
  const { id, act, by, until } = pact;
  const seconds = pact.act === "extend" ? pact.seconds : null;
  return { id, act, by, seconds, until, isUnderway: leap !== null };
}

const alarmOf = ({ id, at, ...alarm }: Conversation["alarms"][number]): Alarm => ({ id, at, alarm });

function timeOf({ countdown }: Conversation, now: number): TimeView | null {
  const end = endsAt(countdown);
  return end === null ? null : { endsAt: end, totalMs: countdown.totalMs, stage: stage(countdown, now) };
}

function connectionOf({ link, isLineDown, conv }: Conversation): Connection {
  if (!isLineDown) return "live";
  if ("why" in link && link.why === "no-network") return "no-network";
  if ("why" in link && link.why === "restarting") return "server-restarting";
  return conv === null ? "connecting" : "reconnecting";
}

function inviteOf(state: Conversation, { origin }: Seen): Invite | null {
  const { isMaker, token, facts, countdown, traits } = state;
  if (traits.isKept) return null;
  const { secret8 } = liveOf(state).keying;
  if (!isMaker || secret8 === null) return null;
  return {
    code: formatCode(token, secret8),
    link: `${origin}${sessionPath(token)}#${secret8}`,
    validUntil: endsAt(countdown) ?? facts?.validUntil ?? 0,
  };
}

function problemOf({ problem }: Conversation, now: number): Problem | null {
  if (problem === null) return null;
  const { trouble, retryAt } = problem;
  return { trouble, retryAfter: retryAt === null ? null : Math.max(0, Math.ceil((retryAt - now) / 1000)) };
}

function ended({ over, status, traits, isMaker }: Conversation, { didEnd }: Seen): EndedView {
  const { reason, at, startedAt, sent, received, wasVerified, isServerTold, isPeerTold, wasPeerHere, next } =
    over ?? {
      reason: "manually_ended" as const,
      at: 0,
      startedAt: null,
      sent: 0,
      received: 0,
      wasVerified: false,
      isServerTold: false,
      isPeerTold: false,
      wasPeerHere: false,
      next: null,
    };
  return {
    screen: "ended",
    reason,
    endedAt: at,
    by: isPeerTold ? "peer" : didEnd ? "me" : "server",
    confirmed: { server: isServerTold, me: true, peer: isPeerTold || (isServerTold && wasPeerHere) },
    // Without a status nothing is known of the other seat.
    wasAlone:
      reason === "unused" ||
      (status !== null && startedAt === null) ||
      (traits.isKept && isMaker && status?.participants.guest === null),
    receipt: { startedAt, endedAt: at, sent, received, wasVerified, purgedBy: null },
    next: next === null ? null : sessionPath(next),
  };
}
