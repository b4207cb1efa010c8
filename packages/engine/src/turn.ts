import type { World } from "./machine.ts";

/**
 * One step of a machine while it is being made: the state so far and the effects so far. It lives
 * inside a single `step`, so the machine stays a pure function for everybody outside.
 */
export type Turn<State, Effect> = World & { state: State; readonly effects: Effect[] };

export const beginTurn = <State, Effect>(state: State, world: World): Turn<State, Effect> => ({
  ...world,
  state,
  effects: [],
});

/** The earliest of some moments; null means never. */
export function earliest(...moments: readonly (number | null | undefined)[]): number | null {
  const known = moments.filter((moment): moment is number => moment !== null && moment !== undefined);
  return known.length === 0 ? null : Math.min(...known);
}
