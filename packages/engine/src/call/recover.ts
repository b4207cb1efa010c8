/**
 * Keeping a call alive (CA2): a silent path gets an ICE restart, a dead connection a new one after
 * 2, 4 and 8 s, and after three of those the person a button.
 */
import { earliest } from "../turn.ts";
import type { ConnectionState } from "./inputs.ts";
import { end } from "./end.ts";
import { attachAll, tellMedia } from "./media.ts";
import { newNegotiation } from "./negotiation.ts";
import { configOf, hasTurn } from "./path.ts";
import { refreshIce } from "./servers.ts";
import { maxGen } from "./signals.ts";
import type { CallState, Joined } from "./state.ts";
import { type CallTurn, effect, joinedOf, negotiationOf, notice, setJoined, setNegotiation } from "./turn.ts";

/** The first attempt of a connection, and the verdict the ladder owes (CA4), ms. */
export const attemptMs = 10_000;
/** An ICE restart has this long, ms. */
const restartMs = 8_000;
/** A path may be silent this long before anything is done about it, ms. */
const shakyMs = 2_000;
const pauses = [2_000, 4_000, 8_000];
/** The side that knows of a call first offers; the other waits this long before it does, ms. */
export const holdMs = 1_000;
/** Nobody needs connections faster than this, ms: against a peer that counts up for sport. */
const followPauseMs = 500;
const maxLead = 64;

/** Opens connection `gen` in place of the one before, sending whatever runs. */
export function openGen(turn: CallTurn, gen: number, isHolding: boolean): void {
  const joined = joinedOf(turn.state);
  if (joined === null) return;
  const old = joined.negotiation.gen;
  if (old > 0) effect(turn, { type: "closePeer", gen: old });
  const config = configOf(turn.state);
  effect(turn, { type: "openPeer", gen, config });
  setJoined(turn, {
    phase: "connecting",
    negotiation: newNegotiation(gen, turn.now, isHolding ? turn.now + holdMs : null),
    recovery: { is: "trying", until: turn.now + attemptMs },
    restarts: 0,
    isRelayOnly: config.isRelayOnly,
    seen: { candidates: [], errors: [] },
    quality: { ...joined.quality, last: null, run: 0, grade: "unknown" },
  });
  attachAll(turn);
}

/** The other side is at a newer connection. True when this side is there too now. */
export function follow(turn: CallTurn, gen: number): boolean {
  const negotiation = joinedOf(turn.state)?.negotiation;
  if (negotiation === undefined || gen > negotiation.gen + maxLead) return false;
  if (turn.now < negotiation.openedAt + followPauseMs) return false;
  openGen(turn, gen, true);
  return true;
}

/** Either side begins ICE anew: what was measured of the old path says nothing about the next. */
export function renewed(turn: CallTurn): void {
  const joined = joinedOf(turn.state);
  if (joined === null) return;
  setNegotiation(turn, { renewedAt: turn.now, hopeUntil: null });
  setJoined(turn, { quality: { ...joined.quality, run: 0 } });
}

/** ICE again over the same connection, in nobody's budget; a call that works stays connected. */
export function restartIce(turn: CallTurn): void {
  const joined = joinedOf(turn.state);
  if (joined === null || joined.negotiation.isBroken) return;
  effect(turn, { type: "restartIce", gen: joined.negotiation.gen });
  renewed(turn);
  if (joined.phase === "connecting" && joined.recovery.is === "trying") {
    setJoined(turn, { recovery: { is: "trying", until: turn.now + restartMs } });
  }
}

/**
 * There is a relay and it gave nothing. Where a platform has no `icecandidateerror`, this is all that
 * shows of refused credentials.
 */
const isRelayMute = ({ ice }: CallState, { seen, phase }: Joined): boolean =>
  phase === "connecting" &&
  hasTurn(ice.servers) &&
  !seen.candidates.some((one) => one !== "host" && one !== "srflx");

/** The next thing to try: restart, rebuild, or the person's button. */
function mend(turn: CallTurn): void {
  const joined = joinedOf(turn.state);
  if (joined === null) return;
  const { negotiation, restarts, failures } = joined;
  if (isRelayMute(turn.state, joined)) refreshIce(turn);
  const budget = negotiation.hasConnected ? 2 : 1;
  if (!negotiation.isBroken && restarts < budget) {
    setJoined(turn, {
      phase: "connecting",
      restarts: restarts + 1,
      recovery: { is: "trying", until: turn.now + restartMs },
    });
    return effect(turn, { type: "restartIce", gen: negotiation.gen });
  }
  const pause = pauses[failures];
  if (pause === undefined || negotiation.gen >= maxGen) {
    giveVerdict(turn);
    return setJoined(turn, { phase: "connecting", recovery: { is: "stuck" } });
  }
  setJoined(turn, {
    phase: "connecting",
    failures: failures + 1,
    recovery: { is: "pausing", rebuildAt: turn.now + pause },
  });
}

