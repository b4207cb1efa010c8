import { describe, expect, test } from "bun:test";
import { Bucket } from "./bucket.ts";
import { Pace } from "./pace.ts";

describe("bucket", () => {
  test("lets a burst through, then a steady flow", () => {
    const bucket = new Bucket({ perSecond: 10, burst: 60 }, 1, 0);
    const taken = Array.from({ length: 61 }, () => bucket.take(1, 0));
    expect(taken.slice(0, 60).every((wait) => wait === 0)).toBe(true);
    expect(taken[60]).toBe(100);
    expect([bucket.take(1, 99), bucket.take(1, 100), bucket.take(1, 100)]).toEqual([1, 0, 100]);
  });

  test("holds no more than its burst, however long nobody took, and survives a clock going back", () => {
    const bucket = new Bucket({ perSecond: 10, burst: 2 }, 1, 1_000_000);
    expect([bucket.take(1, 9_000_000), bucket.take(1, 9_000_000), bucket.take(1, 0)]).toEqual([0, 0, 100]);
  });
});

describe("pace", () => {
  test("[TS10] 60 messages at once, then one has to wait", () => {
    const pace = new Pace(1, 0);
    for (let n = 0; n < 60; n += 1) expect(pace.message(700, 0)).toBe(0);
    expect(pace.message(700, 0)).toBe(1);
    expect(pace.signal(100, 0)).toBe(0);
  });

  test("[TS10] bytes count for themselves", () => {
    const pace = new Pace(1, 0);
    for (let n = 0; n < 16; n += 1) expect(pace.signal(128 * 1024, 0)).toBe(0);
    expect(pace.signal(128 * 1024, 0)).toBe(1);
  });

  test("[TS10] three seconds of refusals are a flood, a pause ends it", () => {
    const pace = new Pace(1, 0);
    for (let n = 0; n < 60; n += 1) pace.message(1, 0);
    let now = 0;
    for (; now < 2990; now += 10) {
      pace.message(1, now);
      expect(pace.isFlood(now)).toBe(false);
    }
    for (let n = 0; n < 2; n += 1) pace.message(1, 3000);
    expect(pace.isFlood(3000)).toBe(true);
    expect(pace.isFlood(4500)).toBe(false);
    for (let n = 0; n < 60; n += 1) pace.message(1, 4500);
    expect(pace.isFlood(4500)).toBe(false);
  });

  test("[TS10] a factor raises every allowance", () => {
    const pace = new Pace(10, 0);
    for (let n = 0; n < 600; n += 1) expect(pace.message(10, 0)).toBe(0);
    expect(pace.message(10, 0)).toBe(1);
  });
});
