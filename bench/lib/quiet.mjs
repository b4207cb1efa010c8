// The machine may have other work. It makes a server wait, empties its caches and changes how many
// messages it finds at a time: what was measured then says little.
import { setTimeout as sleep } from "node:timers/promises";
import { median } from "./figures.mjs";
import { busyMeter } from "./machine.mjs";

/** Of the time, how much a server or the generator may have waited for its core. */
const mostNoise = 0.35;

/**
 * Latency is more delicate than CPU time: whoever waits 3 % of the time has made the slowest 1 %
 * himself. Noise slows the fastest relay most and flatters the ratio.
 */
const mostNoiseForTails = 0.03;

export const isTellingOfTails = (noises) => Math.max(...noises) <= mostNoiseForTails;

/** No single measurement may use up more than this part of the waiting. */
const aPart = 1 / 25;

/**
 * Takes measurements when the machine is quiet: waits for that, all in all at most so long, and
 * takes noisy ones again, once each and at most so many.
 * @returns {<R extends { noise: number }>(measure: () => Promise<R>) => Promise<R>}
 */
export function quietly({ waitMs, repeats }) {
  let patience = waitMs;
  let left = repeats;
  return async (measure) => {
    patience -= await calm(Math.min(patience, waitMs * aPart));
    const result = await measure();
    if (result.noise <= mostNoise || left === 0) return result;
    left -= 1;
    const again = await measure();
    return again.noise < result.noise ? again : result;
  };
}

/**
 * Do these rounds allow a conclusion: were they quiet, or do their values agree in spite of the noise?
 * @param {number[]} noises
 * @param {number[]} values
 */
export function isTelling(noises, values) {
  const spread = (Math.max(...values) - Math.min(...values)) / median(values);
  return median(noises) <= mostNoise || (values.length >= 3 && spread <= 0.3);
}

/** Waits until there is little else to do; how long it took, ms. */
async function calm(most) {
  const began = performance.now();
  const waited = () => performance.now() - began;
  const busy = busyMeter();
  while (waited() < most) {
    await sleep(100);
    if (busy() < 0.2) break;
  }
  return waited();
}
