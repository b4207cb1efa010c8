// The machine may have other work. It makes a server wait, empties its caches and changes how many
// messages it finds at a time: what was measured then says little.
import { setTimeout as sleep } from "node:timers/promises";
import { median } from "./figures.mjs";
import { busyMeter } from "./machine.mjs";

/** Of the time, how much a server or the generator may have waited for its core. */
const mostNoise = 0.35;

/**
 * Takes measurements when the machine is quiet: waits for that, all in all at most so long, and
 * takes noisy ones again, at most so many.
 * @returns {<R extends { noise: number }>(measure: () => Promise<R>) => Promise<R>}
 */
export function quietly({ waitMs, repeats }) {
  let patience = waitMs;
  let left = repeats;
  return async (measure) => {
    for (;;) {
      patience -= await calm(patience);
      const result = await measure();
      left -= 1;
      if (result.noise <= mostNoise || left < 0) return result;
    }
  };
}

/** Were these measurements quiet enough to draw a conclusion? */
export const isQuiet = (noises) => median(noises) <= mostNoise;

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
