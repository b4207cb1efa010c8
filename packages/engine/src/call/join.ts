import { newNegotiation } from "./negotiation.ts";
import { attemptMs, openGen } from "./recover.ts";
import type { Joined } from "./state.ts";
import { type CallTurn, effect, say, set } from "./turn.ts";

/** The opening word goes again after this while the other side has not spoken in the call, ms. */
export const openAgainMs = 3_000;

type Joining = Pick<Joined, "call" | "isCaller" | "alias" | "theirs" | "heardTs"> & {
  /** The connection the other side already speaks of. */
  readonly gen?: number;
};

/** Both want the call: now, and not before, a peer connection is opened. */
export function join(turn: CallTurn, { gen = 1, ...joining }: Joining): void {
  effect(turn, { type: "stopRing" });
  effect(turn, { type: "wakeLock", isOn: true });
  const call: Joined = {
    ...joining,
    phase: "connecting",
    joinedAt: turn.now,
    connectedAt: null,
    openAgainAt: turn.now + openAgainMs,
    theirsTs: joining.heardTs,
    mediaAgainAt: Infinity,
    negotiation: newNegotiation(0, turn.now, null),
    recovery: { is: "trying", until: turn.now + attemptMs },
    restarts: 0,
    failures: 0,
    isRelayOnly: true,
    verdictAt: turn.now + attemptMs,
    hasVerdict: false,
    seen: { candidates: [], errors: [] },
    quality: { grade: "unknown", last: null, run: 0, isAudioOnly: false },
    sending: { audio: null, video: null },
  };
  set(turn, { call });
  if (!joining.isCaller) say(turn, { t: "rtc.accept", call: joining.call });
  // Who accepted knows first that there is a call, and offers.
  openGen(turn, gen, joining.isCaller);
}
