import { expect, test } from "bun:test";
import type { Device } from "./device.ts";
import { areTalking, meet } from "./meet.ts";
import { World } from "./world.ts";

test("[TS9] words arrive once and in order, and say how far they have come", async () => {
  const world = new World(40);
  const { ann, bob } = await meet(world);
  bob.goOffline();
  await world.pass(500);
  for (const word of ["one", "two", "three"]) ann.model.send(word, null);
  await world.pass(5_000);
  expect(ann.messages("me").map(({ delivery }) => delivery)).toEqual(["queued", "queued", "queued"]);
  bob.goOnline();
  expect(await world.until(() => bob.words("peer").length === 3)).toBe(true);
  await world.pass(1_000);
  expect(bob.words("peer")).toEqual(["one", "two", "three"]);
  expect(ann.messages("me").map(({ delivery }) => delivery)).toEqual(["delivered", "delivered", "delivered"]);
});

test("[TS9] read is said only by somebody who looks", async () => {
  const world = new World(41);
  const { ann, bob } = await meet(world);
  bob.model.attend(false);
  ann.model.send("hello?", null);
  await world.pass(10_000);
  expect(ann.messages("me")[0]?.delivery).toBe("delivered");
  expect(bob.on("conversation")).toMatchObject({
    unreadCount: 1,
    unreadFrom: bob.messages("peer")[0]?.key ?? "",
  });
  bob.model.attend(true);
  await world.pass(1_000);
  expect(ann.messages("me")[0]?.delivery).toBe("read");
  expect(bob.on("conversation").unreadCount).toBe(0);
  ann.model.send("and now?", null);
  await world.pass(1_000);
  expect(ann.messages("me")[1]?.delivery).toBe("read");
});

test("[TS9] a name, a reaction, a reply and a delete mean the same on both screens", async () => {
  const world = new World(42);
  const { ann, bob } = await meet(world);
  bob.model.setName("  Bob\u202E the \u0000builder ");
  ann.model.send("what time?", null);
  await world.until(() => bob.words("peer").length === 1);
  const question = bob.message("what time?");
  bob.model.react(question.key, "👍🏽");
  bob.model.send("at nine", question.key);
  await world.pass(1_000);
  expect(ann.on("conversation").peer.name).toBe("Bob the builder");
  expect(ann.message("what time?").reactions).toEqual({ me: null, peer: "👍🏽" });
  expect(bob.message("what time?").reactions).toEqual({ me: "👍🏽", peer: null });
  expect(ann.message("at nine").replyTo).toEqual({
    key: question.key,
    by: "me",
    excerpt: "what time?",
    isVoice: false,
  });
  bob.model.react(question.key, null);
  ann.model.react(ann.message("at nine").key, "😀");
  await world.pass(1_000);
  expect(ann.message("what time?").reactions).toEqual({ me: null, peer: null });
  expect(bob.message("at nine").reactions).toEqual({ me: null, peer: "😀" });
  ann.model.remove([question.key]);
  await world.pass(1_000);
  expect([ann.words("me"), bob.words("peer")]).toEqual([[null], [null]]);
  expect(ann.message("at nine").replyTo?.excerpt).toBeNull();
  expect(bob.message("at nine").replyTo?.excerpt).toBeNull();
});

test("[TS9] only its author takes a message back", async () => {
  const world = new World(43);
  const { ann, bob } = await meet(world);
  ann.model.send("mine", null);
  await world.until(() => bob.words("peer").length === 1);
  bob.model.remove([bob.message("mine").key]);
  await world.pass(2_000);
  expect([ann.words("me"), bob.words("peer")]).toEqual([["mine"], ["mine"]]);
});

test("[TS9] what never left is simply gone; what may have left is taken back at both", async () => {
  const world = new World(44);
  const { ann, bob } = await meet(world);
  bob.goOffline();
  await world.pass(500);
  ann.model.send("never left", null);
  ann.model.remove([ann.message("never left").key]);
  expect(ann.words("me")).toEqual([]);
  bob.goOnline();
  await world.pass(5_000);
  expect(bob.words("peer")).toEqual([]);
  // It arrives, but its author cannot know, and its page is loaded again.
  world.net.meddle = (text, way, device) =>
    way === "down" && device === "ann" && text.includes('"signal"') ? [] : [text];
  ann.model.send("arrived unheard", null);
  await world.until(() => bob.words("peer").length === 1);
  ann.goOffline();
  world.net.meddle = null;
  await ann.reload();
  await world.pass(200);
  expect(ann.words("me")).toEqual(["arrived unheard"]);
  ann.model.remove([ann.message("arrived unheard").key]);
  ann.goOnline();
  await world.pass(10_000);
  expect(bob.words("peer")).toEqual([null]);
});

