import { expect, test } from "bun:test";
import { isFreshSignal, markSignal, type SignalMark, signalLifeMs } from "../index.ts";
import { maxSignalMarks } from "./signals.ts";

const now = 1_705_752_000_000;
const signal = (n: number, ts = now, inst = "AQIDBAUGBwg=") => ({ inst, n, ts });
const after = (...signals: readonly SignalMark[]) =>
  signals.reduce<readonly SignalMark[]>((marks, each) => markSignal(marks, each, now), []);

test("[CR17] a signal counts once, and none that is not above the newest of its stream", () => {
  const marks = after(signal(3));
  expect([2, 3, 4, 9].map((n) => isFreshSignal(marks, signal(n), now))).toEqual([false, false, true, true]);
  expect(isFreshSignal([], signal(0), now)).toBe(true);
  expect(isFreshSignal(marks, signal(0, now, "other"), now)).toBe(true);
});

test("[CR17] a signal counts while it is young, by its author's time, on both sides of now", () => {
  const ages = [-signalLifeMs - 1, -signalLifeMs, 0, signalLifeMs, signalLifeMs + 1];
  expect(ages.map((age) => isFreshSignal([], signal(0, now + age), now))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});

test("[CR17] an old ring played again is never fresh: neither while its mark is there nor when it is gone", () => {
  const ring = signal(5, now);
  let marks = after(ring);
  for (let at = now; at < now + 10 * signalLifeMs; at += 7_000) {
    expect(isFreshSignal(marks, ring, at)).toBe(false);
    const other = { inst: "other", n: at, ts: at };
    if (isFreshSignal(marks, other, at)) marks = markSignal(marks, other, at);
  }
  expect(marks.map(({ inst }) => inst)).toEqual(["other"]);
});

test("[CR17] a clock that is set back does not shorten what a mark keeps out", () => {
  const marks = after(signal(1, now + 30_000), signal(2, now - 30_000));
  const later = markSignal(marks, { inst: "other", n: 0, ts: now + 80_000 }, now + 80_000);
  expect(isFreshSignal(later, signal(1, now + 30_000), now + 80_000)).toBe(false);
});

test("[CR17] streams without end fill no memory: past the last mark nothing new is taken until old ones go", () => {
  const full = after(...Array.from({ length: maxSignalMarks }, (_, i) => signal(0, now, `s${i}`)));
  expect(full.length).toBe(maxSignalMarks);
  expect(isFreshSignal(full, signal(0), now)).toBe(false);
  expect(isFreshSignal(full, signal(1, now, "s0"), now)).toBe(true);
  const later = now + signalLifeMs + 1;
  expect(isFreshSignal(full, signal(0, later), later)).toBe(true);
});
