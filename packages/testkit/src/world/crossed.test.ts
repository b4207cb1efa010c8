/** Acts that cross each other, or a cut, on the way: what one side believes must stay true on both. */
import { expect, test } from "bun:test";
import { openHome } from "@chatorbit/client";
import { newSecret } from "@chatorbit/crypto";
import { keepNames } from "@chatorbit/engine";
import type { Device } from "./device.ts";
import { areTalking, invited, meet } from "./meet.ts";
import { World } from "./world.ts";

const notesOf = (device: Device) => device.notes().map(({ type }) => type);

async function verified(device: Device): Promise<void> {
  device.model.openVerify();
  device.model.confirmWords(true);
}

/** Asked and agreed; resolves when both have begun the session they leap to. */
async function leaping(world: World, asker: Device, other: Device, token: string): Promise<void> {
  asker.model.askLeap();
  await world.until(() => other.on("conversation").pact?.act === "leap");
  other.model.answerPact(true);
  const hasBegun = (device: Device) =>
    device.keeps().some((name) => name.startsWith("tab co:s:") && !name.includes(token));
  expect(await world.until(() => hasBegun(asker) && hasBegun(other))).toBe(true);
}

test("[TS11] words that differ take back what was verified, and stay readable", async () => {
  const world = new World(300);
  const { ann } = await meet(world);
  await verified(ann);
  ann.model.openVerify();
  ann.model.confirmWords(false);
  expect(ann.on("conversation").verification).toMatchObject({ isVerified: false, isOpen: true });
  ann.model.closeVerify();
  await ann.reload();
  await world.until(() => ann.view.screen === "conversation");
  expect(ann.on("conversation").verification?.isVerified ?? false).toBe(false);
});

test("[TS11] [TS8] words found to differ in the middle of a leap are not verified after it", async () => {
  for (const asks of ["host", "guest"] as const) {
    const world = new World(301);
    const { ann, bob, token } = await meet(world);
    await verified(ann);
    world.net.meddle = (text) => (text.includes('"type":"hs"') ? [] : [text]);
    await leaping(world, ...(asks === "host" ? ([ann, bob] as const) : ([bob, ann] as const)), token);
    ann.model.openVerify();
    ann.model.confirmWords(false);
    ann.model.closeVerify();
    world.net.meddle = null;
    await world.pass(65_000);
    await world.until(() => areTalking(ann, bob));
    expect(ann.on("conversation").verification?.isVerified, asks).toBe(false);
  }
});

test("[TS12] [TS8] a seat freed in the middle of a leap leaves its former owner no other way in", async () => {
  const world = new World(302);
  const { ann, bob, token } = await meet(world);
  world.net.meddle = (text) => (text.includes('"type":"hs"') ? [] : [text]);
  await leaping(world, ann, bob, token);
  ann.model.reopenSeat();
  await world.until(() => bob.view.screen === "refused");
  world.net.meddle = null;
  await world.pass(5_000);
  expect(bob.keeps().filter((name) => name.includes("co:s:"))).toEqual([]);
  expect(ann.keeps().filter((name) => name.includes("co:s:"))).toEqual([`tab ${keepNames.record(token)}`]);
});

test("[TS9] a server whose disk is full costs nobody an invitation, nor a conversation", async () => {
  const world = new World(303);
  const ann = world.device("ann");
  const full = { status: 507, body: { code: "storage-full", detail: "" } };
  let isFull = true;
  world.desk = ({ path }) => (isFull && path.endsWith("/join") ? full : null);
  const { token, secret8 } = await ann.start();
  await world.pass(2_000);
  expect(ann.keeps().some((name) => name.includes(keepNames.invite(token)))).toBe(true);
  isFull = false;
  await world.until(() => ann.view.screen === "waiting", 60_000);
  expect(ann.view.screen).toBe("waiting");
  const bob = world.device("bob");
  await invited(world, bob, token, secret8);
  expect(await world.until(() => areTalking(ann, bob))).toBe(true);
  world.desk = ({ path }) => (path.endsWith("/end") && !isFull ? full : null);
  bob.goOffline();
  ann.model.end();
  await world.pass(5_000);
  isFull = true;
  world.desk = null;
  await world.pass(30_000);
  expect(ann.on("ended").confirmed.server).toBe(true);
});

