import { expect, test } from "bun:test";
import {
  acceptH1,
  answerH1,
  askH2,
  finishH1,
  fromBase64,
  guestPskFromRecord,
  newSecret,
  newUuid,
  seal,
  startH1,
  startSending,
  toBase64,
  utf8Encode,
} from "@chatorbit/crypto";
import { keepNames } from "@chatorbit/engine";
import type { Device } from "./device.ts";
import { areTalking, invited, meet } from "./meet.ts";
import type { Meddle } from "./network.ts";
import { Witness } from "./witness.ts";
import { World } from "./world.ts";

/* The server is the attacker: it lies in every frame and at the desk, and must gain nothing unseen. */

type Frame = { [field: string]: unknown; type: string; m?: string };

const read = (text: string): Frame => JSON.parse(text) as Frame;
const kindOf = (frame: Frame): number => (frame.type === "hs" ? atob(frame.m ?? "").charCodeAt(0) : 0);
const conv = "00000000-0000-4000-8000-000000000000";

/** People live on while the relay lies; says what untruth was shown, and whether they talk when it stops. */
async function live(
  world: World,
  devices: readonly [Device, Device],
  mischief?: (round: number) => void | Promise<void>,
) {
  const [ann, bob] = devices;
  const witness = new Witness(devices);
  for (let round = 0; round < 8; round += 1) {
    const [one, other] = round % 2 === 0 ? [ann, bob] : [bob, ann];
    witness.send(one, `${one.name} ${round}`);
    witness.send(other, `${other.name} ${round}`);
    await world.pass(400);
    if (round === 2) witness.react(bob, "ann 0", "🙂");
    if (round === 3) witness.remove(ann, "ann 1");
    if (round === 4) witness.attend(bob, true);
    await mischief?.(round);
    if (round === 5) {
      await bob.reload();
      witness.watch(bob);
      await world.until(() => areTalking(ann, bob), 15_000);
    }
    if (round === 6) {
      await ann.reload();
      witness.watch(ann);
      await world.until(() => areTalking(ann, bob), 15_000);
    }
    await world.pass(600);
  }
  return witness;
}

/** Do new words still go through, once the relay is honest? Or does each page say why not? */
async function goesOn(world: World, witness: Witness): Promise<boolean> {
  const { devices } = witness;
  world.net.meddle = null;
  const isOver = ({ view }: Device) => view.screen === "ended" || view.screen === "refused";
  if (devices.some(isOver)) return true;
  // A relay can hide that somebody is here as long as a line lasts; what it says on the next one is honest.
  for (const device of devices) device.dropLine();
  await world.until(() => areTalking(...devices) || devices.some(isOver), 120_000);
  if (devices.some(isOver)) return true;
  for (const device of devices) witness.send(device, `${device.name} at last`);
  return world.until(
    () => devices.every((device) => device.words("peer").some((word) => word?.endsWith("at last"))),
    120_000,
  );
}

const oddValues = (world: World): readonly unknown[] => [
  null,
  "",
  0,
  -1,
  1e308,
  1.5,
  true,
  [],
  {},
  "x".repeat(300),
  "2024-02-31T25:61:00Z",
  "9999-12-31T23:59:59.999Z",
  "1970-01-01T00:00:00.000Z",
  newUuid((length) => world.dice.bytes(length)),
  toBase64(world.dice.bytes(40)),
];

/** Puts something else into some field, however deep. */
function altered(world: World, value: unknown): unknown {
  const { dice } = world;
  if (typeof value !== "object" || value === null) {
    if (typeof value === "string" && value.length > 4 && dice.chance(0.5)) {
      const at = dice.pick(value.length);
      return `${value.slice(0, at)}${dice.of(["A", "0", "", "=", "f"])}${value.slice(at + 1)}`;
    }
    if (typeof value === "number" && dice.chance(0.5)) return value + dice.of([-1, 1, 7, 1_000]);
    return dice.of(oddValues(world));
  }
  const fields = Object.keys(value);
  const field = dice.of(fields);
  if (field === undefined) return dice.of(oddValues(world));
  if (dice.chance(0.1)) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== field));
  const inner = altered(world, (value as Frame)[field]);
  return Array.isArray(value) ? value.with(Number(field), inner) : { ...value, [field]: inner };
}

