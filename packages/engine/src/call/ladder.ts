/** The ways a call can take, told rung by rung with the reason (CA4). Read off the state, never kept. */
import { rungOf } from "./ice.ts";
import { hasTurn } from "./path.ts";
import type { CallState, Joined } from "./state.ts";
import { joinedOf } from "./turn.ts";

export type RungName = "direct" | "turn-udp" | "turn-tcp" | "turn-tls" | "audio-only" | "voice-message";

export type Reason =
  | "looking"
  | "in-use"
  | "hides-address"
  | "not-offered"
  | "not-needed"
  | "asking-relay"
  | "relay-open"
  | "credentials-refused"
  | "unreachable"
  | "no-answer"
  | "too-slow-for-video"
  | "no-path";

export type Rung = {
  readonly name: RungName;
  readonly standing: "waiting" | "trying" | "here" | "failed" | "left-out";
  readonly reason: Reason;
};

export type Verdict = "direct" | "relayed" | "audio-only" | "voice-message";

export type Ladder = { readonly rungs: readonly Rung[]; readonly verdict: Verdict | null };

/** Null while there is no call to narrate. */
export function ladder(state: CallState): Ladder | null {
  const joined = joinedOf(state);
  if (joined === null) return null;
  return {
    rungs: [
      direct(joined),
      relay(state, joined, "udp"),
      relay(state, joined, "tcp"),
      relay(state, joined, "tls"),
      audioOnly(joined),
      voiceMessage(joined),
    ],
    verdict: verdict(joined),
  };
}

function verdict({ phase, quality, hasVerdict }: Joined): Verdict | null {
  if (phase !== "connected") return hasVerdict ? "voice-message" : null;
  if (quality.isAudioOnly) return "audio-only";
  return quality.last === null || quality.last.path === null
    ? null
    : quality.last.path === "direct"
      ? "direct"
      : "relayed";
}

const isOver = ({ hasVerdict, recovery }: Joined): boolean => hasVerdict || recovery.is === "stuck";

function direct(joined: Joined): Rung {
  const name = "direct";
  if (joined.isRelayOnly) return { name, standing: "left-out", reason: "hides-address" };
  if (joined.phase === "connected") {
    const path = joined.quality.last?.path ?? null;
    if (path === null) return { name, standing: "trying", reason: "looking" };
    return path === "direct"
      ? { name, standing: "here", reason: "in-use" }
      : { name, standing: "failed", reason: "no-answer" };
  }
  return isOver(joined)
    ? { name, standing: "failed", reason: "no-answer" }
    : { name, standing: "trying", reason: "looking" };
}

function relay({ ice }: CallState, joined: Joined, way: "udp" | "tcp" | "tls"): Rung {
  const name = `turn-${way}` as const;
  const isOffered = ice.servers.some(
    (server) => hasTurn([server]) && server.urls.some((url) => rungOf(url) === way),
  );
  if (!isOffered) return { name, standing: "left-out", reason: "not-offered" };
  const { seen, quality, phase } = joined;
  if (phase === "connected" && quality.last !== null) {
    const isThis = quality.last.path === "relayed" && (quality.last.relayProtocol ?? "udp") === way;
    return isThis
      ? { name, standing: "here", reason: "in-use" }
      : { name, standing: "left-out", reason: "not-needed" };
  }
  if (seen.candidates.includes(way)) {
    return isOver(joined)
      ? { name, standing: "failed", reason: "no-answer" }
      : { name, standing: "trying", reason: "relay-open" };
  }
  const error = seen.errors.find(({ rung }) => rung === way);
  if (error !== undefined) {
    const isRefusal = error.code === 401 || error.code === 403 || error.code === 438;
    return { name, standing: "failed", reason: isRefusal ? "credentials-refused" : "unreachable" };
  }
  return isOver(joined)
    ? { name, standing: "failed", reason: "unreachable" }
    : { name, standing: "trying", reason: "asking-relay" };
}

function audioOnly({ quality, phase }: Joined): Rung {
  const name = "audio-only";
  if (phase === "connected" && quality.isAudioOnly) {
    return { name, standing: "here", reason: "too-slow-for-video" };
  }
  return phase === "connected"
    ? { name, standing: "left-out", reason: "not-needed" }
    : { name, standing: "waiting", reason: "looking" };
}

function voiceMessage(joined: Joined): Rung {
  const name = "voice-message";
  if (joined.phase === "connected") return { name, standing: "left-out", reason: "not-needed" };
  return isOver(joined)
    ? { name, standing: "here", reason: "no-path" }
    : { name, standing: "waiting", reason: "looking" };
}
