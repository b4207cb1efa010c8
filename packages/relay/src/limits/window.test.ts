import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Hits, type Limit, slide } from "./window.ts";

const hour = 3_600_000;
const limit: Limit = { name: "issue", most: 10, windowMs: hour, lasts: true, whenDown: "closed" };

test("[TS1] the 11th of an hour is refused and told when to come back", () => {
  let hits: Hits = [];
  for (let n = 0; n < 10; n += 1) {
    const { hits: next, verdict } = slide(hits, limit, n * 1000);
    expect(verdict).toMatchObject({ isAllowed: true, remaining: 9 - n, retryAfter: 0, resetAt: hour });
    hits = next;
  }
  const refused = slide(hits, limit, 10_500);
  expect(refused.verdict).toMatchObject({ isAllowed: false, limit: 10, remaining: 0, resetAt: hour });
  expect(refused.verdict.retryAfter).toBe(Math.ceil((hour - 10_500) / 1000));
  expect(refused.hits).toEqual(hits);
  expect(slide(hits, limit, hour).verdict.isAllowed).toBe(true);
  expect(slide(hits, limit, hour - 1).verdict.isAllowed).toBe(false);
});

test("[TS1] asking how one stands counts nothing", () => {
  const { hits, verdict } = slide([1, 2], limit, 3, false);
  expect(hits).toEqual([1, 2]);
  expect(verdict.remaining).toBe(8);
});

test("[TS1] no window of any length in a history holds more than the limit", () => {
  const small = { ...limit, most: 3, windowMs: 1000 };
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), (gaps) => {
      let now = 0;
      let hits: Hits = [];
      const passed: number[] = [];
      for (const gap of gaps) {
        now += gap;
        const slid = slide(hits, small, now);
        hits = slid.hits;
        if (slid.verdict.isAllowed) passed.push(now);
        expect(hits.length).toBeLessThanOrEqual(3);
      }
      for (const at of passed)
        expect(passed.filter((t) => t > at - 1000 && t <= at).length).toBeLessThanOrEqual(3);
    }),
  );
});

test("a clock set back by 25 hours over a restart locks nobody out for longer than a window", () => {
  const future = Array.from({ length: 10 }, () => 25 * hour);
  const now = 1000;
  const refused = slide(future, limit, now);
  expect(refused.verdict.isAllowed).toBe(false);
  expect(refused.verdict.retryAfter).toBe(3600);
  expect(slide(refused.hits, limit, now + hour).verdict.isAllowed).toBe(true);
});
