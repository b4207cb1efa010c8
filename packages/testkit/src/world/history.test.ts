import { expect, test } from "bun:test";
import { history } from "./history.ts";

const few = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

test("[TS9] sixty lives on a bad network: every word once, in order, and nothing untrue", async () => {
  for (const seed of few(1, 60)) expect(await history(seed)).toMatchObject({ seed, wrong: [] });
}, 60_000);

test("[TS9] twenty lives nobody has seen before", async () => {
  // The seed is in the failure: what happened can be looked at again.
  const from = 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
  for (const seed of few(from, 20)) expect(await history(seed)).toMatchObject({ seed, wrong: [] });
}, 30_000);

test("[TS9] the same seed is the same life", async () => {
  const [one, other] = [await history(424_242), await history(424_242)];
  expect(one).toEqual(other);
});