test("[TS9] a delete, a reaction and a read that were not confirmed outlive a reload", async () => {
  const world = new World(45);
  const { ann, bob } = await meet(world);
  ann.model.send("first", null);
  bob.model.send("second", null);
  await world.until(() => areEqual(ann, bob, 2));
  bob.goOffline();
  await world.pass(500);
  ann.model.remove([ann.message("first").key]);
  ann.model.react(ann.message("second").key, "🎈");
  ann.model.attend(true);
  await world.pass(500);
  await ann.reload();
  await world.pass(1_000);
  bob.goOnline();
  await world.pass(10_000);
  expect(bob.words("peer")).toEqual([null]);
  expect(bob.message("second")).toMatchObject({ reactions: { me: null, peer: "🎈" }, delivery: "read" });
});

test("[TS9] deleted stays deleted when the delete overtakes the word itself", async () => {
  const world = new World(46);
  const { ann, bob } = await meet(world);
  const late: string[] = [];
  world.net.meddle = (text, way, device) => {
    if (way !== "down" || device !== "bob" || !text.startsWith('{"type":"pass"')) return [text];
    late.push(text);
    return [];
  };
  ann.model.send("too late", null);
  await world.pass(100);
  ann.model.remove([ann.message("too late").key]);
  await world.pass(500);
  world.net.meddle = null;
  for (const text of late) bob.whisper(text);
  await world.pass(2_000);
  expect(bob.words("peer").filter((word) => word !== null)).toEqual([]);
  await world.pass(120_000);
  expect(bob.notes().map(({ type }) => type)).not.toContain("messages-missing");
});

test("[TS9] the latest reaction counts, and one for a word still on its way is not lost", async () => {
  const world = new World(47);
  const { ann, bob } = await meet(world);
  const late: string[] = [];
  let isHolding = true;
  world.net.meddle = (text, way, device) => {
    if (way !== "down" || device !== "bob" || !isHolding) return [text];
    const { type } = JSON.parse(text) as { type: string };
    if (type !== "pass") return [text];
    late.push(text);
    return [];
  };
  ann.model.send("held up", null);
  await world.pass(100);
  ann.model.react(ann.message("held up").key, "🥇");
  await world.pass(300);
  isHolding = false;
  for (const text of late) bob.whisper(text);
  await world.pass(1_000);
  expect(bob.message("held up").reactions.peer).toBe("🥇");
  const signals: string[] = [];
  isHolding = true;
  world.net.meddle = (text, way, device) => {
    const isSignal = way === "down" && device === "bob" && isHolding && text.includes('"type":"signal"');
    if (isSignal) signals.push(text);
    return isSignal ? [] : [text];
  };
  ann.model.react(ann.message("held up").key, "🥈");
  ann.model.react(ann.message("held up").key, "🥉");
  await world.pass(50);
  isHolding = false;
  for (const text of signals.toReversed()) bob.whisper(text);
  await world.pass(2_000);
  expect(bob.message("held up").reactions.peer).toBe("🥉");
});

test("[TS9] typing is shown for six seconds and ends with the word", async () => {
  const world = new World(48);
  const { ann, bob } = await meet(world);
  const isTyping = () => ann.on("conversation").peer.isTyping;
  bob.model.typing(true);
  await world.pass(100);
  expect(isTyping()).toBe(true);
  await world.pass(5_500);
  expect(isTyping()).toBe(true);
  await world.pass(500);
  expect(isTyping()).toBe(false);
  bob.model.typing(true);
  await world.pass(100);
  bob.model.send("there", null);
  await world.pass(100);
  expect(isTyping()).toBe(false);
  bob.model.typing(true);
  await world.pass(100);
  bob.model.typing(false);
  await world.pass(100);
  expect(isTyping()).toBe(false);
});

