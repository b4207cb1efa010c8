import { nextStageAt, stage } from "../countdown.ts";
import { link } from "../link.ts";
import type { Machine, Tick } from "../machine.ts";
import type { CallBody } from "../payload.ts";
import { beginTurn, earliest } from "../turn.ts";
import { otherRole } from "@chatorbit/protocol";
import { act } from "./acts.ts";
import { joinAgain, mend } from "./again.ts";
import { writesUnder } from "./channel.ts";
import type { Effect } from "./effects.ts";
import { endIfOver, wipesAt } from "./end.ts";
import { sayFile, showFile } from "./files.ts";
import { say } from "./flow.ts";
import type { Input, Report } from "./inputs.ts";
import { stepLink } from "./line.ts";
import type { Conversation } from "./state.ts";
import { nextTellAt, tellExtensions } from "./telling.ts";
import { type ConversationTurn, refuse, set, tell } from "./turn.ts";
import { closeSheet } from "./verify.ts";
import type { Ways } from "./ways.ts";
import { hearFrame, peerArrived } from "./wire.ts";

/** A device in one conversation: everything that happens to it, and everything it does about it. */
export const conversationBy = (ways: Ways, initial: Conversation): Machine<Conversation, Input, Effect> => ({
  initial,
  dueAt: (state) => dueAt(state, ways),
  step(state, input, world) {
    const turn: ConversationTurn = { ...beginTurn<Conversation, Effect>(state, world), ways };
    if (state.phase === "over" || state.phase === "refused") late(turn, input);
    else hear(turn, input);
    endIfOver(turn);
    if (turn.state.phase === "seated") {
      ways.flush(turn);
      tellExtensions(turn);
      const now = stage(turn.state.countdown, turn.now);
      if (now !== turn.state.stage) set(turn, { stage: now });
    }
    return [turn.state, turn.effects];
  },
});

/** After the end only news of the end counts; a refusal may still be mended. */
function late(turn: ConversationTurn, input: Input | Tick): void {
  const { over, phase } = turn.state;
  if (input.type === "endConfirmed" && over !== null)
    return set(turn, { over: { ...over, isServerTold: true } });
  if (phase === "refused") mend(turn, input);
}

function hear(turn: ConversationTurn, input: Input | Tick): void {
  switch (input.type) {
    case "begin":
    case "beginByLink":
    case "blocked":
    case "lookedUp":
    case "joined":
    case "found":
    case "admitted":
    case "challenged":
    case "entered":
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
      joinAgain(turn, true);
      return stepLink(turn, { type: "awake" });
    case "networkLost":
      return stepLink(turn, { type: "networkLost" });
    case "frame":
      return hearFrame(turn, input.frame);
    case "sayCall":
      return sayCall(turn, input.signal);
    case "doubtLine":
      return stepLink(turn, { type: "doubted" });
    case "unsayWays":
      return unsayWays(turn, input.of);
    case "sayFile":
      return sayFile(turn, input.signal);
    case "showFile":
      return showFile(turn, input);
    case "noteCall":
      return tell(turn, input.note);
    case "tick":
      return ticked(turn);
    default:
      return act(turn, input);
  }
}

function sayCall(turn: ConversationTurn, signal: CallBody): void {
  if (turn.state.phase === "seated" && writesUnder(turn.state) !== null) say(turn, signal);
}

/** Descriptions and candidates that wait for a line: they may show an address that is to be hidden by now. */
function unsayWays(turn: ConversationTurn, of: "call" | "file"): void {
  const { outbox } = turn.state;
  const ways: readonly string[] = of === "call" ? ["rtc.desc", "rtc.ice"] : ["dc.desc", "dc.ice"];
  const parcels = outbox.parcels.filter(({ sealed, body }) => sealed !== null || !ways.includes(body.t));
  set(turn, { outbox: { ...outbox, parcels } });
}

function hearReport(turn: ConversationTurn, input: Report): void {
  switch (input.type) {
    case "begin":
    case "beginByLink":
    case "lookedUp":
    case "joined":
    case "found":
    case "admitted":
    case "challenged":
    case "entered":
    case "requestRefused":
      return turn.ways.hearDoor(turn, input);
    case "blocked":
      return refuse(turn, input.trouble);
    case "reseated":
      return turn.ways.changes?.reseated(turn, input.status);
    case "issued":
      return turn.ways.changes?.leapTo(turn, input.issued);
    case "successorSeated":
      return turn.ways.changes?.successorSeated(turn);
    case "successorOpened":
      return turn.ways.changes?.successorOpened(turn);
    case "successorFailed":
      return turn.ways.changes?.giveUpLeap(turn);
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
  const { sheetUntil, peerTypingUntil, peerBackAt } = turn.state;
  if (sheetUntil !== null && now >= sheetUntil) closeSheet(turn);
  if (peerTypingUntil !== null && now >= peerTypingUntil) set(turn, { peerTypingUntil: null });
  if (peerBackAt !== null && now >= peerBackAt) {
    set(turn, { peerBackAt: null });
    if (isPeerConnected(turn.state)) peerArrived(turn);
  }
  noticeLeaving(turn);
  turn.ways.ticked(turn);
  turn.ways.changes?.pactTicks(turn);
}

function noticeLeaving(turn: ConversationTurn): void {
  const { peerAwaySince, timeline } = turn.state;
  if (peerAwaySince === null || turn.now < peerAwaySince + leftAfterMs) return;
  // With nothing said there is nothing to leave.
  const isTold = timeline.length > 0;
  set(turn, { peerAwaySince: null, isLeaveTold: isTold });
  if (isTold) tell(turn, { type: "peer-left" });
}

function isPeerConnected({ seat, status, link }: Conversation): boolean {
  return (
    seat !== null && link.phase === "live" && status?.participants[otherRole(seat.role)]?.connected === true
  );
}

function dueAt(state: Conversation, ways: Ways): number | null {
  if (state.phase === "over") return null;
  if (state.phase === "refused") return earliest(state.joinAgainAt, wipesAt(state));
  const { pact, leap, lineWordAt, peerAwaySince } = state;
  const line = earliest(link.dueAt(state.link), state.joinAgainAt, lineWordAt);
  if (state.phase !== "seated") return line;
  return earliest(
    line,
    nextStageAt(state.countdown, state.stage),
    state.sheetUntil,
    state.peerTypingUntil,
    state.peerBackAt,
    peerAwaySince === null ? null : peerAwaySince + leftAfterMs,
    leap?.until ?? pact?.until,
    state.formerLeap?.until,
    nextTellAt(state),
    ways.dueAt(state),
  );
}
