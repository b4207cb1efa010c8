/** Files of one conversation (FI1, CRYPTO §16): everything that happens to them, and everything done about it. */
import type { Role } from "@chatorbit/protocol";
import type { Machine, Tick } from "../machine.ts";
import { beginTurn, earliest } from "../turn.ts";
import {
  accept,
  badChunk,
  decline,
  failComing,
  hearDoneHere,
  hearOffer,
  kept,
  noPlace,
  peerRenewedComing,
  placed,
  takeNext,
  tellAll,
  took,
} from "./coming.ts";
import type { FilesEffect } from "./effects.ts";
import {
  attach,
  endThere,
  failGoing,
  feedAll,
  hearAccept,
  hearDecline,
  hearDoneThere,
  keptThere,
  offerAgain,
  offerNext,
  peerRenewedGoing,
  sealed,
} from "./going.ts";
import type { FilesInput } from "./inputs.ts";
import {
  closeLine,
  hearLine,
  lineDueAt,
  lineOf,
  lineTicks,
  noLine,
  obstacle,
  openLine,
  stepLine,
  wantServers,
} from "./line.ts";
import type { FilesState, FileWhy } from "./state.ts";
import { effect, fileOf, type FilesTurn, giveUp, goingOf, isOver, say, set } from "./turn.ts";
import type { FileSignal, FileSignalOf } from "./words.ts";

/** A connection that ended while files want it is tried again after this, ms. */
const openAgainMs = 3_000;
/** A connection nothing wants is kept this long: the next file may follow at once, ms. */
const idleMs = 30_000;
/** Files remembered; the oldest that are over go first. */
const mostFiles = 500;

/** `inst`: this page load, a fresh uuid. */
export const filesMachine = ({
  me,
  inst,
}: {
  readonly me: Role;
  readonly inst: string;
}): Machine<FilesState, FilesInput, FilesEffect> => ({
  initial: {
    me,
    inst,
    peerInst: null,
    former: [],
    files: [],
    line: noLine(me),
    lastGen: 0,
    channel: null,
    openAt: null,
    idleSince: null,
    hasNoPath: false,
  },
  dueAt: filesDueAt,
  step(state, input, world) {
    const turn: FilesTurn = beginTurn(state, world);
    if (input.type === "heard") hear(turn, input.signal, input.ts);
    else act(turn, input);
    proceed(turn);
    return [turn.state, turn.effects];
  },
});

function hear(turn: FilesTurn, signal: FileSignal, ts: number): void {
  if ("inst" in signal && !meet(turn, signal.inst)) return;
  // Meant for a page before this one: whoever said it hears that there is another.
  if ("to" in signal && signal.to !== turn.state.inst) {
    say(turn, { t: "dc.here", inst: turn.state.inst, to: signal.inst });
    if (signal.t === "file.accept") say(turn, { t: "file.cancel", id: signal.id, reason: "lost" });
    return;
  }
  switch (signal.t) {
    case "file.offer":
      return hearOffer(turn, signal, ts);
    case "file.accept":
      return hearAccept(turn, signal);
    case "file.decline":
      return hearDecline(turn, signal);
    case "file.done": {
      const file = fileOf(turn.state, signal.id);
      if (file === null) return;
      return file.way === "going"
        ? hearDoneThere(turn, file, signal.root)
        : hearDoneHere(turn, file, signal.root);
    }
    case "file.cancel":
      return hearCancel(turn, signal);
    case "dc.here":
      return;
    default:
      return hearLineWord(turn, signal, ts);
  }
}

/** Page loads remembered; words of older ones come no more. */
const mostFormer = 16;

/** Whoever speaks for the other side: the page known so far, or another that takes its place. False: a former one. */
function meet(turn: FilesTurn, inst: string): boolean {
  const { peerInst, former } = turn.state;
  if (inst === peerInst) return true;
  if (former.includes(inst)) return false;
  if (peerInst !== null) {
    if (lineOf(turn.state) !== null) closeLine(turn, true);
    peerRenewedComing(turn);
    peerRenewedGoing(turn);
    set(turn, { former: [...former, peerInst].slice(-mostFormer), lastGen: 0 });
  }
  set(turn, { peerInst: inst });
  return true;
}

function hearLineWord(
  turn: FilesTurn,
  word: FileSignalOf<"dc.desc" | "dc.ice" | "dc.bye">,
  ts: number,
): void {
  if (lineOf(turn.state) === null) {
    // Nothing here wants it, or the person has not said that the address may be seen.
    if (word.t !== "dc.desc" || !isWanted(turn.state) || obstacle(turn.state) !== null) return;
    openLine(turn, true, word.gen);
  }
  hearLine(turn, word, ts);
}

const reasonsOfSender: Readonly<Record<string, FileWhy>> = { changed: "changed-there", lost: "lost-there" };
const reasonsOfReceiver: Readonly<Record<string, FileWhy>> = {
  broken: "broken-there",
  "no-room": "no-room-there",
  lost: "lost-there",
};

function hearCancel(turn: FilesTurn, { id, reason = "" }: FileSignalOf<"file.cancel">): void {
  const file = fileOf(turn.state, id);
  if (file === null || (file.way === "coming" && file.stage.is === "keeping")) return;
  if (file.way === "going") return endThere(turn, file, reasonsOfReceiver[reason] ?? "they-cancelled");
  giveUp(turn, file, reasonsOfSender[reason] ?? "they-cancelled");
}