test("[TS9] words queued without a network survive their author's reload", async () => {
  const world = new World(49);
  const { ann, bob } = await meet(world);
  ann.goOffline();
  ann.model.send("written in the tunnel", null);
  await ann.reload();
  await world.pass(2_000);
  expect(ann.messages("me").map(({ body, delivery }) => [body, delivery])).toEqual([
    ["written in the tunnel", "queued"],
  ]);
  ann.goOnline();
  expect(await world.until(() => bob.words("peer").length === 1)).toBe(true);
  await world.pass(1_000);
  expect(ann.messages("me")[0]?.delivery).toBe("delivered");
  expect(bob.words("peer")).toEqual(["written in the tunnel"]);
});

test("[TS9] after a reload the other side brings the conversation back, as its copy", async () => {
  const world = new World(50);
  const { ann, bob } = await meet(world);
  // Their clocks are hours apart: only the order tells.
  for (let turn = 0; turn < 6; turn += 1) {
    const [one, other] = turn % 2 === 0 ? [ann, bob] : [bob, ann];
    one.model.send(`word ${turn}`, null);
    await world.until(() => other.words("peer").includes(`word ${turn}`));
  }
  ann.model.send("taken back", null);
  await world.pass(500);
  ann.model.remove([ann.message("taken back").key]);
  await world.pass(500);
  await ann.reload();
  await world.until(() => areTalking(ann, bob));
  ann.model.send("after", null);
  await world.pass(1_000);
  expect(ann.words("peer")).toEqual([]);
  expect(ann.on("conversation").mayBringBack).toBe(true);
  ann.model.bringBack();
  expect(await world.until(() => ann.words("peer").length === 3)).toBe(true);
  const shown = all(ann).filter(({ body }) => body !== null);
  expect(shown.map(({ body }) => body)).toEqual([
    "word 0",
    "word 1",
    "word 2",
    "word 3",
    "word 4",
    "word 5",
    "after",
  ]);
  expect(shown.map(({ isPeersCopy }) => isPeersCopy)).toEqual([true, true, true, true, true, true, false]);
  expect(ann.on("conversation").mayBringBack).toBe(false);
  expect(ann.notes()).toContainEqual({ type: "history-returned", count: 6 });
});

test("[TS9] a long history comes back whole, whatever is in it", async () => {
  const world = new World(51);
  const { ann, bob } = await meet(world, { maxChars: 16_000 });
  const words = [
    "\u0001".repeat(16_000),
    "漢".repeat(16_000),
    "🧵".repeat(16_000),
    ...Array.from({ length: 130 }, (_, n) => `${n}`),
  ];
  for (const word of words) {
    ann.model.send(word, null);
    await world.pass(120);
  }
  expect(await world.until(() => bob.words("peer").length === words.length)).toBe(true);
  await ann.reload();
  await world.until(() => areTalking(ann, bob));
  ann.model.bringBack();
  expect(await world.until(() => ann.words("me").length === words.length)).toBe(true);
  expect(ann.words("me")).toEqual(words);
});

test("[TS9] nobody puts history into a timeline that did not ask for it", async () => {
  const world = new World(52);
  const { ann, bob } = await meet(world);
  expect(ann.on("conversation").mayBringBack).toBe(false);
  ann.model.bringBack();
  bob.model.send("hello", null);
  await world.pass(2_000);
  expect(ann.words("me")).toEqual([]);
});

test("[TS10] a message over the limit is sent by nobody; the limit counts code points", async () => {
  const world = new World(53);
  const { ann, bob } = await meet(world, { maxChars: 200 });
  ann.model.send("🙂".repeat(200), null);
  ann.model.send("🙂".repeat(201), null);
  ann.model.send("   ", null);
  await world.pass(1_000);
  expect(bob.words("peer")).toEqual(["🙂".repeat(200)]);
  expect(ann.words("me")).toHaveLength(1);
  expect(ann.on("conversation").maxChars).toBe(200);
});

test("[TS10] a server that tightens the limit behind their backs makes no word vanish", async () => {
  const world = new World(54);
  const { ann, bob } = await meet(world, { maxChars: 2_000 });
  world.net.meddle = (text, way, device) =>
    way === "down" && device === "bob"
      ? [text.replace('"max_message_length":2000', '"max_message_length":200')]
      : [text];
  bob.dropLine();
  await world.pass(3_000);
  ann.model.send("x".repeat(1_500), null);
  await world.pass(3_000);
  expect(ann.messages("me")[0]?.delivery).toBe("delivered");
  expect(bob.words("peer")).toEqual(["x".repeat(1_500)]);
});