test("[TS10] [CRYPTO §4] whatever field of whatever frame the relay alters: no untruth, nothing breaks, it goes on", async () => {
  for (let seed = 0; seed < 24; seed += 1) {
    const world = new World(1_000 + seed, 1 + (seed % 2));
    const { ann, bob } = await meet(world);
    const only = world.dice.of(["", "", "status", "signal", "pass", "hs", "welcome", "ack", "send"]);
    const isBreakingLines = world.dice.chance(0.5);
    world.net.meddle = (text) => {
      const frame = read(text);
      if (frame.type === "ping" || frame.type === "pong" || (only !== "" && frame.type !== only))
        return [text];
      return world.dice.chance(0.3) ? [JSON.stringify(altered(world, frame))] : [text];
    };
    const witness = await live(world, [ann, bob], () => {
      if (isBreakingLines && world.dice.chance(0.3)) world.dice.of([ann, bob]).dropLine();
    });
    expect(witness.wrong, `seed ${seed}`).toEqual([]);
    expect(
      await goesOn(world, witness),
      `seed ${seed} ${only}: ${JSON.stringify([ann.view, bob.view])}`,
    ).toBe(true);
    expect(witness.wrong, `seed ${seed}`).toEqual([]);
  }
}, 60_000);

test("[CRYPTO §13] frames reflected to their sender are none", async () => {
  const world = new World(1_100);
  const { ann, bob } = await meet(world);
  const devices = new Map([
    ["ann", ann],
    ["bob", bob],
  ]);
  world.net.meddle = (text, way, device) => {
    const frame = read(text);
    if (way === "up" && ["send", "signal", "hs"].includes(frame.type)) {
      const down = frame.type === "send" ? { ...frame, type: "pass", fs: btoa("\0".repeat(41)) } : frame;
      world.time.at(world.time.now() + 3, () => devices.get(device)?.whisper(down));
    }
    return [text];
  };
  const witness = await live(world, [ann, bob]);
  expect(await goesOn(world, witness)).toBe(true);
  expect(witness.wrong).toEqual([]);
});

test("[CRYPTO §4] old frames played again, to either side, across epochs and reloads, do nothing", async () => {
  for (let seed = 0; seed < 4; seed += 1) {
    const world = new World(1_110 + seed);
    const { ann, bob } = await meet(world);
    const kept: string[] = [];
    world.net.meddle = (text, way) => {
      const { type } = read(text);
      if (way === "down" && ["pass", "signal", "hs", "ack", "nack", "status"].includes(type)) kept.push(text);
      return [text];
    };
    const witness = await live(world, [ann, bob], async () => {
      for (let n = 0; n < 40 && kept.length > 0; n += 1) {
        const text = world.dice.of(kept);
        // An old status may say anything about who is here; it is the relay's to say.
        if (read(text).type !== "status" || world.dice.chance(0.1)) world.dice.of([ann, bob]).whisper(text);
        await world.pass(5);
      }
    });
    expect(await goesOn(world, witness), `seed ${seed}`).toBe(true);
    expect(witness.wrong, `seed ${seed}`).toEqual([]);
    expect(ann.view.screen).toBe("conversation");
  }
}, 30_000);

