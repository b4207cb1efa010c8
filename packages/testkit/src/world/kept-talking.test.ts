import { describe, expect, test } from "bun:test";
import type { Recorded } from "@chatorbit/client";
import type { Device } from "./device.ts";
import { areConfirmed, comeIn, meetInRoom } from "./room-meet.ts";
import { World } from "./world.ts";

const kept = (device: Device) => device.on("conversation").kept;

const sound = (world: World, length: number): Recorded => ({
  bytes: world.dice.bytes(length),
  mime: "audio/webm",
  ms: 1_000,
  wave: [1, 2],
});

describe("who is away", () => {
  test("[SR4] what was written while nobody was there is read by whoever comes, in its order", async () => {
    const world = new World(10);
    const [ann, bob] = [world.device("ann"), world.device("bob")];
    const { room, fragment } = await ann.createRoom();
    for (const word of ["one", "two", "three"]) ann.model.send(word, null);
    expect(await world.until(() => ann.messages("me").every(({ delivery }) => delivery === "sent"))).toBe(
      true,
    );
    expect(kept(ann)?.keys).toBe("alone");
    ann.model.close();
    await comeIn(world, bob, room, fragment);
    expect(await world.until(() => bob.words("peer").length === 3)).toBe(true);
    bob.model.send("I am here", null);
    await world.pass(2_000);
    expect(kept(bob)?.keys).toBe("unconfirmed");
    expect(bob.messages("me").map(({ delivery }) => delivery)).toEqual(["sent"]);
    bob.model.close();
    ann.openRoom(room, null);
    expect(await world.until(() => ann.words("peer").length === 1)).toBe(true);
    expect(ann.all()).toEqual(["one", "two", "three", "I am here"]);
    bob.openRoom(room, null);
    expect(await world.until(() => areConfirmed(ann, bob))).toBe(true);
    expect(await world.until(() => bob.messages("me")[0]?.delivery === "delivered")).toBe(true);
    expect(bob.all()).toEqual(ann.all());
    expect([ann.alarms(), bob.alarms()]).toEqual([[], []]);
  });

  test("[SR4] [TS9] words of a page that was closed before they left are sent by the next one, once", async () => {
    const world = new World(11);
    const { ann, bob, room } = await meetInRoom(world);
    ann.goOffline();
    ann.model.send("in a tunnel", null);
    ann.model.close();
    ann.goOnline();
    ann.openRoom(room, null);
    expect(await world.until(() => bob.words("peer").includes("in a tunnel"))).toBe(true);
    await world.pass(20_000);
    expect(bob.words("peer")).toEqual(["in a tunnel"]);
    expect(ann.words("me")).toEqual(["in a tunnel"]);
  });

  test("[SR4] what was taken back stays so for who was away, and its ciphertext is gone from the server", async () => {
    const world = new World(12);
    const { ann, bob, room } = await meetInRoom(world);
    ann.model.send("stays", null);
    ann.model.send("goes", null);
    await world.until(() => bob.words("peer").length === 2);
    bob.model.close();
    ann.model.remove([ann.message("goes").key]);
    await world.pass(2_000);
    bob.openRoom(room, null);
    expect(await world.until(() => bob.all().length === 2)).toBe(true);
    await world.pass(2_000);
    expect(bob.all()).toEqual(["stays", null]);
    await ann.reload();
    expect(await world.until(() => ann.all().length === 2)).toBe(true);
    expect(ann.all()).toEqual(["stays", null]);
    expect([ann.alarms(), bob.alarms()]).toEqual([[], []]);
    expect([...ann.notes(), ...bob.notes()].filter(({ type }) => type === "removed-by-server")).toEqual([]);
  });

  test("[SR4] the ciphertext of what was taken back goes from the server, even if the first word of it got lost", async () => {
    const world = new World(26);
    const { ann, bob } = await meetInRoom(world);
    ann.model.send("goes", null);
    await world.until(() => bob.words("peer").length === 1);
    const { id, key } = ann.message("goes");
    world.net.meddle = (text, way) => (way === "up" && text.startsWith('{"type":"del"') ? [] : [text]);
    ann.model.remove([key]);
    await world.pass(2_000);
    let isThere = false;
    world.net.meddle = (text, way, name) => {
      if (way === "down" && name === "bob" && text.includes(`"cid":"${id}"`))
        isThere = !text.includes('"sealed":null');
      return [text];
    };
    await bob.reload();
    await world.pass(1_000);
    expect(isThere).toBe(true);
    ann.dropLine();
    await world.pass(3_000);
    await bob.reload();
    await world.pass(1_000);
    expect(isThere).toBe(false);
    expect(bob.all()).toEqual([null]);
  });
});

