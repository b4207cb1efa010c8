import { expect, test } from "bun:test";
import { askOpenMs, maxExtensions } from "@chatorbit/protocol";
import { mayExtend, nothingAgreed, openPact, yields } from "./pact.ts";

const extend = (by: "me" | "peer") => openPact("id", by, { act: "extend", seconds: 60 }, 1_000);

test("[TS8] an ask is open for a minute", () => {
  expect(extend("me")).toMatchObject({ until: 1_000 + askOpenMs, act: "extend", seconds: 60 });
});

test("[TS8] the sum of all extensions is at most the original length, their number at most eight", () => {
  expect(mayExtend(nothingAgreed, 600_000)).toBe(600);
  expect(mayExtend({ seconds: 599, ids: ["a"] }, 600_000)).toBe(1);
  expect(mayExtend({ seconds: 900, ids: ["a"] }, 600_000)).toBe(0);
  expect(
    mayExtend({ seconds: 8, ids: Array.from({ length: maxExtensions }, (_, n) => `${n}`) }, 600_000),
  ).toBe(0);
});

test("[TS8] both asked at once: the host's ask stands on both sides; a newer ask of the same side replaces its older", () => {
  expect(yields(extend("me"), "host")).toBe(false);
  expect(yields(extend("me"), "guest")).toBe(true);
  expect(yields(extend("peer"), "host")).toBe(true);
  expect(yields(extend("peer"), "guest")).toBe(true);
});