test("[CRYPTO §3] handshake messages swapped between runs, held back, doubled and dropped leave the two a common key", async () => {
  for (let seed = 0; seed < 6; seed += 1) {
    const world = new World(1_120 + seed);
    const { ann, bob } = await meet(world);
    const pool: string[] = [];
    world.net.meddle = (text, way) => {
      const frame = read(text);
      if (way !== "down" || frame.type !== "hs") return [text];
      pool.push(text);
      const roll = world.dice.roll();
      if (roll < 0.2) return [];
      if (roll < 0.4) return [text, text];
      return roll < 0.7 ? [world.dice.of(pool), text] : [text];
    };
    const witness = await live(world, [ann, bob], async (round) => {
      const device = world.dice.of([ann, bob]);
      if (round > 4) return;
      await device.reload();
      await world.pass(world.dice.pick(3_000));
    });
    expect(await goesOn(world, witness), `seed ${seed}: ${JSON.stringify([ann.view, bob.view])}`).toBe(true);
    expect(
      witness.wrong.filter((wrong) => !wrong.includes("never showed")),
      `seed ${seed}`,
    ).toEqual([]);
    expect(ann.view.screen, `seed ${seed}`).toBe("conversation");
  }
}, 30_000);

test("[TS10] rubbish, floods and giants: nothing throws, the alarms stay readable, the talk goes on", async () => {
  const world = new World(1_140);
  const { ann, bob } = await meet(world);
  bob.whisper({ type: "hs", conv, m: "AAAA" });
  const rubbish: unknown[] = [
    "",
    "{",
    "null",
    "[]",
    "\u0000",
    '{"type":"pass"}',
    `{"type":"hs","conv":"${conv}","m":"${"A".repeat(1_000_000)}"}`,
    `{"type":"pass","conv":"${conv}","sealed":{"encrypted":"${"A".repeat(1_000_000)}"},"fs":""}`,
    "x".repeat(1_000_000),
    "[".repeat(100_000),
    { type: "unheard-of", conv },
    { type: "welcome", conn: "", conv, role: "host", you: conv, heartbeat: 0, build: "" },
    { type: "ack", conv, cid: conv },
    { type: "nack", conv, cid: conv, refusal: "rate", retryAfter: 1e300 },
    { type: "refused", refusal: "malformed" },
    { type: "ping" },
  ];
  const troubles = new Set<string>();
  const witness = await live(world, [ann, bob], async (round) => {
    for (const each of rubbish) bob.whisper(each);
    if (bob.view.screen === "refused") troubles.add(bob.view.problem.trouble);
    for (const each of rubbish) if ((each as Frame).type !== "welcome") ann.whisper(each);
    for (let n = 0; n < 300; n += 1) {
      ann.whisper({ type: "knock", conv, at: n });
      ann.whisper({ type: "hs", conv, m: toBase64(Uint8Array.of(0x20 + (n % 4), ...world.dice.bytes(60))) });
    }
    await world.pass(round);
  });
  expect(witness.wrong).toEqual([]);
  expect(ann.alarms().filter(({ type }) => type === "knock")).toHaveLength(1);
  // The welcome with the wrong role was taken for what it is, and left nothing to load again.
  expect([...troubles][0]).toBe("role-swapped");
  expect(bob.on("refused").problem.trouble).toBe("secret-missing");
  expect(bob.keeps()).toEqual([]);
});

test("[TS10] the relay's refusals delay words, they do not lose them, whatever it says about waiting", async () => {
  const world = new World(1_141);
  const { ann, bob } = await meet(world);
  let lies = 0;
  world.net.meddle = (text, way, device) => {
    const frame = read(text);
    if (way === "up" && frame.type === "send" && device === "ann" && (lies += 1) <= 3) {
      const cid = (frame["sealed"] as { message_id: string }).message_id;
      ann.whisper({ type: "nack", conv, cid, refusal: "rate", retryAfter: 1e300 });
      return [];
    }
    return [text];
  };
  ann.model.send("patience", null);
  expect(await world.until(() => bob.words("peer").includes("patience"), 400_000)).toBe(true);
});