test("[SR4] read, reactions and names are there again after a reload; nothing is read twice", async () => {
  const world = new World(13);
  const { ann, bob } = await meetInRoom(world);
  bob.model.attend(true);
  ann.model.send("look", null);
  await world.until(() => bob.words("peer").length === 1);
  bob.model.react(bob.message("look").key, "👍");
  bob.model.setName("Bob");
  expect(await world.until(() => ann.messages("me")[0]?.reactions.peer === "👍")).toBe(true);
  expect(await world.until(() => ann.messages("me")[0]?.delivery === "read")).toBe(true);
  for (const device of [ann, bob]) await device.reload();
  expect(await world.until(() => ann.messages("me")[0]?.delivery === "read")).toBe(true);
  expect(await world.until(() => bob.all().length === 1)).toBe(true);
  bob.model.attend(true);
  await world.pass(2_000);
  expect(ann.messages("me")[0]).toMatchObject({ delivery: "read", reactions: { peer: "👍", me: null } });
  expect(ann.on("conversation").peer.name).toBe("Bob");
  expect(bob.on("conversation")).toMatchObject({ myName: "Bob", unreadCount: 0 });
});

test("[TS10] more than the server takes at once waits, and arrives whole and in order", async () => {
  const world = new World(25);
  const { ann, bob } = await meetInRoom(world);
  const words = Array.from({ length: 150 }, (_, n) => `word ${n}`);
  for (const word of words) ann.model.send(word, null);
  ann.model.sendVoice(sound(world, 70_000), null);
  expect(await world.until(() => bob.words("peer").length === 151, 120_000)).toBe(true);
  expect(bob.words("peer")).toEqual([...words, ""]);
  expect(await world.until(() => ann.messages("me").every(({ delivery }) => delivery === "delivered"))).toBe(
    true,
  );
}, 60_000);

test("[SR1] a device has a name of its own from the start, keeps it, and the other one reads it", async () => {
  const world = new World(14);
  const { ann, bob, room } = await meetInRoom(world);
  const { myName } = ann.on("conversation");
  expect(myName).toMatch(/^anonymous-[a-z]+-[0-9a-f]{5}$/);
  expect(await world.until(() => bob.on("conversation").peer.name === myName)).toBe(true);
  ann.openRoom(room, null);
  await world.pass(1_000);
  const other = await ann.createRoom();
  expect(other.room).not.toBe(room);
  expect(ann.on("conversation").myName).toBe(myName);
});

test("[FI3] a voice message is kept, whole for who was away, and again after a reload", async () => {
  const world = new World(15);
  const { ann, bob, room } = await meetInRoom(world);
  bob.model.close();
  const recorded = sound(world, 150_000);
  expect(ann.model.sendVoice(recorded, null)).toBe(true);
  const state = (device: Device, by: "me" | "peer") => device.messages(by)[0]?.voice?.state;
  expect(await world.until(() => state(ann, "me") === "ready", 30_000)).toBe(true);
  expect(ann.messages("me")[0]?.delivery).toBe("sent");
  bob.openRoom(room, null);
  expect(await world.until(() => state(bob, "peer") === "ready", 30_000)).toBe(true);
  expect(bob.model.voiceOf(bob.messages("peer")[0]?.key ?? "")).toEqual(recorded.bytes);
  expect(await world.until(() => ann.messages("me")[0]?.delivery === "delivered")).toBe(true);
  await ann.reload();
  expect(await world.until(() => state(ann, "me") === "ready", 30_000)).toBe(true);
  expect(ann.model.voiceOf(ann.messages("me")[0]?.key ?? "")).toEqual(recorded.bytes);
});

