import { expect, test } from "bun:test";
import { blobRates } from "@chatorbit/protocol";
import { Flow } from "./flow.ts";

const { perSecond, burst } = blobRates;

test("[FI2] a seat carries its burst at once, then so much a second; another seat does not notice", () => {
  const flow = new Flow(1);
  expect(flow.take("a", burst, 1000)).toBe(0);
  expect(flow.take("a", 1, 1000)).toBe(1);
  expect(flow.take("b", burst, 1000)).toBe(0);
  expect(flow.take("a", 3 * perSecond, 1000)).toBe(3);
  expect(flow.take("a", 3 * perSecond, 3000)).toBe(1);
  expect(flow.take("a", 3 * perSecond, 4000)).toBe(0);
  expect(flow.take("a", 1, 4000)).toBe(1);
});

test("[FI2] more than fits at once passes when nothing was used, and a refusal costs nothing", () => {
  const flow = new Flow(1);
  expect(flow.take("a", 5 * burst, 0)).toBe(0);
  const whole = (burst / perSecond) * 1000;
  expect(flow.take("a", 5 * burst, 0)).toBe(whole / 1000);
  expect(flow.take("a", 5 * burst, whole)).toBe(0);
});
