import { expect, test } from "bun:test";
import { fakeFile } from "../peers/fake-files.ts";
import type { Device } from "./device.ts";
import { fileHistory } from "./file-history.ts";
import { areTalking, meet } from "./meet.ts";
import { World } from "./world.ts";

const mebibyte = 1024 * 1024;

/** Where the file of that name stands on a device. */
function stateOf(device: Device, name: string): string {
  const said = [...device.messages("me"), ...device.messages("peer")].find(({ file }) => file?.name === name);
  if (said?.file == null) return "not here";
  const transfer = device.model.files()?.snapshot().transfers.get(said.file.fid);
  return transfer?.why ?? transfer?.state ?? "no code";
}

function fidOf(device: Device, name: string): string {
  const said = device.messages("peer").find(({ file }) => file?.name === name);
  return said?.file?.fid ?? "";
}

async function begin(world: World, from: Device, to: Device, name: string, size: number): Promise<void> {
  from.model.attach([fakeFile(name, size)], null);
  await world.until(() => stateOf(to, name) === "offered");
  to.model.files()?.accept(fidOf(to, name));
  expect(await world.until(() => ["moving", "checking", "done"].includes(stateOf(to, name)))).toBe(true);
}

test("[FI1] a file among the words: offered once, read, taken, arrived whole on both screens", async () => {
  const world = new World(9_000);
  const { ann, bob } = await meet(world);
  bob.model.attend(true);
  ann.model.send("before", null);
  ann.model.attach([fakeFile("a.bin", 9 * mebibyte)], null);
  ann.model.send("after", null);
  await world.until(() => stateOf(bob, "a.bin") === "offered");
  await world.pass(2_000);
  expect(bob.messages("peer").map(({ body, file }) => file?.name ?? body)).toEqual([
    "before",
    "after",
    "a.bin",
  ]);
  expect(ann.messages("me").at(-1)).toMatchObject({ delivery: "read" });
  bob.model.files()?.accept(fidOf(bob, "a.bin"));
  expect(await world.until(() => stateOf(ann, "a.bin") === "done")).toBe(true);
  expect(stateOf(bob, "a.bin")).toBe("done");
  expect([...ann.files.faults, ...bob.files.faults, ...world.failures]).toEqual([]);
});

test("[FI1] [TS9] the line to the server comes and goes: the file does not mind", async () => {
  const world = new World(9_001);
  const { ann, bob } = await meet(world);
  await begin(world, ann, bob, "a.bin", 400 * mebibyte);
  ann.dropLine();
  await world.pass(300);
  world.restart(1);
  bob.goOffline();
  await world.pass(8_000);
  bob.goOnline();
  expect(await world.until(() => stateOf(ann, "a.bin") === "done", 300_000)).toBe(true);
  expect(bob.files.arrived.size).toBe(1);
});

test("[FI1] one page is loaded again in the middle: offered to the new receiver, lost with the sender", async () => {
  const world = new World(9_002);
  const { ann, bob } = await meet(world);
  await begin(world, ann, bob, "a.bin", 900 * mebibyte);
  await bob.reload();
  expect(await world.until(() => stateOf(bob, "a.bin") === "offered")).toBe(true);
  bob.model.files()?.accept(fidOf(bob, "a.bin"));
  await world.until(() => stateOf(bob, "a.bin") === "moving");
  await ann.reload();
  await world.until(() => areTalking(ann, bob));
  expect(await world.until(() => stateOf(bob, "a.bin") === "lost-there", 120_000)).toBe(true);
  await begin(world, ann, bob, "b.bin", mebibyte);
  expect(await world.until(() => stateOf(ann, "b.bin") === "done")).toBe(true);
});

test("[FI1] deleted in the middle, it goes from both", async () => {
  const world = new World(9_003);
  const { ann, bob } = await meet(world);
  await begin(world, ann, bob, "a.bin", 900 * mebibyte);
  const [message] = ann.messages("me");
  ann.model.remove([message?.key ?? ""]);
  await world.pass(2_000);
  expect([stateOf(ann, "a.bin"), stateOf(bob, "a.bin")]).toEqual(["not here", "not here"]);
  await world.pass(60_000);
  expect(world.paths.open.size).toBe(0);
});

test("[FI1] [TS8] a leap ends what is not finished; after it files go again", async () => {
  const world = new World(9_004);
  const { ann, bob, token } = await meet(world);
  await begin(world, ann, bob, "a.bin", 900 * mebibyte);
  ann.model.askLeap();
  await world.pass(500);
  bob.model.answerPact(true);
  await world.until(() => ann.token !== token && bob.token !== token && areTalking(ann, bob));
  await world.pass(1_000);
  expect([stateOf(ann, "a.bin"), stateOf(bob, "a.bin")]).toEqual(["not here", "not here"]);
  await begin(world, bob, ann, "b.bin", mebibyte);
  expect(await world.until(() => stateOf(bob, "b.bin") === "done")).toBe(true);
});

test("[FI1] a client without files is offered none, and declines what comes all the same", async () => {
  const world = new World(9_005);
  const ann = world.device("ann", 0);
  const bob = world.device("bob", 1);
  bob.canSendFiles = false;
  const { token, secret8 } = await ann.start({});
  bob.open(token, secret8);
  await world.until(() => bob.view.screen === "knock");
  bob.model.takeSeat();
  await world.until(() => areTalking(ann, bob));
  await world.pass(1_000);
  expect(ann.on("conversation").mayAttach).toBe(false);
  ann.model.attach([fakeFile("a.bin", 5)], null);
  expect(await world.until(() => stateOf(ann, "a.bin") === "they-cannot")).toBe(true);
});

test("[TS7] the end in the middle of a file: nothing runs on", async () => {
  const world = new World(9_006);
  const { ann, bob } = await meet(world);
  await begin(world, ann, bob, "a.bin", 900 * mebibyte);
  ann.model.end();
  await world.until(() => bob.view.screen === "ended");
  expect(world.paths.open.size).toBe(0);
});

test("[FI1] 25 histories of files over a bad network and a server that restarts end the same on both screens", async () => {
  const bad: unknown[] = [];
  let arrived = 0;
  for (let seed = 1; seed <= 25; seed += 1) {
    const history = await fileHistory(seed);
    arrived += history.arrived;
    if (history.wrong.length > 0) bad.push({ seed, wrong: history.wrong });
  }
  expect(bad).toEqual([]);
  expect(arrived).toBeGreaterThan(20);
}, 120_000);