test("[TS11] both have the same words to compare, also after a reload, and who compared them stays verified", async () => {
  const world = new World(16);
  const { ann, bob } = await meetInRoom(world);
  const words = (device: Device) => device.on("conversation").verification;
  expect(words(ann)?.emoji).toEqual(words(bob)?.emoji ?? []);
  ann.model.openVerify();
  ann.model.confirmWords(true);
  await world.until(() => words(bob)?.doesPeerSayVerified === true);
  const before = words(ann);
  await ann.reload();
  await world.until(() => ann.view.screen === "conversation" && kept(ann)?.isCaughtUp === true);
  expect(words(ann)).toMatchObject({ isVerified: true, isCurrent: true, emoji: before?.emoji ?? [] });
});

test("[CA1] a call in a room goes as in a session", async () => {
  const world = new World(17);
  const { ann, bob } = await meetInRoom(world);
  await world.until(() => ann.on("conversation").mayCall && bob.on("conversation").mayCall);
  ann.model.startCall(true);
  const view = (device: Device) => device.model.calls()?.snapshot() ?? null;
  expect(await world.until(() => view(bob)?.phase === "ringing", 10_000)).toBe(true);
  bob.model.calls()?.accept(true);
  expect(await world.until(() => view(ann)?.phase === "connected", 20_000)).toBe(true);
});

describe("the end", () => {
  test("[SR5] destroyed: both wipe at once, nothing is left in either browser, and what is known of it is said", async () => {
    const world = new World(18);
    const { ann, bob } = await meetInRoom(world);
    ann.model.send("secret", null);
    await world.until(() => bob.words("peer").length === 1);
    ann.model.end();
    expect(await world.until(() => bob.view.screen === "ended" && ann.on("ended").confirmed.server)).toBe(
      true,
    );
    expect(ann.on("ended")).toMatchObject({ by: "me", confirmed: { server: true, me: true, peer: true } });
    // Whichever word was faster: sealed by the other device, or the server.s.
    expect(["peer", "server"]).toContain(bob.on("ended").by);
    for (const device of [ann, bob])
      expect(device.keeps().filter((name) => !name.includes("co:name"))).toEqual([]);
  });

  test("[SR5] destroyed while the other one is away: its tick stays open, and it finds nothing when it comes back", async () => {
    const world = new World(19);
    const { ann, bob, room } = await meetInRoom(world);
    bob.goOffline();
    await world.pass(12_000);
    ann.model.end();
    expect(await world.until(() => ann.on("ended").confirmed.server)).toBe(true);
    expect(ann.on("ended").confirmed.peer).toBe(false);
    bob.goOnline();
    expect(await world.until(() => bob.view.screen === "ended")).toBe(true);
    expect(bob.keeps().filter((name) => !name.includes("co:name"))).toEqual([]);
    bob.openRoom(room, null);
    await world.pass(2_000);
    expect(bob.on("refused").problem.trouble).toBe("link-incomplete");
  });

  test("[SR3] at zero both end by themselves, whatever the server says or does not say", async () => {
    const world = new World(20);
    const { ann, bob } = await meetInRoom(world, 600);
    for (const device of [ann, bob]) device.goDark();
    await world.pass(601_000);
    for (const device of [ann, bob]) {
      expect(device.on("ended").reason).toBe("timer_expired");
      expect(device.keeps().filter((name) => !name.includes("co:name"))).toEqual([]);
    }
  });

  test("[SR3] a page that comes back too late finds nothing, and keeps nothing", async () => {
    const world = new World(21);
    const { ann, room } = await meetInRoom(world, 600);
    ann.model.close();
    await world.pass(700_000);
    ann.openRoom(room, null);
    expect(await world.until(() => ann.view.screen === "ended" || ann.view.screen === "refused")).toBe(true);
    expect(ann.keeps().filter((name) => !name.includes("co:name"))).toEqual([]);
  });
});

