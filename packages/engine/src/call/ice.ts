/** Servers for finding a path: asked for, renewed, replaced when they refuse (CA3). */
import { earliest } from "../turn.ts";
import { configOf, pathOf } from "./path.ts";
import { restartIce } from "./recover.ts";
import { answerWithinMs, askIce, refreshIce, renewBeforeMs } from "./servers.ts";
import type { CallState, IceServer, Joined } from "./state.ts";
import { hideGathered } from "./trickle.ts";
import { type CallTurn, effect, joinedOf, negotiationOf, set, setJoined } from "./turn.ts";

/** Pause between two asks that nobody pressed for, ms. */
const askPauseMs = 10_000;

export function gotIce(turn: CallTurn, servers: readonly IceServer[], expiresAt: number | null): void {
  set(turn, { ice: { ...turn.state.ice, standing: "known", servers, expiresAt } });
  const joined = joinedOf(turn.state);
  if (joined === null || joined.negotiation.isBroken) return;
  reconfigure(turn, joined);
  // An allocation dies with the credentials it was made with, so a relayed call moves to a new one.
  if (joined.phase === "connecting" || joined.quality.last?.path !== "direct") restartIce(turn);
}

export function iceRefused(turn: CallTurn): void {
  const { ice } = turn.state;
  if (ice.standing !== "asking") return;
  set(turn, { ice: { ...ice, standing: ice.servers.length > 0 ? "known" : "unavailable" } });
}

type Rung = "udp" | "tcp" | "tls" | "stun";

/** Which rung of the ladder a server's URL stands for (RFC 7064, RFC 7065). */
export function rungOf(url: string): Rung {
  if (/^turns:/i.test(url)) return "tls";
  if (/^turn:/i.test(url)) return /\?transport=tcp\b/i.test(url) ? "tcp" : "udp";
  return "stun";
}

/** `icecandidateerror`: refused credentials are replaced, the rest is for the ladder's words. */
export function iceFailed(turn: CallTurn, gen: number, url: string, code: number): void {
  const joined = joinedOf(turn.state);
  if (joined === null || negotiationOf(turn.state, gen) === null) return;
  const error = { rung: rungOf(url), code };
  const others = joined.seen.errors.filter(({ rung }) => rung !== error.rung);
  setJoined(turn, { seen: { ...joined.seen, errors: [...others, error] } });
  if (code === 401 || code === 403 || code === 438) refreshIce(turn);
}

const isActive = ({ call }: CallState): boolean => call.phase !== "idle" && call.phase !== "ended";

function renewAt(state: CallState): number | null {
  const { standing, expiresAt, askedAt } = state.ice;
  if (standing !== "known" || expiresAt === null || joinedOf(state) === null) return null;
  return Math.max(expiresAt - renewBeforeMs, (askedAt ?? -Infinity) + askPauseMs);
}

const giveUpAt = ({ ice }: CallState): number | null =>
  ice.standing === "asking" && ice.askedAt !== null ? ice.askedAt + answerWithinMs : null;

export const iceDueAt = (state: CallState): number | null =>
  isActive(state) ? earliest(giveUpAt(state), renewAt(state)) : null;

export function iceTicks(turn: CallTurn): void {
  const giveUp = giveUpAt(turn.state);
  if (giveUp !== null && turn.now >= giveUp) iceRefused(turn);
  const renew = renewAt(turn.state);
  if (renew !== null && turn.now >= renew) askIce(turn);
}

/** The person chose how much of the own address a call shows. */
export function choosePath(turn: CallTurn, choice: CallState["choice"]): void {
  const joined = joinedOf(turn.state);
  const before = turn.state.choice;
  set(turn, { choice });
  if (joined === null) return;
  // In a call a relay that does not exist would only cut the line.
  if (pathOf(turn.state) === "no-relay") return set(turn, { choice: before });
  const isSame = configOf(turn.state).isRelayOnly === joined.isRelayOnly;
  if (isSame || joined.negotiation.isBroken) return;
  reconfigure(turn, joined);
  restartIce(turn);
}

function reconfigure(turn: CallTurn, { negotiation }: Joined): void {
  const config = configOf(turn.state);
  setJoined(turn, { isRelayOnly: config.isRelayOnly });
  effect(turn, { type: "configure", gen: negotiation.gen, config });
  if (config.isRelayOnly) hideGathered(turn);
}
