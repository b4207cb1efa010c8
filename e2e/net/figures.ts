/** Times of many runs of the same thing, as a row of a table. */

export type Figure = {
  readonly what: string;
  /** No run may take longer, ms. */
  readonly goalMs: number;
  /** Of each run that worked, both sides' worse, ms. */
  readonly times: number[];
  readonly failures: string[];
};

export const figure = (what: string, goalMs: number): Figure => ({ what, goalMs, times: [], failures: [] });

const columns = ["at 5 % loss, 40 ± 10 ms", "runs", "failed", "min", "median", "p95", "max", "goal"];

/** Markdown; times in seconds. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, goalMs, times, failures }) => {
    const sorted = times.toSorted((a, b) => a - b);
    // Nearest rank: a figure that was measured, not one between two.
    const at = (share: number) => seconds(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]);
    const runs = times.length + failures.length;
    return [what, runs, failures.length, at(0), at(0.5), at(0.95), at(1), `≤ ${seconds(goalMs)}`];
  });
  return [columns, columns.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

const seconds = (ms: number | undefined): string => (ms === undefined ? "–" : `${(ms / 1000).toFixed(2)} s`);
