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

const bounds = (end: number, totalMs: number) => [end - totalMs / 5, end - 60_000, end];

/** The next moment at which the countdown changes its stage or ends, ms. */
export function nextStageAt(countdown: Countdown, now: number): number | null {
  const end = endsAt(countdown);
  if (end === null) return null;
  return Math.min(...bounds(end, countdown.totalMs).filter((moment) => moment > now), end);
}
