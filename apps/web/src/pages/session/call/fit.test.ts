import { expect, test } from "bun:test";
import { fitOf } from "./fit.ts";

const stage = { width: 1032, height: 900 };
const phone = { width: 390, height: 844 };

test("[CA5] a screen is shown whole, a camera fills the window where that cuts off little", () => {
  expect(fitOf({ width: 1920, height: 1080 }, stage)).toBe("contain");
  expect(fitOf({ width: 1280, height: 720 }, stage)).toBe("cover");
  expect(fitOf({ width: 720, height: 1280 }, phone)).toBe("cover");
});

test("[CA5] a face is not cut to half", () => {
  expect(fitOf({ width: 720, height: 1280 }, stage)).toBe("contain");
  expect(fitOf({ width: 1280, height: 720 }, phone)).toBe("contain");
});

test("[CA5] a picture that has no size yet fills the window", () => {
  expect(fitOf({ width: 0, height: 0 }, stage)).toBe("cover");
});
