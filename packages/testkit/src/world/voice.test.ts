import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import type { MessageItem, Recorded } from "@chatorbit/client";
import { frameRates } from "@chatorbit/protocol";
import type { Device } from "./device.ts";
import { areTalking, meet } from "./meet.ts";
import { World } from "./world.ts";

/** Sound of this many bytes, never twice the same. */
function spoken(world: World, length: number): Recorded {
  return {
    bytes: world.dice.bytes(length),
    mime: "audio/webm",
    ms: 1_000 + (length % 1_000),
    wave: [0, 9, 31, 4],
  };
}

const digest = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : createHash("sha256").update(bytes).digest("hex");

const voices = (device: Device, by: "me" | "peer"): readonly MessageItem[] =>
  device.messages(by).filter(({ voice }) => voice !== null);

const states = (device: Device, by: "me" | "peer") => voices(device, by).map(({ voice }) => voice?.state);

const heardBy = (device: Device) =>
  voices(device, "peer").map(({ key }) => digest(device.model.voiceOf(key)));

test("[FI3][TS9] a voice message arrives once and whole among the words, over a network that loses a fifth", async () => {
  const world = new World(71);
  const { ann, bob } = await meet(world);
  world.net.weather = { delay: [5, 300], lose: 0.2, double: 0.2, reorder: true };
  const recorded = spoken(world, 200_000);
  ann.model.send("before", null);
  expect(ann.model.sendVoice(recorded, null)).toBe(true);
  ann.model.send("after", null);
  expect(await world.until(() => states(bob, "peer")[0] === "ready", 300_000)).toBe(true);
  await world.until(() => ann.messages("me").every(({ delivery }) => delivery === "delivered"), 120_000);
  expect(ann.messages("me").map(({ delivery }) => delivery)).toEqual(["delivered", "delivered", "delivered"]);
  expect(bob.words("peer")).toEqual(["before", "", "after"]);
  expect(heardBy(bob)).toEqual([digest(recorded.bytes)]);
  expect(voices(bob, "peer")[0]?.voice).toMatchObject({ ms: 1_000, wave: [0, 9, 31, 4], mime: "audio/webm" });
  expect(digest(ann.model.voiceOf(voices(ann, "me")[0]?.key ?? ""))).toBe(digest(recorded.bytes));
  expect(world.failures).toEqual([]);
});

