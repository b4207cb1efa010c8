/** Calls when the other one goes, is replaced, or is hidden from: nothing runs on, nothing is shown to strangers. */
import { expect, test } from "bun:test";
import { parseJoinCode } from "@chatorbit/crypto";
import { CallWitness } from "./call-witness.ts";
import type { Device } from "./device.ts";
import { areTalking, meet } from "./meet.ts";
import { World } from "./world.ts";

const callOf = (device: Device) => device.model.calls()?.snapshot() ?? null;
const phaseOf = (device: Device) => callOf(device)?.phase ?? "idle";

async function verifiedCall(world: World): Promise<{ ann: Device; bob: Device }> {
  const { ann, bob } = await meet(world);
  for (const device of [ann, bob]) {
    device.model.openVerify();
    device.model.confirmWords(true);
  }
  const witness = new CallWitness(world, [ann, bob]);
  witness.start(ann, true);
  await world.until(() => phaseOf(bob) === "ringing", 10_000);
  witness.accept(bob, true);
  const isOn = () => phaseOf(ann) === "connected" && phaseOf(bob) === "connected";
  expect(await world.until(isOn, 10_000)).toBe(true);
  return { ann, bob };
}

test("[CA1] [TS12] a freed seat ends the call: whoever takes it gets no call, no picture and no address of before", async () => {
  const world = new World(7_001);
  const { ann } = await verifiedCall(world);
  ann.model.calls()?.choosePath("direct");
  ann.model.reopenSeat();
  await world.until(() => ann.on("conversation").invite !== null);
  await world.pass(500);
  expect(phaseOf(ann)).toBe("idle");
  expect(callOf(ann)?.mine).toMatchObject({ microphone: "off", camera: "off" });
  const { token, secret } = parseJoinCode(ann.on("conversation").invite?.code ?? "");
  const carl = world.device("carl");
  carl.open(token, secret);
  await world.until(() => carl.view.screen === "knock");
  carl.model.takeSeat();
  expect(await world.until(() => areTalking(ann, carl))).toBe(true);
  await world.pass(20_000);
  expect([phaseOf(ann), phaseOf(carl)]).toEqual(["idle", "idle"]);
});

test("[CA3] what a call said without a line does not leave when the line is back", async () => {
  const world = new World(7_002);
  const { ann, bob } = await meet(world);
  for (const device of [ann, bob]) {
    device.model.openVerify();
    device.model.confirmWords(true);
  }
  const witness = new CallWitness(world, [ann, bob]);
  witness.start(bob, false);
  await world.until(() => phaseOf(ann) === "ringing", 10_000);
  const said: string[] = [];
  bob.peers.spy = {
    said: () => {},
    heard: (signal) => void said.push(JSON.stringify(signal)),
    noted: () => {},
    ordered: () => {},
  };
  ann.model.calls()?.accept(false);
  await world.until(() => phaseOf(ann) === "connecting");
  ann.goOffline();
  await world.pass(1_500);
  ann.model.calls()?.choosePath("relay");
  said.length = 0;
  ann.goOnline();
  await world.pass(10_000);
  expect(said.filter((text) => /typ (?:host|srflx)/.test(text))).toEqual([]);
});

test("[CA2] [CA6] a device that vanished is not waited for without end: the call ends, and every light goes out", async () => {
  const world = new World(7_003);
  const { ann, bob } = await verifiedCall(world);
  bob.peers.page?.close();
  bob.goDark();
  bob.model.close();
  await world.pass(3 * 60_000);
  expect(callOf(ann)).toMatchObject({ phase: "ended", why: "peer-lost-call" });
  expect(callOf(ann)?.mine).toMatchObject({ microphone: "off", camera: "off" });
});
