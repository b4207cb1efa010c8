/**
 * The connection chunks take. How two devices find a way, mend it, and hide their addresses does not depend on what
 * passes: it is a call that carries no media, under the very rules of calls, spoken in words of its own (ADR 10).
 */
import { callDueAt, callMachine, noCall } from "../call/call.ts";
import type { CallEffect } from "../call/effects.ts";
import { end } from "../call/end.ts";
import type { CallInput } from "../call/inputs.ts";
import { join } from "../call/join.ts";
import { pathOf } from "../call/path.ts";
import { answerWithinMs, wantIce } from "../call/servers.ts";
import { maxGen, type Signal } from "../call/signals.ts";
import { type CallTurn, joinedOf } from "../call/turn.ts";
import type { Tick } from "../machine.ts";
import { beginTurn, earliest } from "../turn.ts";
import type { FilesState } from "./state.ts";
import { effect, type FilesTurn, say, set } from "./turn.ts";
import type { FileSignalOf } from "./words.ts";

export const noLine = noCall;

/** The connection that is there or on its way, or null. */
export const lineOf = ({ line }: FilesState) => joinedOf(line);

/** Both page loads name a connection; a new one of either has nothing to do with those of before. */
const nameOf = ({ me, inst, peerInst }: FilesState): string =>
  me === "host" ? `${inst} ${peerInst}` : `${peerInst} ${inst}`;

/** What stands between a press and the other side's hearing of it, or null (CRYPTO §6 "IP privacy"). */
export function obstacle({ line }: FilesState): "servers" | "address-consent" | "no-relay" | null {
  if (line.ice.standing === "asking" || line.ice.standing === "unknown") return "servers";
  const path = pathOf(line);
  return path === "address-consent" || path === "no-relay" ? path : null;
}

/** Carries out what the rules of calls decide about the connection. */
function ruled(turn: FilesTurn, decide: (inner: CallTurn) => void): void {
  const inner: CallTurn = beginTurn(turn.state.line, turn);
  decide(inner);
  const gen = joinedOf(inner.state)?.negotiation.gen ?? 0;
  set(turn, { line: inner.state, lastGen: Math.max(turn.state.lastGen, gen) });
  for (const one of inner.effects) carry(turn, one);
}

export function stepLine(turn: FilesTurn, input: CallInput | Tick): void {
  const rules = callMachine({ me: turn.state.me, maxSignalAgeMs: null });
  ruled(turn, (inner) => {
    const [state, effects] = rules.step(inner.state, input, turn);
    inner.state = state;
    inner.effects.push(...effects);
  });
}

/** Servers whose credentials live long enough to begin with. */
export const wantServers = (turn: FilesTurn): void => ruled(turn, wantIce);

/** `isHolding`: the other side is about to describe itself. */
export function openLine(turn: FilesTurn, isHolding: boolean, least = 1): void {
  const gen = Math.max(turn.state.lastGen + 1, least);
  if (gen > maxGen) return;
  const call = nameOf(turn.state);
  const theirs = { audio: false, video: false };
  set(turn, { idleSince: null, openAt: null, hasNoPath: false });
  ruled(turn, (inner) => join(inner, { call, isCaller: isHolding, alias: null, theirs, heardTs: 0, gen }));
}

/** `isSilent`: nobody is there any more who would want to know. */
export function closeLine(turn: FilesTurn, isSilent: boolean): void {
  ruled(turn, (inner) => end(inner, "hung-up", { isSilent }));
  set(turn, { channel: null, idleSince: null });
}

type LineWord = FileSignalOf<"dc.desc" | "dc.ice" | "dc.bye">;

/** A word of the other side's connection, from its present page to this one. */
export function hearLine(turn: FilesTurn, word: LineWord, ts: number): void {
  stepLine(turn, { type: "heard", signal: asCall(word, nameOf(turn.state)), ts });
}

function asCall(word: LineWord, call: string): Signal {
  switch (word.t) {
    case "dc.desc":
      return { t: "rtc.desc", call, gen: word.gen, desc: word.desc };
    case "dc.ice":
      return { t: "rtc.ice", call, gen: word.gen, cands: word.cands, ...(word.end ? { end: true } : {}) };
    case "dc.bye":
      return { t: "rtc.bye", call };
  }
}

function carry(turn: FilesTurn, one: CallEffect): void {
  switch (one.type) {
    case "say":
      return speak(turn, one.signal);
    case "notice":
      return one.notice.type === "no-path" ? set(turn, { hasNoPath: true }) : undefined;
    case "closePeer":
      set(turn, { channel: null });
      return effect(turn, one);
    case "openPeer":
    case "configure":
    case "makeOffer":
    case "makeAnswer":
    case "setRemote":
    case "addCandidate":
    case "restartIce":
    case "wakeLock":
    case "unsay":
    case "fetchIce":
      return effect(turn, one);
    // Of devices, rings, pictures and recordings a connection of files has none.
    default:
  }
}

function speak(turn: FilesTurn, signal: Signal): void {
  const { inst, peerInst: to } = turn.state;
  if (to === null) return;
  switch (signal.t) {
    case "rtc.desc":
      return say(turn, { t: "dc.desc", inst, to, gen: signal.gen, desc: signal.desc });
    case "rtc.ice": {
      const { gen, cands, end: isEnd } = signal;
      return say(turn, { t: "dc.ice", inst, to, gen, cands, ...(isEnd ? { end: true } : {}) });
    }
    case "rtc.bye":
      return say(turn, { t: "dc.bye", inst, to });
    // That it is wanted, the files themselves say; what is sent through it, nobody asks.
    default:
  }
}

/** An ask for servers without an answer. While there is a connection, the rules of calls see to it. */
const giveUpAt = ({ line }: FilesState): number | null =>
  line.ice.standing === "asking" && line.ice.askedAt !== null && joinedOf(line) === null
    ? line.ice.askedAt + answerWithinMs
    : null;

export const lineDueAt = (state: FilesState): number | null =>
  earliest(callDueAt(state.line), giveUpAt(state));

export function lineTicks(turn: FilesTurn): void {
  const giveUp = giveUpAt(turn.state);
  if (giveUp !== null && turn.now >= giveUp) stepLine(turn, { type: "iceRefused" });
  const due = callDueAt(turn.state.line);
  if (due !== null && turn.now >= due) stepLine(turn, { type: "tick" });
}
