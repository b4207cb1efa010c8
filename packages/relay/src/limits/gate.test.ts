import { expect, test } from "bun:test";
import { Gate } from "./gate.ts";

test("[FI2] four parts of a seat and 64 of all at once; whoever leaves makes room", () => {
  const gate = new Gate();
  const enter = (seat: string, times: number) => Array.from({ length: times }, () => gate.enter(seat)).at(-1);
  expect(enter("a", 4)).toBe(null);
  expect(enter("a", 1)).toBe("seat");
  for (let n = 0; n < 15; n += 1) expect(enter(`seat ${n}`, 4)).toBe(null);
  expect(enter("b", 1)).toBe("all");
  gate.leave("a");
  expect([enter("a", 1), enter("b", 1)]).toEqual([null, "all"]);
});
