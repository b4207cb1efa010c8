import { callEnded } from "./consent.ts";
import { stopAllMedia } from "./media.ts";
import type { DeviceTrouble, Gone, Why } from "./state.ts";
import { type CallTurn, effect, joinedOf, remember, say, set } from "./turn.ts";

type Ending = {
  /** What the other side is told now, and again whenever it speaks of this call. */
  readonly answer?: Gone["answer"];
  readonly isSilent?: boolean;
  readonly reason?: string;
  readonly trouble?: DeviceTrouble;
};

/** The call is over, in whatever phase it was: nothing of it runs on. */
export function end(turn: CallTurn, why: Why, ending: Ending = {}): void {
  const { call } = turn.state;
  if (call.phase === "idle" || call.phase === "ended") return;
  const { answer = "rtc.bye", isSilent = false, reason, trouble = null } = ending;
  const joined = joinedOf(turn.state);
  const isMine = joined?.isCaller ?? call.phase === "calling";
  callEnded(turn);
  if (joined !== null) {
    effect(turn, { type: "closePeer", gen: joined.negotiation.gen });
    effect(turn, { type: "wakeLock", isOn: false });
  } else effect(turn, { type: "stopRing" });
  stopAllMedia(turn);
  // A call that never rang anywhere is nobody's business.
  const wasHeardOf = call.phase !== "calling" || call.step.is === "ringing";
  if (!isSilent && wasHeardOf) {
    say(turn, { t: answer, call: call.call, ...(reason === undefined ? {} : { reason }) });
  }
  remember(turn, call.call, answer, isSilent ? -Infinity : turn.now);
  const connectedAt = joined?.connectedAt ?? null;
  const lastedMs = connectedAt === null ? null : turn.now - connectedAt;
  set(turn, {
    call: { phase: "ended", call: call.call, why, at: turn.now, lastedMs, trouble },
    ice: { ...turn.state.ice, refreshed: 0, refreshedAt: null },
  });
  if (wasHeardOf && why !== "left") {
    effect(turn, { type: "note", note: { type: "call-ended", why, lastedMs, isMine } });
  }
}
