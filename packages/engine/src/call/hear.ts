/** What the other side says about calls. Whatever comes, when and as often as it comes. */
import { end } from "./end.ts";
import { join } from "./join.ts";
import { hearDescription } from "./negotiate.ts";
import { attemptMs, follow } from "./recover.ts";
import { answerGone, hearRing, ringOn } from "./ring.ts";
import type { CallSignal, SignalOf } from "./signals.ts";
import type { Joined, Why } from "./state.ts";
import { hearCandidates } from "./trickle.ts";
import { type CallTurn, goneOf, joinedOf, remember, say, setJoined } from "./turn.ts";

export function hearCall(turn: CallTurn, signal: CallSignal, ts: number): void {
  switch (signal.t) {
    case "rtc.ring":
      return hearRing(turn, signal, ts);
    case "rtc.decline":
    case "rtc.bye":
      return hearEnd(turn, signal);
    default:
      return hearInCall(turn, signal, ts);
  }
}

function hearEnd(turn: CallTurn, { t, call: id, reason }: SignalOf<"rtc.decline" | "rtc.bye">): void {
  const { call } = turn.state;
  const joined = joinedOf(turn.state);
  const isAlias = joined?.alias === id;
  const isThis = "call" in call && call.call === id && call.phase !== "ended";
  // Of a call not heard of yet: its ring is late, and must not ring any more.
  if (!isThis && !isAlias) {
    if (goneOf(turn.state, id) === null) remember(turn, id, "rtc.bye", turn.now);
    return;
  }
  if (isAlias) {
    remember(turn, id, "rtc.bye", turn.now);
    // Given up before a word of this side's call arrived there: a call of one's own again, and no more. Who has
    // spoken in this side's call ends it by this name; what comes by the other one is older than that.
    return joined.openAgainAt === null ? undefined : ringOn(turn, joined);
  }
  const whyDeclined: Why = reason === "busy" ? "busy" : "they-declined";
  const whyOver: Why =
    call.phase === "ringing" ? "missed" : reason === "left" ? "peer-lost-call" : "they-hung-up";
  end(turn, t === "rtc.decline" ? whyDeclined : whyOver, { isSilent: true });
}

type InCall = SignalOf<"rtc.accept" | "rtc.desc" | "rtc.ice" | "rtc.media">;

function hearInCall(turn: CallTurn, signal: InCall, ts: number): void {
  const { call } = turn.state;
  // Whoever describes itself in this side's call has accepted it, whether or not that word arrived.
  if (call.phase === "calling" && call.step.is === "ringing" && call.call === signal.call) {
    const theirs = { audio: true, video: false };
    const gen = "gen" in signal ? signal.gen : 1;
    join(turn, { call: call.call, isCaller: true, alias: null, theirs, heardTs: ts, gen });
  }
  const joined = joinedOf(turn.state);
  if (joined?.call !== signal.call) return stranger(turn, signal.call);
  spoken(turn, joined, ts);
  if (signal.t === "rtc.media" && ts >= joined.theirsTs) {
    setJoined(turn, { theirs: { audio: signal.audio, video: signal.video }, theirsTs: ts });
  }
  if (signal.t === "rtc.desc" || signal.t === "rtc.ice") hearConnection(turn, signal);
}

function spoken(turn: CallTurn, { openAgainAt, heardTs, recovery }: Joined, ts: number): void {
  setJoined(turn, { heardTs: Math.max(heardTs, ts), openAgainAt: null });
  // Only now there is somebody to connect to.
  if (openAgainAt !== null && recovery.is === "trying") {
    setJoined(turn, {
      recovery: { is: "trying", until: turn.now + attemptMs },
      verdictAt: turn.now + attemptMs,
    });
  }
}

function hearConnection(turn: CallTurn, signal: SignalOf<"rtc.desc" | "rtc.ice">): void {
  const gen = joinedOf(turn.state)?.negotiation.gen ?? 0;
  if (signal.gen < gen) return;
  if (signal.gen > gen && !follow(turn, signal.gen)) return;
  if (signal.t === "rtc.desc") hearDescription(turn, signal.desc);
  else hearCandidates(turn, signal);
}

/**
 * Of a call that is none here. While one's own ring is out it may be the other side's answer to a
 * ring this side has yet to hear; otherwise it is told that there is no such call: the page that had it was loaded again.
 */
function stranger(turn: CallTurn, call: string): void {
  if (goneOf(turn.state, call) !== null) return answerGone(turn, call);
  const { phase } = turn.state.call;
  if (phase === "calling" || phase === "ringing") return;
  say(turn, { t: "rtc.bye", call, reason: "left" });
  remember(turn, call, "rtc.bye", turn.now);
}