test("[TS8] more time that both agreed to is lived by both, whatever the asker's page did meanwhile", async () => {
  for (const what of ["reloads", "is in a tunnel"] as const) {
    const world = new World(304);
    const { ann, bob } = await meet(world, { ttlMinutes: 10 });
    const left = (device: Device) => device.on("conversation").time.endsAt - device.now();
    ann.model.askExtend(600);
    await world.until(() => bob.on("conversation").pact !== null);
    if (what === "reloads") {
      await ann.reload();
      await world.until(() => areTalking(ann, bob));
      bob.model.answerPact(true);
    } else {
      ann.goOffline();
      bob.model.answerPact(true);
      await world.pass(70_000);
      ann.goOnline();
    }
    await world.until(() => notesOf(ann).includes("extended"), 30_000);
    await world.pass(6_000);
    expect(notesOf(ann), what).toContain("extended");
    for (const device of [ann, bob]) {
      expect(left(device) / 60_000, what).toBeGreaterThan(17);
      expect(device.on("conversation").mayExtendSeconds, what).toBe(0);
    }
  }
});

test("[TS9] [CRYPTO §4] what is taken back while the other is away is not called missing", async () => {
  const world = new World(305);
  const { ann, bob } = await meet(world);
  bob.goOffline();
  ann.model.send("never mind", null);
  await world.pass(300);
  ann.model.remove([ann.message("never mind").key]);
  ann.model.askExtend(60);
  await world.pass(300);
  ann.model.answerPact(false);
  await world.pass(20_000);
  bob.goOnline();
  await world.until(() => areTalking(ann, bob));
  ann.model.send("but this", null);
  await world.pass(120_000);
  expect(bob.words("peer")).toEqual(["but this"]);
  expect(notesOf(bob)).not.toContain("messages-missing");
  expect(bob.on("conversation").pact).toBeNull();
});

test("[CRYPTO §12] first handshakes that never arrive whole are named to both after three", async () => {
  const world = new World(306);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  world.net.meddle = (text) => [text.replace(/("type":"hs".*"m":")([^"]{40})[^"]*/, "$1$2")];
  const bob = world.device("bob");
  await invited(world, bob, token, secret8);
  await world.pass(60_000);
  expect(bob.alarms()).toContainEqual({ type: "relay-alters-messages" });
});

test("[TS7] the count of guesses goes when it is nought, and at the latest with its invitation", async () => {
  const world = new World(307);
  const { bob } = await meet(world);
  expect(bob.keeps().filter((name) => name.includes("co:g:"))).toEqual([]);
});

test("[TS8] [TS9] a page loaded again in the middle of a leap does not hold the conversation up", async () => {
  for (const reloads of ["host", "guest"] as const) {
    const world = new World(308);
    const { ann, bob, token } = await meet(world);
    world.net.meddle = (text) => (text.includes('"type":"hs"') ? [] : [text]);
    await leaping(world, ann, bob, token);
    world.net.meddle = null;
    const [one, other] = reloads === "host" ? [ann, bob] : [bob, ann];
    await one.reload();
    other.model.send("are you there?", null);
    expect(await world.until(() => one.words("peer").includes("are you there?"), 20_000), reloads).toBe(true);
  }
});

test("[TS7] a count of guesses left by a tab closed long ago goes with the next page", async () => {
  const world = new World(309);
  const ann = world.device("ann");
  const { token } = await ann.start();
  const bob = world.device("bob");
  await invited(
    world,
    bob,
    token,
    newSecret(token, (length) => world.dice.bytes(length)),
  );
  await world.until(() => bob.alarms().length > 0);
  const counts = () => bob.keeps().filter((name) => name.includes("co:g:"));
  expect(counts()).toHaveLength(1);
  bob.closeTab();
  await world.pass(25 * 3_600_000);
  openHome(bob.ports);
  await world.pass(1_000);
  expect(counts()).toEqual([]);
});

test("[TS9] what is brought back has its replies and reactions", async () => {
  const world = new World(310);
  const { ann, bob } = await meet(world);
  ann.model.send("shall we?", null);
  await world.until(() => bob.words("peer").includes("shall we?"));
  bob.model.send("yes", bob.message("shall we?").key);
  await world.until(() => ann.words("peer").includes("yes"));
  ann.model.react(ann.message("yes").key, "🎉");
  await world.pass(1_000);
  await ann.reload();
  await world.until(() => ann.view.screen === "conversation" && ann.on("conversation").mayBringBack);
  ann.model.bringBack();
  await world.until(() => ann.words("peer").includes("yes"));
  expect(ann.message("yes")).toMatchObject({
    replyTo: { by: "me", excerpt: "shall we?" },
    reactions: { me: "🎉", peer: null },
  });
});
