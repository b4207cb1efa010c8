/** Whole numbers from the first to the second, both included. */
export type Range = readonly [first: number, last: number];

/** Ascending numbers as ascending ranges. */
export function toRanges(numbers: readonly number[]): Range[] {
  const ranges: [number, number][] = [];
  for (const n of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && n === last[1] + 1) last[1] = n;
    else ranges.push([n, n]);
  }
  return ranges;
}

/** Two ascending lists that share no number, as one. */
export function mergeRanges(a: readonly Range[], b: readonly Range[]): Range[] {
  const merged: [number, number][] = [];
  for (const [first, last] of [...a, ...b].toSorted((x, y) => x[0] - y[0])) {
    const before = merged.at(-1);
    if (before !== undefined && first === before[1] + 1) before[1] = last;
    else merged.push([first, last]);
  }
  return merged;
}

export const isInRanges = (ranges: readonly Range[], n: number): boolean =>
  ranges.some(([first, last]) => first <= n && n <= last);
