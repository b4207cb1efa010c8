import { expect, test } from "bun:test";
import { fileHistory } from "./testing/history.ts";

test("[FI1] 150 histories with cuts, reloads, full disks and people who change their minds end the same on both sides", () => {
  const all = Array.from({ length: 150 }, (_, at) => fileHistory(at + 1));
  expect(all.filter(({ wrong }) => wrong.length > 0).map(({ seed, wrong }) => ({ seed, wrong }))).toEqual([]);
  // The histories are worth something only if files arrive in them.
  expect(all.reduce((sum, { done }) => sum + done, 0)).toBeGreaterThan(150);
}, 60_000);

test("the same seed is the same history", () => {
  expect(fileHistory(7)).toEqual(fileHistory(7));
});
