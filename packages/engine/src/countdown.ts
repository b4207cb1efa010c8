/** How long the conversation still runs, for this device (TS7, CRYPTO §2 "End of session"). */
export type Countdown = {
  /** The end this device promised itself: opened + TTL + agreed extensions, by its own clock, ms; null before opening. */
  readonly ownEnd: number | null;
  /** The end the server named, by this device's clock, ms. It can only shorten. */
  readonly serverEnd: number | null;
  /** The whole length agreed so far, ms. */
  readonly totalMs: number;
};

export const noCountdown = (totalMs: number): Countdown => ({ ownEnd: null, serverEnd: null, totalMs });

/** The moment this device ends, ms, or null when the clock does not run. */
export function endsAt({ ownEnd, serverEnd }: Countdown): number | null {
  if (ownEnd === null) return serverEnd;
  return serverEnd === null ? ownEnd : Math.min(ownEnd, serverEnd);
}

export type Stage = "calm" | "warn" | "last";

/** Under a fifth of the time: warn; under a minute: last (UX "Conversation"). */
export function stage(countdown: Countdown, now: number): Stage {
  const end = endsAt(countdown);
  if (end === null) return "calm";
  const left = end - now;
  if (left < 60_000) return "last";
  return left < countdown.totalMs / 5 ? "warn" : "calm";
}

/** When a countdown that stands at `stage` changes to the next one or ends, ms. */
export function nextStageAt(countdown: Countdown, stage: Stage): number | null {
  const end = endsAt(countdown);
  if (end === null || stage === "last") return end;
  // Just under, so that the tick at this very moment is on the far side of the bound.
  const [warn, last] = [end - countdown.totalMs / 5 + 1, end - 60_000 + 1];
  return stage === "warn" ? last : Math.min(warn, last);
}
