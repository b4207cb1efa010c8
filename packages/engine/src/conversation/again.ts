/** Asking again: what the server could not hear, and what a refusal left to be mended. */
import type { Tick } from "../machine.ts";
import type { Input } from "./inputs.ts";
import { isMendable, isPassing } from "./trouble.ts";
import { type ConversationTurn, effect, set } from "./turn.ts";

/** What the server could not hear before goes again when it is due, or at once when the network is back. */
export function joinAgain(turn: ConversationTurn, isNow = false): void {
  const { joinAgainAt, phase } = turn.state;
  if (phase === "joining" && joinAgainAt !== null && (isNow || turn.now >= joinAgainAt)) turn.ways.join(turn);
}

export function mend(turn: ConversationTurn, input: Input | Tick): void {
  const { problem, joinAgainAt } = turn.state;
  if (problem === null) return;
  if (input.type === "enterSecret" && isMendable(problem.trouble))
    return turn.ways.enterSecret(turn, input.secret8);
  if (!isPassing(problem.trouble) || !turn.ways.mayAskAgain(turn.state)) return;
  // The address no longer has the secret: the page asks again by itself, else it would be lost.
  const isDue = input.type === "tick" && joinAgainAt !== null && turn.now >= joinAgainAt;
  if (isDue || input.type === "awake") {
    set(turn, { joinAgainAt: null });
    return effect(turn, { type: "lookUp" });
  }
  if (input.type === "lookedUp" || input.type === "found") set(turn, { phase: "opening", problem: null });
  else if (input.type !== "requestRefused" || input.request !== "lookUp") return;
  turn.ways.hearDoor(turn, input);
}