describe("the door", () => {
  test("[SR2] a third person finds both seats taken; a wrong key takes none", async () => {
    const world = new World(22);
    const { room, fragment } = await meetInRoom(world);
    const eve = world.device("eve");
    await comeIn(world, eve, room, fragment);
    expect(await world.until(() => eve.view.screen === "refused")).toBe(true);
    expect(eve.on("refused").problem.trouble).toBe("full");
    expect(eve.keeps().filter((name) => !name.includes("co:name"))).toEqual([]);
    const ann = world.device("anna");
    const other = await ann.createRoom();
    const mallory = world.device("mallory");
    await comeIn(world, mallory, other.room, `A${fragment.slice(1, 42)}A`);
    expect(await world.until(() => mallory.view.screen === "refused")).toBe(true);
    expect(mallory.on("refused").problem.trouble).toBe("not-yours");
  });

  test("[SR2] a link opened takes no seat; unknown and gone are one answer; a cut link says so", async () => {
    const world = new World(23);
    const ann = world.device("ann");
    const { room, fragment } = await ann.createRoom();
    const eve = world.device("eve");
    eve.openRoom(room, fragment);
    expect(await world.until(() => eve.view.screen === "knock")).toBe(true);
    eve.model.close();
    const bob = world.device("bob");
    await comeIn(world, bob, room, fragment);
    expect(await world.until(() => areConfirmed(ann, bob))).toBe(true);
    eve.openRoom("A".repeat(22), fragment);
    expect(await world.until(() => eve.view.screen === "refused")).toBe(true);
    expect(eve.on("refused").problem.trouble).toBe("unknown");
    eve.openRoom(room, fragment.slice(1));
    await world.pass(500);
    expect(eve.on("refused").problem.trouble).toBe("link-incomplete");
  });

  test("[SR2] the link opened again on a device of the room finds its own seat; a second tab says where it is open", async () => {
    const world = new World(24);
    const { ann, bob, room, fragment } = await meetInRoom(world);
    ann.model.send("here", null);
    await world.until(() => bob.words("peer").length === 1);
    const tab = bob.otherTab("bobby", { isDuplicate: true });
    tab.openRoom(room, fragment);
    await world.pass(500);
    expect(tab.on("refused").problem.trouble).toBe("open-in-other-tab");
    bob.model.close();
    tab.openRoom(room, fragment);
    expect(await world.until(() => tab.words("peer").length === 1)).toBe(true);
    expect(ann.alarms()).toEqual([]);
  });

  test("[CRYPTO §7] a reload at every step of the way in comes to the same", async () => {
    for (let step = 0; step < 24; step += 1) {
      const world = new World(100 + step);
      const [ann, bob] = [world.device("ann"), world.device("bob")];
      const { room, fragment } = await ann.createRoom();
      bob.openRoom(room, fragment);
      await world.until(() => bob.view.screen === "knock");
      bob.model.takeSeat();
      await world.pass(3 + 4 * step);
      await bob.reload();
      await world.pass(step);
      await ann.reload();
      expect({ step, is: await world.until(() => areConfirmed(ann, bob)) }).toEqual({ step, is: true });
      bob.model.send("in", null);
      expect(await world.until(() => ann.words("peer").length === 1)).toBe(true);
      expect([ann.alarms(), bob.alarms(), world.failures]).toEqual([[], [], []]);
    }
  }, 60_000);
});