function act(turn: FilesTurn, input: Exclude<FilesInput, { type: "heard" }> | Tick): void {
  switch (input.type) {
    case "attach":
      return attach(turn, input);
    case "accept":
      return accept(turn, input.fid);
    case "decline":
      return decline(turn, input.fid);
    case "cancel":
      return cancel(turn, input.fid);
    case "takenBack":
      cancel(turn, input.fid);
      return effect(turn, { type: "forgetFile", fid: input.fid });
    case "channel":
      return channelChanged(turn, input.gen, input.isOpen);
    case "keptThere":
      return keptThere(turn, input.fid, input.next);
    case "sealed":
      return sealed(turn, input.fid, input.root);
    case "sourceLost": {
      const file = goingOf(turn.state, input.fid);
      return file === null || isOver(file) ? undefined : failGoing(turn, file, "changed", "changed");
    }
    case "placed":
      return placed(turn, input.fid);
    case "noPlace":
      return noPlace(turn, input.fid, input.why);
    case "took":
      return took(turn, input.fid, input.next, input.root);
    case "badChunk":
      return badChunk(turn, input.fid, input.isHopeless);
    case "kept":
      return kept(turn, input.fid);
    case "epochChanged":
      return offerAgain(turn);
    case "peerReplaced":
    case "leave":
      return leave(turn, input.type === "leave");
    case "reconnect":
      set(turn, { hasNoPath: false, openAt: null });
      return stepLine(turn, input);
    case "tick":
      return lineTicks(turn);
    default:
      return stepLine(turn, input);
  }
}

function cancel(turn: FilesTurn, fid: string): void {
  const file = fileOf(turn.state, fid);
  if (file === null || isOver(file)) return;
  if (file.way === "going") return failGoing(turn, file, "cancelled");
  if (file.stage.is === "offered") return decline(turn, fid);
  if (file.stage.is !== "keeping") failComing(turn, file, "cancelled");
}

/** Of another person, or of nobody any more: nothing goes on, and nothing is owed. */
function leave(turn: FilesTurn, isOfThisPage: boolean): void {
  const { peerInst, former } = turn.state;
  for (const file of turn.state.files) giveUp(turn, file, "left");
  if (lineOf(turn.state) !== null) closeLine(turn, !isOfThisPage);
  stepLine(turn, { type: isOfThisPage ? "leave" : "peerReplaced" });
  if (isOfThisPage) {
    // Their messages are gone with the conversation; what came does not outlive them.
    for (const { fid } of turn.state.files) effect(turn, { type: "forgetFile", fid });
    return set(turn, { files: [] });
  }
  set(turn, { peerInst: null, former: peerInst === null ? former : [...former, peerInst], lastGen: 0 });
}

function channelChanged(turn: FilesTurn, gen: number, isOpen: boolean): void {
  if (lineOf(turn.state)?.negotiation.gen !== gen) return;
  if (!isOpen) return set(turn, { channel: turn.state.channel === gen ? null : turn.state.channel });
  set(turn, { channel: gen, hasNoPath: false });
  tellAll(turn);
  feedAll(turn);
}

/** Chunks want to pass, one way or the other. */
const isWanted = ({ files }: FilesState): boolean => files.some(({ stage }) => stage.is === "open");

/** What follows from the state, whatever brought it about. */
function proceed(turn: FilesTurn): void {
  if (obstacle(turn.state) === null) {
    offerNext(turn);
    takeNext(turn);
  }
  tendLine(turn);
  const { files } = turn.state;
  const oldest = files.length > mostFiles ? files.find(isOver) : undefined;
  if (oldest !== undefined) set(turn, { files: files.filter((file) => file !== oldest) });
}

function tendLine(turn: FilesTurn): void {
  const { line, peerInst, openAt, idleSince, files } = turn.state;
  const isThere = lineOf(turn.state) !== null;
  if (!isWanted(turn.state)) {
    if (openAt !== null) set(turn, { openAt: null });
    if (!isThere) return idleSince === null ? undefined : set(turn, { idleSince: null });
    if (idleSince === null) return set(turn, { idleSince: turn.now });
    return turn.now >= idleSince + idleMs ? closeLine(turn, false) : undefined;
  }
  if (idleSince !== null) set(turn, { idleSince: null });
  if (isThere || peerInst === null || !line.isReachable) return;
  // It ended, by either side's word or for want of one: not at once again.
  if (line.call.phase === "ended" && openAt === null && line.call.at + openAgainMs > turn.now) {
    return set(turn, { openAt: line.call.at + openAgainMs });
  }
  if (openAt !== null && turn.now < openAt) return;
  wantServers(turn);
  if (obstacle(turn.state) !== null) return;
  // Whoever accepted knows first, and describes itself; the other waits for that.
  openLine(turn, !files.some(({ way, stage }) => way === "coming" && stage.is === "open"));
}

/** When the machine wants its next tick, ms, or null. */
export function filesDueAt(state: FilesState): number | null {
  const { openAt, idleSince, line } = state;
  return earliest(
    lineDueAt(state),
    line.isReachable ? openAt : null,
    idleSince === null ? null : idleSince + idleMs,
  );
}
