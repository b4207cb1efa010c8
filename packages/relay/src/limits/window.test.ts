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
  const two = [1, 2].map((at) => ({ at, count: 1 }));
  const { hits, verdict } = slide(two, limit, 3, false);
  expect(hits).toEqual(two);
  expect(verdict.remaining).toBe(8);
});

test("[TS1] no window in any history holds more than the limit, small or large, and few hits are kept", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1, 3, 32, 33, 100),
      fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 300 }),
      (most, gaps) => {
        const of = { ...limit, most, windowMs: 1000 };
        let now = 0;
        let hits: Hits = [];
        const passed: number[] = [];
        for (const gap of gaps) {
          now += gap;
          const { hits: next, verdict } = slide(hits, of, now);
          hits = next;
          if (verdict.isAllowed) passed.push(now);
          expect(hits.length).toBeLessThanOrEqual(33);
          const inWindow = passed.filter((at) => at > now - 1000).length;
          expect(inWindow).toBeLessThanOrEqual(most);
          // Too strict by a 32nd of the window at most, and exact for small limits.
          if (!verdict.isAllowed) {
            const nearly = passed.filter((at) => at > now - 1000 - (most > 32 ? 1000 / 32 : 0)).length;
            expect(nearly).toBeGreaterThanOrEqual(most);
          }
        }
      },
    ),
  );
});

test("a clock set back by 25 hours over a restart locks nobody out for longer than a window", () => {
  const future = Array.from({ length: 10 }, () => ({ at: 25 * hour, count: 1 }));
  const now = 1000;
  const refused = slide(future, limit, now);
  expect(refused.verdict.isAllowed).toBe(false);
  expect(refused.verdict.retryAfter).toBe(3600);
  expect(slide(refused.hits, limit, now + hour).verdict.isAllowed).toBe(true);
});
