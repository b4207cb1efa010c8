import { expect, test } from "bun:test";
import fc from "fast-check";
import { instant } from "./instant.ts";

/** What the pure packages must do without. */
const { Date: Known } = globalThis;

test("[TS5] instants are written as every other program writes them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (ms) => {
      expect(instant(ms)).toBe(new Known(ms).toISOString());
    }),
  );
  for (const day of ["1970-01-01", "2000-02-29", "2024-02-29", "2100-03-01", "2026-12-31"]) {
    expect(instant(Known.parse(day))).toBe(`${day}T00:00:00.000Z`);
  }
});