test("[TS9] forged receipts of the relay tick nothing but 'sent', and a forged refusal is mended by the peer's word", async () => {
  const world = new World(1_142);
  const { ann, bob } = await meet(world);
  world.net.meddle = (text, way) => {
    const frame = read(text);
    if (way !== "up" || frame.type !== "send") return [text];
    ann.whisper({ type: "ack", conv, cid: (frame["sealed"] as { message_id: string }).message_id });
    return [];
  };
  ann.model.send("swallowed", null);
  await world.pass(40_000);
  expect(ann.messages("me")[0]?.delivery).toBe("sent");
  expect(bob.words("peer")).toEqual([]);
  world.net.meddle = (text, way) => {
    const frame = read(text);
    if (way === "up" && frame.type === "send") {
      const cid = (frame["sealed"] as { message_id: string }).message_id;
      ann.whisper({ type: "nack", conv, cid, refusal: "too-large" });
      ann.whisper({ type: "ack", conv, cid });
    }
    return [text];
  };
  ann.model.send("refused in words only", null);
  await world.pass(10);
  expect(ann.message("refused in words only").delivery).toBe("failed");
  await world.pass(35_000);
  expect(bob.words("peer")).toContain("refused in words only");
  expect(ann.message("refused in words only").delivery).toBe("delivered");
});

test("[TS5] forged words of the server: it can end a session, and hide that somebody is here; nothing else", async () => {
  const endings: readonly unknown[] = [
    { type: "ended", conv, reason: "admin", ended_at: "gibberish" },
    { type: "ended", conv, reason: "timer_expired", ended_at: "2023-11-14T22:13:20.000Z" },
  ];
  for (const each of endings) {
    const world = new World(1_143);
    const { bob } = await meet(world);
    bob.whisper(each);
    await world.pass(100);
    expect(Number.isFinite(bob.on("ended").endedAt)).toBe(true);
    expect(bob.keeps()).toEqual([]);
  }
  const world = new World(1_144);
  const { ann, bob } = await meet(world);
  world.net.meddle = (text, way, device) =>
    way === "down" && device === "bob" ? [text.replaceAll('"connected":true', '"connected":false')] : [text];
  bob.dropLine();
  await world.pass(20_000);
  expect(bob.on("conversation").peer.isHere).toBe(false);
  bob.model.send("waits", null);
  await world.pass(5_000);
  expect(bob.messages("me")[0]?.delivery).toBe("queued");
  world.net.meddle = null;
  bob.dropLine();
  expect(await world.until(() => ann.words("peer").includes("waits"))).toBe(true);
});

test("[CRYPTO §4] words withheld for good are named at their reader, and the author's ticks say so", async () => {
  const world = new World(1_145);
  const { ann, bob } = await meet(world);
  world.net.meddle = (text, way, device) =>
    way === "down" && device === "bob" && read(text).type === "pass" && text.length < 1_500 ? [] : [text];
  ann.model.send("never to be seen", null);
  await world.pass(500);
  ann.model.send("x".repeat(2_000), null);
  await world.pass(200_000);
  expect(bob.words("peer")).toEqual(["x".repeat(2_000)]);
  expect(bob.notes().map(({ type }) => type)).toContain("messages-missing");
  expect(ann.messages("me").map(({ delivery }) => delivery)).toEqual(["failed", "delivered"]);
});

test("[CRYPTO §4] twenty altered frames in a minute are an alarm, at the device that got them", async () => {
  const world = new World(1_146);
  const { ann, bob } = await meet(world);
  world.net.meddle = (text, way, device) => {
    const frame = read(text);
    if (way !== "down" || device !== "bob" || frame.type !== "pass") return [text];
    const sealed = frame["sealed"] as { timestamp: number };
    return [JSON.stringify({ ...frame, sealed: { ...sealed, timestamp: sealed.timestamp + 1 } })];
  };
  for (let n = 0; n < 25; n += 1) {
    ann.model.send(`${n}`, null);
    await world.pass(500);
  }
  expect(bob.alarms().map(({ type }) => type)).toEqual(["relay-alters-messages"]);
  expect(bob.words("peer")).toEqual([]);
  world.net.meddle = null;
  expect(await world.until(() => bob.words("peer").length === 25, 90_000)).toBe(true);
});

