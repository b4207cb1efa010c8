import { endsAt, noCountdown } from "../countdown.ts";
import { age, nextAgeAt, noEpochs } from "../epochs.ts";
import { guestTicks } from "../keying/guest.ts";
import { hostTicks } from "../keying/host.ts";
import { noKeying } from "../keying/keying.ts";
import { renewIfDue } from "../keying/renew.ts";
import { link } from "../link.ts";
import type { Machine, Tick } from "../machine.ts";
import { emptyOutbox, nextResendAt } from "../outbox.ts";
import { nothingAgreed } from "../pact.ts";
import { beginTurn, earliest } from "../turn.ts";
import { act, reseated } from "./acts.ts";
import type { Effect } from "./effects.ts";
import { endIfOver } from "./end.ts";
import { flush, nextAckAt } from "./flow.ts";
import type { Input, Report } from "./inputs.ts";
import { stepLink } from "./line.ts";
import { dropLeap, leapTo, pactTicks, successorOpened, successorSeated } from "./pacts.ts";
import { begin, joinAgain, joined, lookedUp, requestRefused } from "./start.ts";
import type { Conversation } from "./state.ts";
import { canTalk, type ConversationTurn, refuse, set, tell } from "./turn.ts";
import { closeSheet } from "./verify.ts";
import { hearFrame } from "./wire.ts";

/** A device in one conversation: everything that happens to it, and everything it does about it. */
export const conversation = (token: string): Machine<Conversation, Input, Effect> => ({
  initial: beginning(token),
  dueAt,
  step(state, input, world) {
    const turn: ConversationTurn = beginTurn(state, world);
    if (state.phase === "over" || state.phase === "refused") late(turn, input);
    else hear(turn, input);
    if (turn.state.phase === "seated") {
      endIfOver(turn);
      flush(turn);
    }
    return [turn.state, turn.effects];
  },
});

/** After the end only news of the end counts; a refusal may still be mended by a typed code. */
function late(turn: ConversationTurn, input: Input | Tick): void {
  const { over, phase, problem } = turn.state;
  if (input.type === "endConfirmed" && over !== null) return set(turn, { over: { ...over, isServerTold: true } });
  if (phase !== "refused") return;
  const isMendable = ["secret-missing", "code-typo", "offline", "rate"].includes(problem?.trouble ?? "");
  if (input.type === "enterSecret" && isMendable) act(turn, input);
}

function hear(turn: ConversationTurn, input: Input | Tick): void {
  switch (input.type) {
    case "begin":
    case "blocked":
    case "lookedUp":
    case "joined":
    case "reseated":
    case "issued":
    case "requestRefused":
    case "endConfirmed":
    case "successorSeated":
    case "successorOpened":
    case "successorFailed":
      return hearReport(turn, input);
    case "opened":
      return stepLink(turn, { type: "opened" });
    case "dropped":
      return stepLink(turn, { type: "dropped", code: input.code });
    case "awake":
      return stepLink(turn, { type: "awake" });
    case "networkLost":
      return stepLink(turn, { type: "networkLost" });
    case "frame":
      return hearFrame(turn, input.frame);
    case "tick":
      return ticked(turn);
    default:
      return act(turn, input);
  }
}

function hearReport(turn: ConversationTurn, input: Report): void {
  switch (input.type) {
    case "begin":
      return begin(turn, input);
    case "blocked":
      return refuse(turn, input.trouble);
    case "lookedUp":
      return lookedUp(turn, input.status);
    case "joined":
      return joined(turn, input.role, input.status);
    case "reseated":
      return reseated(turn, input.status);
    case "issued":
      return leapTo(turn, input.issued);
    case "requestRefused":
      if (input.request === "issue") return dropLeap(turn);
      if (input.request === "reseat") return;
      return requestRefused(turn, input.request, input.refusal, input.retryAfter);
    case "successorSeated":
      return successorSeated(turn);
    case "successorOpened":
      return successorOpened(turn);
    case "successorFailed":
      return dropLeap(turn);
  }
}

/** The other one counts as gone after this long without a socket, ms: a reload is no leaving. */
const leftAfterMs = 10_000;

