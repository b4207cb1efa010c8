import { expect, test } from "bun:test";
import { keptHistory } from "./kept-history.ts";

const few = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

test("[SR4] twenty lives of a room on a bad network: every word once, in one order, and nothing untrue", async () => {
  for (const seed of few(1, 20)) expect(await keptHistory(seed)).toMatchObject({ seed, wrong: [] });
}, 60_000);

test("[SR4] ten lives nobody has seen before", async () => {
  // The seed is in the failure: what happened can be looked at again.
  const from = 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
  for (const seed of few(from, 10)) expect(await keptHistory(seed)).toMatchObject({ seed, wrong: [] });
}, 30_000);

test("[SR4] the same seed is the same life", async () => {
  const [one, other] = [await keptHistory(424_242), await keptHistory(424_242)];
  expect(one).toEqual(other);
});
