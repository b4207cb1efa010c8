import { expect, test } from "bun:test";
import { history, histories } from "./testing/history.ts";

test("[CA1] [CA2] [CA6] [CA7] 300 histories with loss, delay, doubling and reordering end the same on both sides", () => {
  const { bad, connected, everConnected } = histories(1, 300);
  expect(bad.map(({ seed, faults, end }) => ({ seed, faults, end }))).toEqual([]);
  // The histories are worth something only if calls happen in them.
  expect(everConnected).toBeGreaterThan(200);
  expect(connected).toBeGreaterThan(150);
}, 30_000);

test("the same seed is the same history", () => {
  expect(history(7)).toEqual(history(7));
});
