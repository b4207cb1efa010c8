import { expect, test } from "bun:test";
import type { Device } from "./device.ts";
import { areTalking, meet } from "./meet.ts";
import { World } from "./world.ts";

const words = (device: Device) => {
  const { verification } = device.on("conversation");
  return { number: verification?.number, emoji: verification?.emoji, numbers: verification?.numbers };
};

test("[TS11] both see the same seven pictures, three numbers and count", async () => {
  const world = new World(120);
  const { ann, bob } = await meet(world);
  expect(words(ann)).toEqual(words(bob));
  expect(words(ann).emoji).toHaveLength(7);
  expect(words(ann).numbers).toHaveLength(3);
  expect(words(ann).number).toBe(1);
});

test("[TS11] verified is one's own press; what the other says is information", async () => {
  const world = new World(121);
  const { ann, bob } = await meet(world);
  bob.model.confirmWords(true);
  await world.pass(500);
  expect(bob.on("conversation").verification?.isVerified).toBe(false);
  bob.model.openVerify();
  bob.model.confirmWords(true);
  await world.pass(1_000);
  expect(bob.on("conversation").verification).toMatchObject({
    isVerified: true,
    isOpen: false,
    doesPeerSayVerified: false,
  });
  expect(ann.on("conversation").verification).toMatchObject({ isVerified: false, doesPeerSayVerified: true });
  expect(ann.notes()).toContainEqual({ type: "peer-says-verified" });
  await bob.reload();
  await world.until(() => areTalking(ann, bob));
  await world.pass(500);
  expect(bob.on("conversation").verification).toMatchObject({ isVerified: true, number: 2 });
  expect(words(ann)).toEqual(words(bob));
  bob.model.openVerify();
  bob.model.confirmWords(false);
  expect(bob.on("conversation").verification?.isVerified).toBe(false);
});

for (const opener of ["host", "guest"] as const) {
  for (const mover of ["host", "guest"] as const) {
    test(`[CRYPTO §3] while the ${opener}'s sheet is open its words stay, even when the ${mover} is loaded again`, async () => {
      const world = new World(122);
      const { ann, bob } = await meet(world);
      const [watching, other] = opener === "host" ? [ann, bob] : [bob, ann];
      const moving = mover === "host" ? ann : bob;
      if (moving === watching) {
        // Its own page is loaded again: the sheet goes with it.
        moving.model.openVerify();
        await moving.reload();
        expect(await world.until(() => areTalking(ann, bob))).toBe(true);
        await world.pass(200);
        expect(words(ann)).toEqual(words(bob));
        expect(watching.on("conversation").verification?.isOpen).toBe(false);
        return;
      }
      watching.model.openVerify();
      const before = words(watching);
      await moving.reload();
      await world.pass(90_000);
      expect(words(watching)).toEqual(before);
      expect(other.on("conversation").verification).toBeNull();
      watching.model.closeVerify();
      expect(await world.until(() => areTalking(ann, bob), 20_000)).toBe(true);
      await world.pass(500);
      expect(words(ann)).toEqual(words(bob));
      expect(words(ann).number).toBeGreaterThan(1);
    });
  }
}

test("[CRYPTO §3] a sheet opened in the middle of a run holds it, wherever it stands", async () => {
  for (const opener of ["host", "guest"] as const) {
    for (const kind of [0x20, 0x21, 0x22, 0x23]) {
      const world = new World(123);
      const { ann, bob } = await meet(world);
      const [watching, moving] = opener === "host" ? [ann, bob] : [bob, ann];
      let before: unknown = null;
      world.net.meddle = (text) => {
        const frame = JSON.parse(text) as { type: string; m?: string };
        if (before === null && frame.type === "hs" && atob(frame.m ?? "").charCodeAt(0) === kind) {
          before = words(watching);
          watching.model.openVerify();
        }
        return [text];
      };
      await moving.reload();
      await world.pass(30_000);
      const where = `${opener} ${kind.toString(16)}`;
      if (before === null) continue;
      expect(words(watching), where).toEqual(before as ReturnType<typeof words>);
      watching.model.closeVerify();
      expect(await world.until(() => areTalking(ann, bob), 70_000), where).toBe(true);
      await world.pass(10_000);
      expect(words(ann), where).toEqual(words(bob));
      ann.model.send("there", null);
      expect(await world.until(() => bob.words("peer").includes("there")), where).toBe(true);
    }
  }
});

test("[CRYPTO §3] a forgotten sheet closes after ten minutes", async () => {
  const world = new World(124);
  const { ann, bob } = await meet(world);
  ann.model.openVerify();
  await bob.reload();
  await world.pass(599_000);
  expect(areTalking(bob)).toBe(false);
  await world.pass(10_000);
  expect(areTalking(ann, bob)).toBe(true);
});

test("[TS11] a sheet cannot be opened before there are words, and stops nothing then", async () => {
  const world = new World(125);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  ann.model.openVerify();
  const bob = world.device("bob");
  bob.open(token, secret8);
  await world.until(() => bob.view.screen === "knock");
  bob.model.openVerify();
  bob.model.takeSeat();
  expect(await world.until(() => areTalking(ann, bob))).toBe(true);
});