test("[CRYPTO §1.1] a desk that swaps the seats or names other terms is seen", async () => {
  const swapped = new World(1_150);
  const ann = swapped.device("ann");
  const invite = await ann.start();
  swapped.desk = ({ path }, { status, body }) =>
    path.endsWith("/join") ? { status, body: { ...(body as object), role: "host" } } : null;
  const bob = swapped.device("bob");
  await invited(swapped, bob, invite.token, invite.secret8);
  await swapped.pass(2_000);
  expect(bob.on("refused").problem.trouble).toBe("role-swapped");

  for (const lie of ['"ttl_minutes":5', '"max_message_length":300'] as const) {
    const world = new World(1_151);
    const host = world.device("ann");
    const { token, secret8 } = await host.start({ ttlMinutes: 60, maxChars: 2_000 });
    const [name = ""] = lie.split(":");
    const lying = (text: string) => text.replace(new RegExp(`${name}:\\d+`), lie);
    world.desk = (_, reply, device) =>
      device === "bob" ? (JSON.parse(lying(JSON.stringify(reply))) as typeof reply) : null;
    world.net.meddle = (text, way, device) => (way === "down" && device === "bob" ? [lying(text)] : [text]);
    const guest = world.device("bob");
    await invited(world, guest, token, secret8);
    expect(await world.until(() => areTalking(host, guest))).toBe(true);
    expect(
      guest.alarms().map(({ type }) => type),
      lie,
    ).toEqual(["offer-differs"]);
  }
});

test("[CRYPTO §2] a relay that plays the guest without the secret: charged, shown, five tries", async () => {
  const world = new World(1_152);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  const bob = world.device("bob");
  const random = (length: number) => world.dice.bytes(length);
  world.net.meddle = (text, way, device) => {
    const frame = read(text);
    if (device === "bob" && frame.type === "hs") return [];
    if (way === "up" && device === "ann" && kindOf(frame) === 0x11) {
      const guess = answerH1({ token, secret8: newSecret(token, random) }, fromBase64(frame.m ?? ""), random);
      ann.whisper({ type: "hs", conv, m: toBase64(guess.msg2) });
      ann.whisper({ type: "hs", conv, m: toBase64(guess.msg2) });
    }
    return [text];
  };
  const shown = new Set<string>();
  ann.model.subscribe(() => {
    if ("alarms" in ann.view)
      for (const { id, alarm } of ann.view.alarms) if (alarm.type === "wrong-code") shown.add(id);
  });
  await invited(world, bob, token, secret8);
  expect(await world.until(() => ann.view.screen === "ended", 300_000)).toBe(true);
  expect(ann.on("ended").reason).toBe("burned");
  expect(shown.size).toBe(4);
});

test("[CRYPTO §2] a relay that plays the host without the secret: charged and shown at the guest, five tries", async () => {
  const world = new World(1_153);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  const bob = world.device("bob");
  const random = (length: number) => world.dice.bytes(length);
  let answers = 0;
  const played = new Set<string>();
  world.net.meddle = (text, _, device) => {
    const frame = read(text);
    if (frame.type !== "hs") return [text];
    if (device === "bob" && kindOf(frame) === 0x12 && !played.has(text)) {
      played.add(text);
      answers += 1;
    }
    return [];
  };
  await invited(world, bob, token, secret8);
  await world.until(() => bob.view.screen === "securing");
  const shown = new Set<string>();
  bob.model.subscribe(() => {
    if ("alarms" in bob.view) for (const { id } of bob.view.alarms) shown.add(id);
  });
  for (let n = 0; n < 40 && bob.view.screen === "securing"; n += 1) {
    const offer = startH1(
      { token, secret8: newSecret(token, random), ttlSeconds: 3_600, maxChars: 2_000 },
      random,
    );
    bob.whisper({ type: "hs", conv, m: toBase64(offer.msg1) });
    await world.pass(10_000);
  }
  expect(bob.on("refused").problem.trouble).toBe("code-dead");
  expect(answers).toBe(5);
  // Four alarms, and the fifth is the end of the code here.
  expect(shown.size).toBe(4);
});

