import type { Ice } from "./state.ts";
import { type CallTurn, effect, set } from "./turn.ts";

export const noIce: Ice = {
  standing: "unknown",
  servers: [],
  expiresAt: null,
  askedAt: null,
  refreshed: 0,
  refreshedAt: null,
};

/** Without an answer for this long the call goes on without servers, ms. */
export const answerWithinMs = 5_000;
/** Credentials are renewed this long before they die, ms. */
export const renewBeforeMs = 60_000;
/** Fresh credentials for refused ones, in one call. */
const maxRefreshed = 3;
/** Every server and address reports its refusal by itself; one ask in this time serves them all, ms. */
const refreshPauseMs = 2_000;

export function askIce(turn: CallTurn): void {
  const { ice } = turn.state;
  // An answer that never came holds up no later call.
  if (ice.standing === "asking" && turn.now < (ice.askedAt ?? 0) + answerWithinMs) return;
  set(turn, { ice: { ...ice, standing: "asking", askedAt: turn.now } });
  effect(turn, { type: "fetchIce" });
}

/** Before a call: servers whose credentials live long enough to begin with. */
export function wantIce(turn: CallTurn): void {
  const { standing, expiresAt } = turn.state.ice;
  const isStale = expiresAt !== null && turn.now >= expiresAt - renewBeforeMs;
  if (standing !== "known" || isStale) askIce(turn);
}

/** The relay refused the credentials, or looks as if it had. */
export function refreshIce(turn: CallTurn): void {
  const { refreshed, refreshedAt } = turn.state.ice;
  if (refreshed >= maxRefreshed || turn.now < (refreshedAt ?? -Infinity) + refreshPauseMs) return;
  set(turn, { ice: { ...turn.state.ice, refreshed: refreshed + 1, refreshedAt: turn.now } });
  askIce(turn);
}
