import { expect, test } from "bun:test";
import { SteadyClock } from "./clock.ts";

function machine() {
  const sources = { wallAt: 1_700_000_000_000, steadyAt: 500, upAt: 1000 };
  const clock = new SteadyClock({
    wall: () => sources.wallAt,
    steady: () => sources.steadyAt,
    uptime: () => Math.floor(sources.upAt),
  });
  const pass = (ms: number) => {
    sources.wallAt += ms;
    sources.steadyAt += ms;
    sources.upAt += ms / 1000;
    clock.check();
  };
  return { clock, sources, pass };
}

test("a jump of the machine's date by 25 hours is no jump of ours", () => {
  for (const jump of [25, -25]) {
    const { clock, sources, pass } = machine();
    const start = clock.now();
    sources.wallAt += jump * 3_600_000;
    pass(1500);
    expect(clock.now()).toBe(start + 1500);
  }
});

test("a sleep of the machine is time passed, counted once", () => {
  const { clock, sources, pass } = machine();
  const start = clock.now();
  sources.upAt += 3600;
  sources.wallAt += 3_600_000;
  pass(1000);
  expect(clock.now() - start).toBeWithin(3_600_000, 3_603_001);
  const after = clock.now();
  for (let n = 0; n < 1000; n += 1) pass(777);
  expect(clock.now()).toBe(after + 777_000);
});

test("it gives whole ms", () => {
  const { clock, sources } = machine();
  sources.steadyAt += 0.7;
  expect(Number.isInteger(clock.now())).toBe(true);
});