function ticked(turn: ConversationTurn): void {
  const { now } = turn;
  stepLink(turn, { type: "tick" });
  joinAgain(turn);
  const { lineWordAt } = turn.state;
  if (lineWordAt !== null && now >= lineWordAt) set(turn, { lineWordAt: null, isLineDown: true });
  if (turn.state.phase !== "seated") return;
  const { seat, sheetUntil, peerTypingUntil, peerAwaySince, epochs, timeline } = turn.state;
  if (sheetUntil !== null && now >= sheetUntil) closeSheet(turn);
  if (peerTypingUntil !== null && now >= peerTypingUntil) set(turn, { peerTypingUntil: null });
  if (peerAwaySince !== null && now >= peerAwaySince + leftAfterMs) {
    set(turn, { peerAwaySince: null, isLeaveTold: timeline.length > 0 });
    if (timeline.length > 0) tell(turn, { type: "peer-left" });
  }
  if (seat?.role === "host") hostTicks(turn);
  else guestTicks(turn);
  renewIfDue(turn);
  pactTicks(turn);
  const aged = age(turn.state.epochs, now);
  if (aged !== epochs) countLost(turn, aged);
}

/** Words the other one sent that will not come any more are named, once (CRYPTO §4). */
function countLost(turn: ConversationTurn, epochs: Conversation["epochs"]): void {
  const lost = epochs.receiving.reduce(
    (sum, { chain }) => sum + chain.lost.reduce((count, [first, last]) => count + last - first + 1, 0),
    0,
  );
  if (lost > turn.state.lostCount) tell(turn, { type: "messages-missing", count: lost - turn.state.lostCount });
  set(turn, { epochs, lostCount: lost });
}

function dueAt(state: Conversation): number | null {
  if (state.phase === "over" || state.phase === "refused") return null;
  const { keying, pact, leap, untold, lineWordAt, peerAwaySince } = state;
  const line = earliest(
    link.dueAt(state.link),
    state.joinAgainAt,
    lineWordAt,
  );
  if (state.phase !== "seated") return line;
  const { run } = keying;
  const isTalking = canTalk(state);
  return earliest(
    line,
    endsAt(state.countdown),
    state.sheetUntil,
    state.peerTypingUntil,
    peerAwaySince === null ? null : peerAwaySince + leftAfterMs,
    leap?.until ?? pact?.until,
    nextAgeAt(state.epochs),
    ...(isTalking
      ? [
          keying.notBefore,
          keying.askAt,
          keying.fallbackAt,
          run !== null && "againAt" in run ? run.againAt : null,
          keying.renewAt,
          untold.length === 0 ? null : Math.min(...untold.map(({ saidAt }) => (saidAt ?? 0) + 5_000)),
          state.epochs.sending === null ? null : earliest(nextResendAt(state.outbox), nextAckAt(state)),
        ]
      : []),
  );
}

function beginning(token: string): Conversation {
  return {
    token,
    phase: "opening",
    problem: null,
    seat: null,
    isMaker: false,
    isOwnInvite: false,
    isSuccessor: false,
    facts: null,
    status: null,
    skew: 0,
    conv: null,
    link: link.initial,
    lineWordAt: null,
    isLineDown: false,
    isPeerHere: false,
    peerAwaySince: null,
    isLeaveTold: false,
    joinAgainAt: null,
    keying: noKeying,
    epochs: noEpochs,
    outbox: emptyOutbox,
    timeline: [],
    countdown: noCountdown(0),
    agreed: nothingAgreed,
    pact: null,
    untold: [],
    leap: null,
    isVerified: false,
    doesPeerSayVerified: false,
    sheetUntil: null,
    peerTypingUntil: null,
    saidTypingAt: null,
    myName: null,
    peerName: null,
    peerBuild: null,
    alarms: [],
    sent: 0,
    received: 0,
    isAttending: false,
    unread: [],
    unreadFrom: null,
    ackDueAt: null,
    saidAt: 0,
    mayBringBack: false,
    lostCount: 0,
    serial: 0,
    over: null,
  };
}

