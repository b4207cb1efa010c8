import { expect, test } from "bun:test";
import { naughty } from "../testing/naughty.ts";
import { rangeOf } from "./range.ts";

test("[FI2] one range that there is, whichever way it is said", () => {
  const asked = [
    [null, null],
    ["bytes=0-", [0, 10]],
    ["bytes=0-0", [0, 1]],
    ["bytes=3-5", [3, 6]],
    ["bytes=9-9", [9, 10]],
    ["bytes=9-99", [9, 10]],
    ["bytes=-1", [9, 10]],
    ["bytes=-10", [0, 10]],
    ["bytes=-11", [0, 10]],
  ] as const;
  for (const [header, range] of asked)
    expect({ header, range: rangeOf(header, 10) }).toEqual({
      header,
      range: range === null ? null : { from: range[0], to: range[1] },
    });
});

test("[FI2] anything else is unsatisfiable", () => {
  const nonsense = ["bytes=10-", "bytes=10-10", "bytes=5-4", "bytes=-0", "bytes=-", "bytes=", "items=0-1"];
  const more = ["bytes=0-1,3-4", "bytes=a-b", "bytes=--1", "bytes= 0-1", "BYTES", "bytes=0-1 ", "0-1"];
  for (const header of [...nonsense, ...more, `bytes=${"9".repeat(16)}-`, ...naughty])
    expect({ header, range: rangeOf(header, 10) }).toEqual({ header, range: "unsatisfiable" });
});
