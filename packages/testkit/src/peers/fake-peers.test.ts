import { expect, test } from "bun:test";
import type { Device } from "../world/device.ts";
import { meet } from "../world/meet.ts";
import { World } from "../world/world.ts";

const phase = (device: Device) => device.model.calls()?.snapshot().phase ?? "none";

test("[CA1] [CA2] two devices of the World call each other, over the relay and in secret", async () => {
  const world = new World(1);
  const { ann, bob } = await meet(world);
  ann.model.startCall(true);
  expect(await world.until(() => phase(bob) === "ringing", 5_000)).toBe(true);
  bob.model.calls()?.accept(false);
  expect(await world.until(() => phase(ann) === "connected" && phase(bob) === "connected", 5_000)).toBe(true);
  const [mine] = world.paths.openOf("ann");
  expect(mine === undefined ? null : world.paths.link(mine)).toBe("relayed");
  expect([ann, bob].flatMap(({ peers }) => peers.faults)).toEqual([]);
  bob.model.calls()?.hangUp();
  expect(await world.until(() => phase(ann) === "ended", 5_000)).toBe(true);
  expect(world.paths.open.size).toBe(0);
  expect(ann.peers.page?.tracks.live.size).toBe(0);
});

test("[CA1] a terminal is never rung and opens nothing", async () => {
  const world = new World(2);
  const ann = world.device("ann");
  ann.canCall = false;
  const { token, secret8 } = await ann.start();
  const bob = world.device("bob");
  bob.open(token, secret8);
  await world.until(() => bob.view.screen !== "opening");
  bob.model.takeSeat();
  await world.until(() => bob.view.screen === "conversation" && bob.view.verification !== null);
  await world.pass(1_000);
  expect(bob.on("conversation").mayCall).toBe(false);
});