test("[CRYPTO §12] a host that breaks its commitment to the words is an alarm for ever", async () => {
  const world = new World(1_154);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  const bob = world.device("bob");
  const random = (length: number) => world.dice.bytes(length);
  const eve = startH1({ token, secret8, ttlSeconds: 3_600, maxChars: 2_000 }, random);
  world.net.meddle = (text, way, device) => {
    const frame = read(text);
    if (frame.type !== "hs") return [text];
    if (way === "up" && device === "bob" && kindOf(frame) === 0x12) {
      const { msg3 } = acceptH1({ ...eve.run, na: random(32) }, fromBase64(frame.m ?? ""));
      bob.whisper({ type: "hs", conv, m: toBase64(msg3) });
    }
    return [];
  };
  await invited(world, bob, token, secret8);
  await world.until(() => bob.view.screen === "securing");
  bob.whisper({ type: "hs", conv, m: toBase64(eve.msg1) });
  await world.pass(1_000);
  expect(bob.on("refused").problem.trouble).toBe("commitment-broken");
  expect(bob.keeps()).toEqual([]);
});

test("[TS11] a man in the middle who KNOWS the code is told by the words: they differ", async () => {
  const world = new World(1_155);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  const bob = world.device("bob");
  world.net.meddle = middle(world, { ann, bob, token, secret8 });
  await invited(world, bob, token, secret8);
  expect(await world.until(() => areTalking(ann, bob))).toBe(true);
  const [anns, bobs] = [ann, bob].map((device) => device.on("conversation").verification);
  expect(anns?.number).toBe(1);
  expect(bobs?.number).toBe(1);
  expect(anns?.emoji).not.toEqual(bobs?.emoji ?? []);
  expect(anns?.numbers).not.toEqual(bobs?.numbers ?? []);
  expect([anns?.isVerified, bobs?.isVerified]).toEqual([false, false]);
});

/** Eve between the two, with the code: host to the guest, guest to the host. */
function middle(
  world: World,
  { ann, bob, token, secret8 }: { ann: Device; bob: Device; token: string; secret8: string },
): Meddle {
  const random = (length: number) => world.dice.bytes(length);
  const asHost = startH1({ token, secret8, ttlSeconds: 3_600, maxChars: 2_000 }, random);
  let asGuest: ReturnType<typeof answerH1> | null = null;
  const tell = (device: Device, message: Uint8Array) =>
    device.whisper({ type: "hs", conv, m: toBase64(message) });
  return (text, way, device) => {
    const frame = read(text);
    if (frame.type !== "hs") return frame.type === "signal" || frame.type === "send" ? [] : [text];
    if (way === "down") return [];
    const bytes = fromBase64(frame.m ?? "");
    if (device === "ann" && kindOf(frame) === 0x11 && asGuest === null) {
      asGuest = answerH1({ token, secret8 }, bytes, random);
      tell(ann, asGuest.msg2);
      world.time.at(world.time.now() + 30, () => tell(bob, asHost.msg1));
    }
    if (device === "ann" && kindOf(frame) === 0x13 && asGuest !== null) {
      const keys = finishH1(asGuest.run, bytes);
      const ack = { ep: 0, n: -1, miss: [], lost: [] };
      const hello = { t: "hello", ver: 1, caps: [], build: "", max_v: 1, ts: 0, ack };
      const { envelope } = seal(startSending(keys), {
        type: "signal",
        messageId: newUuid(random),
        timestamp: 0,
        payload: utf8Encode(JSON.stringify(hello)),
      });
      ann.whisper({ type: "signal", conv, sealed: envelope });
    }
    if (device === "bob" && kindOf(frame) === 0x12) tell(bob, acceptH1(asHost.run, bytes).msg3);
    return [];
  };
}

