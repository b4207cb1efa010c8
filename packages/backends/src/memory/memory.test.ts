import { expect, test } from "bun:test";
import {
  busContract,
  limitsContract,
  logContract,
  shelfContract,
  storeContract,
} from "@chatorbit/testkit/contracts";
import { MemoryHub, MemoryLimits, MemoryStore } from "./index.ts";

storeContract("in memory", async () => new MemoryStore());
logContract("in memory", async () => new MemoryStore());
shelfContract("in memory", async () => new MemoryStore());
limitsContract("in memory", async () => new MemoryLimits());
busContract("in memory", async (instances) => {
  const hub = new MemoryHub();
  return Array.from({ length: instances }, () => hub.bus());
});

test("counts in memory stay bounded however many addresses come", async () => {
  const limits = new MemoryLimits(100);
  const limit = { name: "join", most: 1, windowMs: 1000, lasts: false, whenDown: "open" } as const;
  for (let n = 0; n < 150; n += 1) await limits.take(limit, `address ${n}`, 0);
  expect((await limits.peek(limit, "address 149", 0)).isAllowed).toBe(false);
  expect((await limits.peek(limit, "address 0", 0)).isAllowed).toBe(true);
});