test("[FI3][TS10] nothing of a long one trips a limit of the server, and words go past it", async () => {
  const world = new World(72);
  const { ann, bob } = await meet(world);
  let bytes: { at: number; size: number }[] = [];
  const said: string[] = [];
  world.net.meddle = (text, way, device) => {
    if (way === "up" && device === "ann") bytes.push({ at: world.time.now(), size: text.length });
    if (way === "down" && device === "ann") said.push(text);
    return [text];
  };
  ann.model.sendVoice(spoken(world, 1_000_000), null);
  await world.pass(400);
  ann.model.send("quick", null);
  expect(await world.until(() => bob.words("peer").includes("quick"), 1_000)).toBe(true);
  expect(states(bob, "peer")).toEqual(["arriving"]);
  expect(states(ann, "me")).toEqual(["sending"]);
  expect(ann.messages("me")[0]?.delivery).toBe("sent");
  expect(await world.until(() => states(bob, "peer")[0] === "ready", 60_000)).toBe(true);
  expect(said.filter((text) => text.includes('"rate"'))).toEqual([]);
  for (const { at } of bytes) {
    const within = bytes.filter((each) => each.at >= at && each.at < at + 1_000);
    expect(within.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(frameRates.bytes.perSecond);
  }
  bytes = [];
});

test("[FI3][TS9] said while the other one is away, it leaves when that one is back, and again when the line breaks", async () => {
  const world = new World(73);
  const { ann, bob } = await meet(world);
  bob.goOffline();
  await world.pass(500);
  const recorded = [spoken(world, 300_000), spoken(world, 4_000)];
  for (const each of recorded) ann.model.sendVoice(each, null);
  await world.pass(3_000);
  expect(states(ann, "me")).toEqual(["queued", "queued"]);
  bob.goOnline();
  await world.until(() => (voices(bob, "peer")[0]?.voice?.done ?? 0) >= 1);
  bob.dropLine();
  expect(await world.until(() => states(bob, "peer").every((state) => state === "ready"), 60_000)).toBe(true);
  expect(heardBy(bob)).toEqual(recorded.map(({ bytes }) => digest(bytes)));
});

test("[FI3][TS9] keys renewed in the middle: what was not confirmed is sealed again under them", async () => {
  const world = new World(80);
  const { ann, bob } = await meet(world, { ttlMinutes: 200 });
  const epoch = () => ann.on("conversation").verification?.number ?? 0;
  const first = epoch();
  await world.pass(60 * 60_000 - 9_000);
  expect(epoch()).toBe(first);
  world.net.weather = { delay: [5, 100], lose: 0.1, double: 0.1, reorder: true };
  const recorded = spoken(world, 2_000_000);
  ann.model.sendVoice(recorded, null);
  await world.until(() => epoch() > first, 120_000);
  expect(states(bob, "peer")).toEqual(["arriving"]);
  expect(await world.until(() => states(bob, "peer")[0] === "ready", 600_000)).toBe(true);
  expect(heardBy(bob)).toEqual([digest(recorded.bytes)]);
});

test("[FI3] a device that forgot what was coming says so, and it can be sent again as another file", async () => {
  const world = new World(74);
  const { ann, bob } = await meet(world);
  const recorded = spoken(world, 400_000);
  ann.model.sendVoice(recorded, null);
  await world.until(() => (voices(bob, "peer")[0]?.voice?.done ?? 0) >= 2);
  await bob.reload();
  expect(await world.until(() => areTalking(ann, bob))).toBe(true);
  expect(await world.until(() => states(ann, "me")[0] === "failed", 20_000)).toBe(true);
  expect(ann.messages("me")[0]?.delivery).toBe("failed");
  ann.model.retry(voices(ann, "me")[0]?.key ?? "");
  expect(await world.until(() => states(bob, "peer")[0] === "ready", 20_000)).toBe(true);
  await world.pass(1_000);
  expect(heardBy(bob)).toEqual([digest(recorded.bytes)]);
  expect(ann.messages("me").map(({ delivery }) => delivery)).toEqual(["delivered"]);
});

test("[FI3] an unsent one is lost with a reload, which both hear; nothing of it is in the tab's storage", async () => {
  const world = new World(75);
  const { ann, bob } = await meet(world);
  ann.model.sendVoice(spoken(world, 400_000), null);
  await world.until(() => (voices(bob, "peer")[0]?.voice?.done ?? 0) >= 2);
  expect(Math.max(...[...ann.kept("tab").values()].map((text) => text.length))).toBeLessThan(5_000);
  await ann.reload();
  await world.until(() => areTalking(ann, bob));
  expect(ann.notes()).toContainEqual({ type: "voice-lost", count: 1 });
  expect(await world.until(() => states(bob, "peer")[0] === "broken", 20_000)).toBe(true);
  expect(heardBy(bob)).toEqual([null]);
  // Brought back are words; what was spoken is counted.
  ann.model.send("words", null);
  await world.pass(2_000);
  await ann.reload();
  await world.until(() => areTalking(ann, bob));
  ann.model.bringBack();
  await world.pass(2_000);
  expect(ann.words("me")).toEqual(["words"]);
  expect(ann.notes()).toContainEqual({ type: "voice-left-out", count: 1 });
});

test("[FI3] reply, reaction, unread and read are those of words; deleted is deleted for both", async () => {
  const world = new World(76);
  const { ann, bob } = await meet(world);
  bob.model.attend(false);
  ann.model.sendVoice(spoken(world, 3_000), null);
  await world.until(() => states(bob, "peer")[0] === "ready");
  await world.pass(1_000);
  expect(bob.on("conversation").unreadCount).toBe(1);
  expect(ann.messages("me")[0]?.delivery).toBe("delivered");
  bob.model.attend(true);
  await world.pass(1_000);
  expect(ann.messages("me")[0]?.delivery).toBe("read");
  const { key } = voices(bob, "peer")[0] ?? { key: "" };
  bob.model.react(key, "👍");
  bob.model.send("heard you", key);
  await world.pass(1_000);
  expect(voices(ann, "me")[0]?.reactions.peer).toBe("👍");
  expect(ann.message("heard you").replyTo).toEqual({ key, by: "me", excerpt: "", isVoice: true });
  ann.model.remove([key]);
  await world.pass(1_000);
  expect(bob.words("peer")).toEqual([null]);
  expect([bob.model.voiceOf(key), ann.model.voiceOf(key)]).toEqual([null, null]);
});

test("[FI3] taken back while it is still leaving, nothing more of it leaves", async () => {
  const world = new World(77);
  const { ann, bob } = await meet(world);
  ann.model.sendVoice(spoken(world, 1_500_000), null);
  await world.until(() => (voices(bob, "peer")[0]?.voice?.done ?? 0) >= 2);
  ann.model.remove([voices(ann, "me")[0]?.key ?? ""]);
  await world.pass(2_000);
  expect([ann.words("me"), bob.words("peer")]).toEqual([[null], [null]]);
  world.isListening = true;
  await world.pass(10_000);
  expect(world.heard.filter((text) => text.length > 10_000)).toEqual([]);
});

test("[FI3][TS7] at the end the sound is gone, and wiped where it was", async () => {
  const world = new World(78);
  const { ann, bob } = await meet(world);
  const recorded = spoken(world, 3_000);
  ann.model.sendVoice(recorded, null);
  await world.until(() => states(bob, "peer")[0] === "ready");
  const { key } = voices(bob, "peer")[0] ?? { key: "" };
  const [mine, theirs] = [ann.model.voiceOf(key), bob.model.voiceOf(key)];
  ann.model.end();
  await world.until(() => bob.view.screen === "ended");
  expect([ann.model.voiceOf(key), bob.model.voiceOf(key)]).toEqual([null, null]);
  for (const bytes of [mine, theirs]) expect(bytes?.some((byte) => byte !== 0)).toBe(false);
});

test("[FI3] too long, too large and too many are not taken", async () => {
  const world = new World(79);
  const { ann, bob } = await meet(world);
  const small = spoken(world, 100);
  expect(ann.model.sendVoice({ ...small, ms: 300_001 }, null)).toBe(false);
  expect(ann.model.sendVoice({ ...small, bytes: new Uint8Array(2 * 1024 * 1024 + 1) }, null)).toBe(false);
  expect(ann.model.sendVoice({ ...small, bytes: new Uint8Array() }, null)).toBe(false);
  const large = () => ({ ...small, bytes: new Uint8Array(2 * 1024 * 1024).fill(7) });
  bob.goOffline();
  await world.pass(500);
  expect([1, 2, 3, 4, 5].map(() => ann.model.sendVoice(large(), null))).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
});
