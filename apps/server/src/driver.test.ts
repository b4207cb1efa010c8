import { expect, test } from "bun:test";
import { SteadyClock } from "./clock.ts";
import { drive } from "./driver.ts";
import { testApp } from "./testing/app.ts";
import { keptLog } from "./testing/config.ts";

test("[OP4] a tick that breaks is told of, and the next one comes", async () => {
  const { relay } = await testApp();
  const { log, lines } = keptLog();
  const clock = new SteadyClock();
  const ticks: number[] = [];
  clock.check = () => {
    if (ticks.push(ticks.length) === 1) throw new Error("no uptime here");
  };
  const { promise: ticked, resolve: tickedNow } = Promise.withResolvers<void>();
  relay.tick = () => {
    tickedNow();
    return Promise.reject(new Error("broken"));
  };
  const stop = drive(relay, clock, log);
  await ticked;
  await new Promise((resolve) => setImmediate(resolve));
  stop();
  expect(ticks.length).toBeGreaterThan(1);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.every((line) => line.includes("tick failed"))).toBe(true);
});
