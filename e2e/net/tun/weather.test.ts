import { expect, test } from "bun:test";
import { clear, dice, Direction } from "./weather.ts";

const bad = { ...clear, loss: 0.05, delayMs: 40, jitterMs: 10 };
const packets = Array.from({ length: 10_000 }, (_, n) => n * 5);

test("loses its share, delays within its bounds, keeps the order; a seed gives the same again", () => {
  const direction = new Direction(bad, dice(1));
  const dues = packets.map((now) => direction.pass(1200, now));
  const delays = dues.flatMap((due, n) => (due === null ? [] : [due - n * 5]));
  expect(direction.counts().lost / packets.length).toBeCloseTo(0.05, 2);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(30);
  expect(Math.max(...delays)).toBeLessThanOrEqual(50);
  const arrived = dues.filter((due) => due !== null);
  expect(arrived).toEqual(arrived.toSorted((a, b) => a - b));
  const again = new Direction(bad, dice(1));
  expect(packets.map((now) => again.pass(1200, now))).toEqual(dues);
});

test("a cut path loses everything; one that may reorder does", () => {
  const cut = new Direction({ ...bad, isCut: true }, dice(2));
  expect(packets.every((now) => cut.pass(100, now) === null)).toBe(true);
  const loose = new Direction({ ...bad, mayReorder: true }, dice(2));
  const dues = packets.map((now) => loose.pass(100, now)).filter((due) => due !== null);
  expect(dues).not.toEqual(dues.toSorted((a, b) => a - b));
});

test("a narrow path passes what fits and no more", () => {
  const narrow = new Direction({ ...clear, bitsPerSecond: 1_000_000 }, dice(3));
  const passed = Array.from({ length: 2000 }, (_, n) => narrow.pass(1250, n)).filter((due) => due !== null);
  // 2 s of 1 Mbit/s, and what still stands in the queue.
  expect(passed.length).toBeGreaterThanOrEqual(200);
  expect(passed.length).toBeLessThanOrEqual(232);
});