/** No path so far: said once, the attempts go on behind it (CA4). */
function giveVerdict(turn: CallTurn): void {
  const joined = joinedOf(turn.state);
  if (joined === null) return;
  setJoined(turn, { verdictAt: null, hasVerdict: true });
  if (!joined.hasVerdict) notice(turn, { type: "no-path" });
}

export function peerBroke(turn: CallTurn): void {
  setNegotiation(turn, { isBroken: true });
  mend(turn);
}

export function connectionChanged(turn: CallTurn, gen: number, state: ConnectionState): void {
  const joined = joinedOf(turn.state);
  if (joined === null || negotiationOf(turn.state, gen) === null) return;
  const { is } = joined.recovery;
  switch (state) {
    case "connected":
      return connected(turn, joined);
    case "disconnected":
      if (is === "fine") setJoined(turn, { recovery: { is: "shaky", restartAt: turn.now + shakyMs } });
      return;
    case "failed":
      // A restart underway has its own time; the failure is the one it was made for.
      if (is === "fine" || is === "shaky" || (is === "trying" && joined.restarts === 0)) mend(turn);
      return;
    case "connecting":
      return;
  }
}

function connected(turn: CallTurn, joined: Joined): void {
  setNegotiation(turn, { hasConnected: true });
  setJoined(turn, {
    phase: "connected",
    connectedAt: joined.connectedAt ?? turn.now,
    openAgainAt: null,
    recovery: { is: "fine" },
    restarts: 0,
    failures: 0,
    verdictAt: null,
    hasVerdict: false,
  });
  tellMedia(turn);
}

/** Another network, or the machine woke: the old path is gone before anything notices. */
export function networkChanged(turn: CallTurn): void {
  const joined = joinedOf(turn.state);
  if (joined === null || joined.openAgainAt !== null) return;
  if (joined.recovery.is === "fine") return restartIce(turn);
  tryAgain(turn, joined);
}

/** The sealed channel is back: what was tried without it does not count. */
export function reachable(turn: CallTurn): void {
  const joined = joinedOf(turn.state);
  if (joined !== null && joined.recovery.is !== "fine" && joined.openAgainAt === null) tryAgain(turn, joined);
}

function tryAgain(turn: CallTurn, { recovery, negotiation }: Joined): void {
  setJoined(turn, { restarts: 0, failures: 0 });
  if (recovery.is === "pausing" || recovery.is === "stuck") return rebuild(turn);
  // A connection that was just opened is not restarted before it had time to begin.
  if (negotiation.hasConnected || turn.now >= negotiation.openedAt + holdMs) mend(turn);
}

export function rebuild(turn: CallTurn): void {
  const joined = joinedOf(turn.state);
  if (joined !== null && joined.negotiation.gen < maxGen) openGen(turn, joined.negotiation.gen + 1, false);
}

/** The person's button. */
export function reconnect(turn: CallTurn): void {
  const joined = joinedOf(turn.state);
  if (joined === null || joined.recovery.is === "fine") return;
  setJoined(turn, { failures: 0, hasVerdict: false, verdictAt: turn.now + attemptMs });
  rebuild(turn);
}

/** Nothing is tried while the other side cannot be told, or has not spoken in this call yet. */
function nextTryAt({ isReachable }: CallState, { recovery, openAgainAt }: Joined): number | null {
  if (!isReachable || openAgainAt !== null) return null;
  switch (recovery.is) {
    case "trying":
      return recovery.until;
    case "shaky":
      return recovery.restartAt;
    case "pausing":
      return recovery.rebuildAt;
    default:
      return null;
  }
}

export function recoveryDueAt(state: CallState): number | null {
  const joined = joinedOf(state);
  return joined === null ? null : earliest(nextTryAt(state, joined), joined.verdictAt, lostAt(state, joined));
}

/** Neither the path nor the sealed channel speaks: after this long nobody is there any more, ms. */
const lostMs = 120_000;

const lostAt = ({ awaySince }: CallState, { recovery }: Joined): number | null =>
  awaySince === null || recovery.is === "fine" ? null : awaySince + lostMs;

export function recoveryTicks(turn: CallTurn): void {
  const joined = joinedOf(turn.state);
  if (joined === null) return;
  const lost = lostAt(turn.state, joined);
  if (lost !== null && turn.now >= lost) return end(turn, "peer-lost-call");
  if (joined.verdictAt !== null && turn.now >= joined.verdictAt) giveVerdict(turn);
  const due = nextTryAt(turn.state, joined);
  if (due === null || turn.now < due) return;
  if (joined.recovery.is === "pausing") rebuild(turn);
  else mend(turn);
}
