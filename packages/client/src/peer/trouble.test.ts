import { expect, test } from "bun:test";
import { troubleOf } from "./trouble.ts";

test.each([
  ["NotAllowedError", "refused"],
  ["NotFoundError", "missing"],
  ["OverconstrainedError", "missing"],
  ["NotReadableError", "in-use"],
  ["TypeError", "failed"],
] as const)("[CA6] %s is %s", (name, why) => {
  expect(troubleOf(new DOMException("no", name), true)).toBe(why);
});

test("[CA6] on plain http it is the origin, whatever was thrown", () => {
  expect(troubleOf(new TypeError("undefined is not an object"), false)).toBe("insecure");
  expect(troubleOf("thrown", true)).toBe("failed");
});
