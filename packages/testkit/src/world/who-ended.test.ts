import { expect, test } from "bun:test";
import { meet } from "./meet.ts";
import { World } from "./world.ts";

test("[TS7] whoever ends it is told so; the other one hears that it was the other device", async () => {
  const world = new World(90);
  const { ann, bob } = await meet(world);
  await world.pass(2_000);
  ann.model.end();
  expect(ann.on("ended")).toMatchObject({ by: "me", wasAlone: false, confirmed: { server: false } });
  await world.pass(1_000);
  expect(ann.on("ended")).toMatchObject({ by: "me", wasAlone: false, confirmed: { server: true } });
  // Whichever word was faster: sealed by the other device, or the server's.
  expect(["peer", "server"]).toContain(bob.on("ended").by);
  expect(bob.on("ended").wasAlone).toBe(false);
});

test("[TS7] an end made offline and heard later is the other device's, by the server's word", async () => {
  const world = new World(91);
  const { ann, bob } = await meet(world);
  ann.goOffline();
  ann.model.end();
  await world.pass(10_000);
  ann.goOnline();
  expect(await world.until(() => bob.view.screen === "ended")).toBe(true);
  expect(bob.on("ended")).toMatchObject({ by: "server", reason: "manually_ended", wasAlone: false });
  expect(ann.on("ended")).toMatchObject({ by: "me" });
});

test("[TS7] time that ran out is nobody's end", async () => {
  const world = new World(92);
  const { ann, bob } = await meet(world, { ttlMinutes: 5 });
  await world.pass(301_000);
  for (const device of [ann, bob]) {
    expect(device.on("ended")).toMatchObject({ by: "server", reason: "timer_expired", wasAlone: false });
  }
});

test("[TS7] ended before anybody took the second seat: there was no other device", async () => {
  const world = new World(93);
  const ann = world.device("ann");
  await ann.start();
  ann.model.end();
  await world.pass(1_000);
  expect(ann.on("ended")).toMatchObject({ by: "me", wasAlone: true, receipt: { startedAt: null } });
});