test("[CRYPTO §3] asks and offers of somebody without the psk change nothing", async () => {
  const world = new World(1_156);
  const { ann, bob } = await meet(world);
  const random = (length: number) => world.dice.bytes(length);
  const forged = askH2({ sessionId: random(16), psk: random(64), base: 0, epoch: 4_000_000_000 }, random);
  ann.whisper({ type: "hs", conv, m: toBase64(forged) });
  const offer = new Uint8Array(1_307);
  offer.set([0x21, ...random(16), 1, 1, 0, 0, 0, 0, 0, 0, 0, 9]);
  bob.whisper({ type: "hs", conv, m: toBase64(offer) });
  await world.pass(1_000);
  expect([ann, bob].map((device) => device.on("conversation").verification?.number)).toEqual([1, 1]);
  ann.model.send("unmoved", null);
  expect(await world.until(() => bob.words("peer").includes("unmoved"))).toBe(true);
});

test("[CRYPTO §3] a stolen record that has fallen behind: its ask is answered by nobody and shown at the host", async () => {
  const world = new World(1_157);
  const { ann, bob, token } = await meet(world);
  const record = JSON.parse(bob.kept("tab").get(keepNames.record(token)) ?? "{}") as {
    ratchet: unknown;
    sessionId: string;
  };
  const stolen = guestPskFromRecord(record.ratchet);
  await bob.reload();
  await world.until(() => areTalking(ann, bob));
  await world.pass(30_000);
  const offers: string[] = [];
  world.net.meddle = (text, way) => {
    if (way === "up" && kindOf(read(text)) === 0x21) offers.push(text);
    return [text];
  };
  const ask = askH2(
    { sessionId: fromBase64(record.sessionId), psk: stolen.psk, base: stolen.epoch, epoch: stolen.epoch },
    (length) => world.dice.bytes(length),
  );
  ann.whisper({ type: "hs", conv, m: toBase64(ask) });
  await world.pass(1_000);
  expect(ann.alarms().map(({ type }) => type)).toEqual(["keys-copied"]);
  expect(offers).toEqual([]);
});

test("[CRYPTO §4] endless replays make neither side talk without end", async () => {
  const world = new World(1_158);
  const { ann, bob } = await meet(world);
  let last = "";
  let said = 0;
  world.net.meddle = (text, way, device) => {
    const frame = read(text);
    if (way === "down" && device === "bob" && frame.type === "pass") last = text;
    if (way === "up" && device === "bob" && frame.type === "signal") said += 1;
    return [text];
  };
  ann.model.send("once", null);
  await world.pass(1_000);
  said = 0;
  for (let n = 0; n < 3_000; n += 1) {
    bob.whisper(last);
    if (n % 10 === 0) await world.pass(100);
  }
  expect(said).toBeLessThan(100);
  expect(bob.words("peer")).toEqual(["once"]);
  ann.model.send("twice", null);
  expect(await world.until(() => bob.words("peer").length === 2)).toBe(true);
});

test("[CRYPTO §1.1] desk and socket that swap the seats alike are seen, and so is the socket alone", async () => {
  for (const isDeskLying of [true, false]) {
    for (const who of ["ann", "bob"] as const) {
      const world = new World(1_159);
      const ann = world.device("ann");
      const bob = world.device("bob");
      const liar = who === "ann" ? ann : bob;
      const wrong = who === "ann" ? "guest" : "host";
      world.desk = ({ path }, { status, body }, device) =>
        isDeskLying && device === who && path.endsWith("/join")
          ? { status, body: { ...(body as object), role: wrong } }
          : null;
      world.net.meddle = (text, way, device) => {
        const frame = read(text);
        const isLie = way === "down" && device === who && frame.type === "welcome";
        return [isLie ? JSON.stringify({ ...frame, role: wrong }) : text];
      };
      if (who === "ann") await ann.start().catch(() => {});
      else {
        const { token, secret8 } = await ann.start();
        await invited(world, bob, token, secret8);
      }
      expect(await world.until(() => liar.view.screen === "refused", 5_000), `${who} ${isDeskLying}`).toBe(
        true,
      );
      expect(liar.on("refused").problem.trouble).toBe("role-swapped");
      // The invitation was nobody's but its maker's: it may be opened again.
      expect(liar.keeps()).toEqual(who === "ann" ? [`device ${keepNames.invite(ann.token)}`] : []);
    }
  }
});
