/** Values a voice message's picture has at most, and how high one may be (CRYPTO §16). */
const mostBars = 64;
const highest = 31;

/** Loudness over time as a few bars: `levels` in 0…1, however many; each bar is the loudest of its share. */
export function waveOf(levels: readonly number[]): number[] {
  const count = Math.min(mostBars, levels.length);
  return Array.from({ length: count }, (_, bar) => {
    const share = levels.slice(
      Math.floor((bar * levels.length) / count),
      Math.floor(((bar + 1) * levels.length) / count),
    );
    return Math.round(highest * Math.min(1, Math.max(0, ...share)));
  });
}
