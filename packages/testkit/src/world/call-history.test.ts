import { expect, test } from "bun:test";
import { callHistory } from "./call-history.ts";

const few = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

async function live(from: number, count: number) {
  let connected = 0;
  let recorded = 0;
  for (const seed of few(from, count)) {
    const verdict = await callHistory(seed);
    expect(verdict).toMatchObject({ seed, wrong: [] });
    connected += verdict.wasConnected ? 1 : 0;
    recorded += verdict.wasRecorded ? 1 : 0;
  }
  return { connected, recorded };
}

test("[CA2] a hundred and fifty lives with calls on bad networks: both sides tell the same in the end", async () => {
  const { connected, recorded } = await live(1, 150);
  // The histories are worth something only if calls happen in them.
  expect(connected).toBeGreaterThan(60);
  expect(recorded).toBeGreaterThan(3);
}, 600_000);

test("[CA2] fifty lives with calls nobody has seen before", async () => {
  const from = 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
  console.log(`call histories from seed ${from}`);
  await live(from, 50);
}, 300_000);

test("[CA2] the same seed is the same life with calls", async () => {
  const [one, other] = [await callHistory(424_242), await callHistory(424_242)];
  expect(one).toEqual(other);
});
