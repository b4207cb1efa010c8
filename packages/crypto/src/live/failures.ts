/**
 * When frames failed to open, newest last, in ms. The one thing about a receiving chain that a failed frame
 * changes; no more than the alarm needs is remembered, whatever the relay sends.
 */
export type FailureLog = number[];

/** So many in a minute mean: the relay is altering messages. */
export const alarmAfterFailures = 20;

const windowMs = 60_000;

export function noteFailure(log: FailureLog, now: number): void {
  log.push(now);
  if (log.length > alarmAfterFailures) log.shift();
}

/** Counts up to the alarm and not further. */
export const countLately = (log: FailureLog, now: number): number =>
  log.filter((at) => now - at < windowMs).length;
