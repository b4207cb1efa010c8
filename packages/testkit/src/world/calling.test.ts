import { expect, test } from "bun:test";
import { callHistory } from "./call-history.ts";
import { CallWitness } from "./call-witness.ts";
import type { Device } from "./device.ts";
import { areTalking, invited, type Meeting, meet } from "./meet.ts";
import { World } from "./world.ts";

const view = (device: Device) => device.model.calls()?.snapshot() ?? null;
const areConnected = (...devices: readonly Device[]): boolean =>
  devices.every((device) => view(device)?.phase === "connected");

async function connect(world: World, { ann, bob }: Meeting): Promise<CallWitness> {
  const witness = new CallWitness(world, [ann, bob]);
  witness.start(ann, true);
  await world.until(() => view(bob)?.phase === "ringing", 10_000);
  witness.accept(bob, true);
  expect(await world.until(() => areConnected(ann, bob), 10_000)).toBe(true);
  return witness;
}

async function leap(world: World, { ann, bob, token }: Meeting): Promise<void> {
  ann.model.askLeap();
  await world.pass(500);
  bob.model.answerPact(true);
  const hasLeapt = () => ann.token !== token && bob.token !== token && areTalking(ann, bob);
  expect(await world.until(hasLeapt, 30_000)).toBe(true);
}

test("[CA7] [CRYPTO §18.3] an ask from before a leap is none after it, though the epochs have one number", async () => {
  const world = new World(3_000);
  const meeting = await meet(world);
  const { ann, bob } = meeting;
  // The session the leap leads to begins with the epoch this one comes to now.
  await ann.reload();
  await world.until(() => areTalking(ann, bob));
  await world.pass(5_000);
  const witness = await connect(world, meeting);
  ann.model.calls()?.askConsent("recording");
  await world.pass(500);
  expect(view(bob)?.consent.is).toBe("asked");
  await leap(world, meeting);
  await world.pass(1_000);
  expect([ann, bob].map((device) => view(device)?.consent.is)).toEqual(["none", "none"]);
  expect(areConnected(ann, bob)).toBe(true);
  for (const device of witness.devices) witness.look(device);
  expect(witness.wrong).toEqual([]);
});

test("[CA7] a recording runs on through a leap, and its mark stays lit on both screens", async () => {
  const world = new World(3_001);
  const meeting = await meet(world);
  const { ann, bob } = meeting;
  const witness = await connect(world, meeting);
  ann.model.calls()?.askConsent("recording");
  await world.pass(500);
  const consent = view(bob)?.consent;
  const asked = consent?.is === "asked" ? consent.id : "";
  bob.model.calls()?.answerConsent(asked, true);
  await world.pass(500);
  await leap(world, meeting);
  await world.pass(60_000);
  expect([ann, bob].map((device) => view(device)?.consent)).toEqual([
    { is: "on", id: asked, what: "recording", by: "me" },
    { is: "on", id: asked, what: "recording", by: "peer" },
  ]);
  expect(ann.peers.page?.recording).not.toBeNull();
  bob.model.calls()?.hangUp();
  await world.pass(1_000);
  expect([ann, bob].map((device) => view(device)?.consent.is)).toEqual(["none", "none"]);
  expect(ann.peers.page?.recording).toBeNull();
  expect(witness.wrong).toEqual([]);
});

test("[CA1] who is calling in one conversation is busy in every other of the same browser, and is told so", async () => {
  const world = new World(3_010);
  const first = await meet(world);
  await connect(world, first);
  const tab = first.ann.otherTab("ann2", { isDuplicate: false });
  const { token, secret8 } = await tab.start();
  const cyd = world.device("cyd", 1);
  await invited(world, cyd, token, secret8);
  expect(await world.until(() => areTalking(tab, cyd))).toBe(true);

  cyd.model.startCall(false);
  const ended = (device: Device) => device.notes().filter(({ type }) => type === "call-ended");
  expect(await world.until(() => ended(cyd).length === 1, 20_000)).toBe(true);
  expect(ended(cyd)[0]).toMatchObject({ why: "busy" });
  expect(view(tab)?.phase ?? "idle").not.toBe("ringing");

  tab.model.startCall(false);
  expect(await world.until(() => view(tab)?.notice?.notice.type === "call-elsewhere", 5_000)).toBe(true);
  expect(view(tab)?.phase).not.toBe("calling");

  first.ann.model.calls()?.hangUp();
  await world.pass(1_000);
  cyd.model.startCall(false);
  expect(await world.until(() => view(tab)?.phase === "ringing", 10_000)).toBe(true);
});

test("[TS8] a leap that one side finishes in the moment the other gives it up leads both to one session", async () => {
  expect((await callHistory(7_481)).wrong).toEqual([]);
});

test("[TS8] [TS9] what is kept of a leap that lapsed can be read again after a reload", async () => {
  expect((await callHistory(2_558)).wrong).toEqual([]);
});
