import { expect, test } from "bun:test";
import { World } from "./world.ts";

test("[SR1] [SR2] [SR4] two devices make a room, come in by its link, write both ways, reload, and read all of it", async () => {
  const world = new World(1);
  const ann = world.device("ann");
  const bob = world.device("bob");
  const { room, fragment } = await ann.createRoom();
  ann.model.send("before anybody came", null);
  await world.pass(500);
  bob.openRoom(room, fragment);
  await world.until(() => bob.view.screen === "knock");
  bob.model.takeSeat();
  expect(await world.until(() => bob.words("peer").length === 1)).toBe(true);
  ann.model.send("ahoj", null);
  bob.model.send("čau", null);
  const haveAll = () => ann.words("peer").length === 1 && bob.words("peer").length === 2;
  expect(await world.until(haveAll)).toBe(true);
  await world.pass(1_000);
  expect(ann.on("conversation").kept).toEqual({ link: null, isCaughtUp: true, keys: "confirmed" });
  const order = ann.all();
  expect(bob.all()).toEqual(order);
  expect(ann.messages("me").map(({ delivery }) => delivery)).toEqual(["delivered", "delivered"]);
  for (const device of [ann, bob]) {
    await device.reload();
    expect(await world.until(() => device.all().length === 3)).toBe(true);
    expect(device.all()).toEqual(order);
  }
  ann.model.send("after", null);
  expect(await world.until(() => bob.words("peer").length === 3)).toBe(true);
  expect([ann.alarms(), bob.alarms()]).toEqual([[], []]);
  expect(world.failures).toEqual([]);
});
