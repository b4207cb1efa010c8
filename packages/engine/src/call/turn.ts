import type { Turn } from "../turn.ts";
import type { CallEffect, Notice } from "./effects.ts";
import type { Negotiation } from "./negotiation.ts";
import type { Signal } from "./signals.ts";
import type { Call, CallState, Gone, Joined, Preparing, Source } from "./state.ts";

export type CallTurn = Turn<CallState, CallEffect>;

export function set(turn: CallTurn, change: Partial<CallState>): void {
  turn.state = { ...turn.state, ...change };
}

export const effect = (turn: CallTurn, one: CallEffect): void => void turn.effects.push(one);

export const say = (turn: CallTurn, signal: Signal): void => effect(turn, { type: "say", signal });

export const notice = (turn: CallTurn, one: Notice): void => effect(turn, { type: "notice", notice: one });

/** The call both want, or null. */
export const joinedOf = ({ call }: { readonly call: Call }): Joined | null =>
  call.phase === "connecting" || call.phase === "connected" ? call : null;

export function setJoined(turn: CallTurn, change: Partial<Joined>): void {
  const joined = joinedOf(turn.state);
  if (joined !== null) set(turn, { call: { ...joined, ...change } });
}

export function setNegotiation(turn: CallTurn, change: Partial<Negotiation>): void {
  const joined = joinedOf(turn.state);
  if (joined !== null) setJoined(turn, { negotiation: { ...joined.negotiation, ...change } });
}

/** The peer connection `gen`, when it is the present one and still good for something. */
export function negotiationOf(state: CallState, gen: number): Negotiation | null {
  const negotiation = joinedOf(state)?.negotiation ?? null;
  return negotiation?.gen === gen && !negotiation.isBroken ? negotiation : null;
}

/** What is being made ready for a call the person wants, or null. */
export function preparingOf({ call }: { readonly call: Call }): Preparing | null {
  if (call.phase === "calling") return call.step.is === "preparing" ? call.step : null;
  return call.phase === "ringing" ? call.answer : null;
}

export function nextSerial(turn: CallTurn): number {
  set(turn, { serial: turn.state.serial + 1 });
  return turn.state.serial;
}

export const sources: readonly Source[] = ["microphone", "camera", "screen"];

/** Calls remembered after their end: enough for every late signal, too few to fill memory. */
const maxGone = 32;

export const goneOf = ({ gone }: CallState, call: string): Gone | null =>
  gone.find((one) => one.call === call) ?? null;

export function remember(turn: CallTurn, call: string, answer: Gone["answer"], saidAt: number): void {
  const others = turn.state.gone.filter((one) => one.call !== call);
  set(turn, { gone: [...others, { call, answer, saidAt }].slice(-maxGone) });
}
