import { describe, expect, test } from "bun:test";
import { Pace } from "./pace.ts";

describe("pace", () => {
  test("[TS10] 60 messages at once, then one has to wait", () => {
    const pace = new Pace(1, 0);
    for (let n = 0; n < 60; n += 1) expect(pace.message(700, 0)).toBe(0);
    expect(pace.message(700, 0)).toBe(1);
    expect(pace.signal(100, 0)).toBe(0);
    expect([pace.message(700, 99), pace.message(700, 100), pace.message(700, 100)]).toEqual([1, 0, 1]);
  });

  test("[TS10] silence saves up no more than a burst, and a clock going back gives nothing", () => {
    const pace = new Pace(1, 1_000_000);
    for (let n = 0; n < 60; n += 1) expect(pace.message(1, 9_000_000)).toBe(0);
    expect([pace.message(1, 9_000_000), pace.message(1, 0)]).toEqual([1, 1]);
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