test("[TS10] more words than the server takes at once pause and arrive", async () => {
  const world = new World(55);
  const { ann, bob } = await meet(world);
  const closes: string[] = [];
  world.net.meddle = (text) => {
    if (text.includes('"flood"')) closes.push(text);
    return [text];
  };
  const words = Array.from({ length: 300 }, (_, n) => `word ${n}`);
  for (const word of words) ann.model.send(word, null);
  expect(await world.until(() => bob.words("peer").length === words.length, 90_000)).toBe(true);
  expect(bob.words("peer")).toEqual(words);
  await world.pass(10_000);
  expect(new Set(ann.messages("me").map(({ delivery }) => delivery))).toEqual(new Set(["delivered"]));
  expect(closes).toEqual([]);
});

test("[CRYPTO §4] after a thousand words of either side keys are renewed, and nothing is lost", async () => {
  for (const who of [0, 1]) {
    const world = new World(56 + who);
    const { ann, bob } = await meet(world, { ttlMinutes: 100 });
    const [one, other] = who === 0 ? [ann, bob] : [bob, ann];
    for (let n = 0; n < 1_005; n += 1) {
      one.model.send(`${n}`, null);
      if (n % 10 === 9) await world.pass(1_000);
    }
    expect(await world.until(() => other.words("peer").length === 1_005)).toBe(true);
    await world.pass(5_000);
    expect(ann.on("conversation").verification?.number).toBe(2);
    expect(bob.on("conversation").verification?.number).toBe(2);
    expect(other.words("peer")).toEqual(Array.from({ length: 1_005 }, (_, n) => `${n}`));
  }
}, 30_000);

test("[CRYPTO §4] after an hour keys are renewed", async () => {
  const world = new World(58);
  const { ann, bob } = await meet(world, { ttlMinutes: 200 });
  await world.pass(3_500_000);
  expect(ann.on("conversation").verification?.number).toBe(1);
  await world.pass(200_000);
  expect([ann, bob].map((device) => device.on("conversation").verification?.number)).toEqual([2, 2]);
}, 30_000);

test("[TS9] more queued words than the shelf holds cost their second life, not the conversation", async () => {
  const world = new World(61);
  const { ann, bob } = await meet(world, { maxChars: 2_000 });
  ann.quota = 4_000;
  bob.goOffline();
  await world.pass(500);
  for (const letter of "abcdef") ann.model.send(letter.repeat(1_500), null);
  await world.pass(1_000);
  expect(ann.view.screen).toBe("conversation");
  bob.goOnline();
  expect(await world.until(() => bob.words("peer").length === 6)).toBe(true);
});

test("[TS9] who leaves and comes back is said once, not at every reload", async () => {
  const world = new World(59);
  const { ann, bob } = await meet(world);
  ann.model.send("hi", null);
  await bob.reload();
  await world.pass(20_000);
  const types = () => ann.notes().map(({ type }) => type);
  expect(types()).not.toContain("peer-left");
  bob.goOffline();
  await world.pass(12_000);
  expect(types().filter((type) => type === "peer-left")).toHaveLength(1);
  expect(ann.on("conversation").peer.isHere).toBe(false);
  bob.goOnline();
  await world.pass(5_000);
  expect(types().filter((type) => type === "peer-returned")).toHaveLength(1);
  // It leaves while this device is away itself.
  ann.goOffline();
  bob.goOffline();
  await world.pass(5_000);
  ann.goOnline();
  await world.pass(15_000);
  expect(types().filter((type) => type === "peer-left")).toHaveLength(2);
});

test("[TS9] a dead line is noticed by silence and replaced; the words go on", async () => {
  const world = new World(60);
  const { ann, bob } = await meet(world);
  bob.goDark();
  ann.model.send("into the dark", null);
  await world.pass(9_000);
  expect(bob.on("conversation").connection).not.toBe("live");
  bob.goOnline();
  expect(await world.until(() => bob.words("peer").length === 1)).toBe(true);
  await world.pass(2_000);
  expect(bob.on("conversation").connection).toBe("live");
});

const all = (device: Device) => device.on("conversation").items.filter((item) => item.kind === "message");

const areEqual = (ann: Device, bob: Device, count: number) =>
  ann.words("me").length + ann.words("peer").length === count &&
  bob.words("me").length + bob.words("peer").length === count;
