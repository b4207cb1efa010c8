import { expect, test } from "bun:test";
import { numberIn } from "./limits.ts";

test("[TS1] a typed limit is a whole number in its range or none", () => {
  const range = { least: 200, most: 16_000 };
  expect(numberIn("2000", range)).toBe(2000);
  expect(numberIn(" 16 000 ", range)).toBe(16_000);
  expect(numberIn("16,000", range)).toBe(16_000);
  expect(numberIn("16001", range)).toBeNull();
  expect(numberIn("199", range)).toBeNull();
  expect(numberIn("-300", range)).toBeNull();
  expect(numberIn("1e3", range)).toBeNull();
  expect(numberIn("", range)).toBeNull();
});
