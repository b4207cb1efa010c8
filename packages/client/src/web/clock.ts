/**
 * ms since the epoch that never run backwards. Built on the monotonic clock, so that somebody who
 * sets the system's clock ends no session and prolongs none. Where the monotonic clock stood still
 * during sleep it is moved forward, never back, when the page wakes.
 */
export const clock = {
  now: (): number => performance.timeOrigin + performance.now() + slept,
  woke: (): void => {
    slept += Math.max(0, Date.now() - clock.now() - toleranceMs);
  },
};

let slept = 0;

/** Below this a difference is the clocks' own, ms. */
const toleranceMs = 2_000;
