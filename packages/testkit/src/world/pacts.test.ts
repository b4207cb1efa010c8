import { expect, test } from "bun:test";
import type { Device } from "./device.ts";
import { areTalking, meet } from "./meet.ts";
import { World } from "./world.ts";

const left = (device: Device) => device.on("conversation").time.endsAt - device.now();

const pact = (device: Device) => device.on("conversation").pact;

async function agreed(world: World, asker: Device, other: Device): Promise<void> {
  await world.until(() => pact(other) !== null);
  other.model.answerPact(true);
  await world.until(() => pact(asker) === null && pact(other) === null);
}

test("[TS8] more time: asked, agreed, told to the server by both, and lived", async () => {
  for (const who of [0, 1]) {
    const world = new World(100 + who);
    const { ann, bob } = await meet(world, { ttlMinutes: 10 });
    const [one, other] = who === 0 ? [ann, bob] : [bob, ann];
    one.model.askExtend(300);
    await world.pass(500);
    expect(pact(one)).toMatchObject({ act: "extend", by: "me", seconds: 300 });
    expect(pact(other)).toMatchObject({ act: "extend", by: "peer", seconds: 300 });
    await agreed(world, one, other);
    await world.pass(1_000);
    expect(one.notes()).toContainEqual({ type: "extended", by: "me", seconds: 300 });
    expect(other.notes()).toContainEqual({ type: "extended", by: "peer", seconds: 300 });
    for (const device of [ann, bob]) {
      expect(left(device) / 60_000).toBeCloseTo(15, 0);
      expect(device.on("conversation")).toMatchObject({ mayExtendSeconds: 300 });
    }
    await world.pass(14 * 60_000);
    expect(areTalking(ann, bob)).toBe(true);
    await world.pass(90_000);
    for (const device of [ann, bob]) expect(device.on("ended").reason).toBe("timer_expired");
  }
});

test("[TS8] refused, taken back or forgotten for a minute: nothing changes", async () => {
  const world = new World(102);
  const { ann, bob } = await meet(world, { ttlMinutes: 10 });
  ann.model.askExtend(60);
  await world.until(() => pact(bob) !== null);
  bob.model.answerPact(false);
  await world.pass(500);
  expect([pact(ann), pact(bob)]).toEqual([null, null]);
  ann.model.askExtend(60);
  await world.until(() => pact(bob) !== null);
  ann.model.answerPact(false);
  await world.pass(500);
  expect([pact(ann), pact(bob)]).toEqual([null, null]);
  ann.model.askExtend(60);
  await world.pass(59_000);
  expect(pact(bob)).not.toBeNull();
  await world.pass(2_000);
  expect([pact(ann), pact(bob)]).toEqual([null, null]);
  bob.model.answerPact(true);
  await world.pass(1_000);
  expect([...ann.notes(), ...bob.notes()].some(({ type }) => type === "extended")).toBe(false);
  expect(left(ann) / 60_000).toBeCloseTo(9, 0);
});

test("[TS8] both ask at once: the host's ask counts, once", async () => {
  const world = new World(103);
  const { ann, bob } = await meet(world, { ttlMinutes: 10 });
  ann.model.askExtend(120);
  bob.model.askExtend(240);
  await world.pass(500);
  expect(pact(bob)).toMatchObject({ by: "peer", seconds: 120 });
  expect(pact(ann)).toMatchObject({ by: "me", seconds: 120 });
  bob.model.answerPact(true);
  await world.pass(1_000);
  for (const device of [ann, bob]) {
    expect(device.notes().filter(({ type }) => type === "extended")).toHaveLength(1);
    expect(left(device) / 60_000).toBeCloseTo(12, 0);
  }
});

test("[TS8] at most the original length, and at most eight times", async () => {
  const world = new World(104);
  const { ann, bob } = await meet(world, { ttlMinutes: 10 });
  for (const seconds of [601, 0, -5, 1.5, NaN]) ann.model.askExtend(seconds);
  await world.pass(200);
  expect(pact(ann)).toBeNull();
  for (let n = 0; n < 8; n += 1) {
    ann.model.askExtend(30);
    await agreed(world, ann, bob);
  }
  expect([ann, bob].map((device) => device.on("conversation").mayExtendSeconds)).toEqual([0, 0]);
  ann.model.askExtend(30);
  expect(pact(ann)).toBeNull();
  await world.pass(30_000);
  expect(left(ann) / 1_000).toBeCloseTo(600 + 240 - 30, -2);
});

test("[TS8] one lost frame ends nobody early: the server is told until it shows it", async () => {
  const world = new World(105);
  const { ann, bob } = await meet(world, { ttlMinutes: 10 });
  let lost = 0;
  world.net.meddle = (text, way) =>
    way === "up" && text.includes('"type":"extend"') && (lost += 1) <= 3 ? [] : [text];
  ann.model.askExtend(300);
  await agreed(world, ann, bob);
  await world.pass(20_000);
  expect(lost).toBeGreaterThan(3);
  await world.pass(10 * 60_000);
  expect(areTalking(ann, bob)).toBe(true);
});

test("[TS8] the server hears of the agreement even when one side leaves or is loaded again right after it", async () => {
  for (const how of ["leaves", "reloads"] as const) {
    const world = new World(106);
    const { ann, bob } = await meet(world, { ttlMinutes: 10 });
    let isDeaf = true;
    world.net.meddle = (text, way) =>
      isDeaf && way === "up" && text.includes('"type":"extend"') ? [] : [text];
    ann.model.askExtend(300);
    await agreed(world, ann, bob);
    if (how === "leaves") bob.goOffline();
    else await bob.reload();
    await world.pass(8_000);
    isDeaf = false;
    await world.pass(8_000);
    bob.goOnline();
    await world.pass(20_000);
    for (const device of [ann, bob]) expect(left(device) / 60_000, how).toBeCloseTo(14.4, 0);
  }
});

test("[TS8] a server that names a later end, or none, prolongs nothing", async () => {
  const world = new World(107);
  const { ann, bob } = await meet(world, { ttlMinutes: 5 });
  world.net.meddle = (text, way) => {
    if (way !== "down") return [text];
    const frame = JSON.parse(text) as {
      type: string;
      status?: { timer: { ends_at: string | null; ttl_minutes: number } };
    };
    if (frame.type === "ended") return [];
    if (frame.status === undefined) return [text];
    frame.status.timer.ends_at = world.dice.chance(0.5) ? null : "2033-01-01T00:00:00.000Z";
    frame.status.timer.ttl_minutes = 10_000;
    return [JSON.stringify(frame)];
  };
  ann.dropLine();
  bob.dropLine();
  await world.pass(5_000);
  expect(left(ann)).toBeLessThan(300_000);
  await world.pass(300_000);
  expect([ann.view.screen, bob.view.screen]).toEqual(["ended", "ended"]);
});

test("[TS8] an agreement sealed again under new keys is not agreed to twice", async () => {
  const world = new World(108);
  const { ann, bob } = await meet(world, { ttlMinutes: 10 });
  // Bob's signals come through, what he would acknowledge them with does not: his ask is said again.
  let isMute = true;
  world.net.meddle = (text, way, device) =>
    isMute && way === "down" && device === "bob" && text.includes('"type":"signal"') ? [] : [text];
  bob.model.askExtend(60);
  await world.until(() => pact(ann) !== null);
  ann.model.answerPact(true);
  await world.pass(500);
  await ann.reload();
  await world.pass(200);
  isMute = false;
  await world.until(() => areTalking(ann, bob));
  await world.pass(5_000);
  for (const device of [ann, bob]) {
    expect(pact(device)).toBeNull();
    expect(left(device) / 60_000).toBeCloseTo(11, 0);
    expect(device.on("conversation").mayExtendSeconds).toBe(540);
  }
});

test("[TS8] an ask that lapsed on its way does not come up when the other one is back", async () => {
  const world = new World(109);
  const { ann, bob } = await meet(world, { ttlMinutes: 30 });
  bob.goDark();
  ann.model.askExtend(60);
  await world.pass(120_000);
  bob.goOnline();
  await world.until(() => areTalking(ann, bob) && bob.on("conversation").connection === "live");
  await world.pass(20_000);
  expect([pact(ann), pact(bob)]).toEqual([null, null]);
});

test("[CRYPTO §4] what was said under old keys and again under new ones works once", async () => {
  const world = new World(118);
  const { ann, bob } = await meet(world, { ttlMinutes: 200 });
  // Bob hears nothing but handshakes, so that all he said goes again under the next epoch's keys.
  world.net.meddle = (text, way, device) =>
    way === "down" && device === "bob" && text.includes('"type":"signal"') ? [] : [text];
  bob.model.setName("Bob");
  bob.model.setName("Robert");
  bob.model.openVerify();
  bob.model.confirmWords(true);
  await world.pass(2_000);
  const before = ann.notes().length;
  expect(ann.on("conversation").peer.name).toBe("Robert");
  await world.pass(3_700_000);
  expect(ann.on("conversation").verification?.number).toBeGreaterThan(1);
  expect(
    ann
      .notes()
      .slice(before)
      .map(({ type }) => type),
  ).toEqual([]);
}, 30_000);

for (const who of ["host", "guest"] as const) {
  for (const isVerified of [true, false]) {
    test(`[TS8] [CRYPTO §18.2] a leap the ${who} asks for: fresh keys and token, the same two devices, ${isVerified ? "verified" : "not verified"} as before`, async () => {
      const world = new World(who === "host" ? 110 : 111, 2);
      const { ann, bob, token } = await meet(world, { ttlMinutes: 10, maxChars: 777 });
      const [one, other] = who === "host" ? [ann, bob] : [bob, ann];
      if (isVerified) {
        one.model.openVerify();
        one.model.confirmWords(true);
      }
      one.model.setName("One");
      await world.pass(1_000);
      one.model.askLeap();
      await agreedLeap(world, other);
      expect(
        await world.until(() => ann.token !== token && bob.token !== token && areTalking(ann, bob), 20_000),
      ).toBe(true);
      expect(ann.token).toBe(bob.token);
      await world.pass(1_000);
      expect(one.on("conversation").verification).toMatchObject({ isVerified, number: 2 });
      expect(other.on("conversation").verification?.isVerified).toBe(false);
      expect(other.on("conversation").verification?.emoji).toEqual(
        one.on("conversation").verification?.emoji ?? [],
      );
      expect(other.on("conversation").peer.name).toBe("One");
      for (const device of [ann, bob]) {
        expect(device.notes().map(({ type }) => type)).toContain("leapt");
        expect(device.on("conversation").maxChars).toBe(777);
        expect(left(device) / 60_000).toBeCloseTo(10, 0);
        expect(device.keeps().filter((name) => name.includes(token))).toEqual([]);
      }
      ann.model.send("over here", null);
      expect(await world.until(() => bob.words("peer").includes("over here"))).toBe(true);
      // A page loaded again stays in the new one; the old one has moved.
      await bob.reload();
      expect(await world.until(() => areTalking(ann, bob))).toBe(true);
      const eve = world.device("eve");
      eve.open(ann.token, null);
      await world.pass(500);
      expect(eve.view.screen).toBe("refused");
      // Its own clock runs there too, whatever the server says.
      world.net.meddle = (text, way) =>
        way === "down" && /"type":"(?:ended|status)"/.test(text) ? [] : [text];
      await world.pass(11 * 60_000);
      expect([ann.view.screen, bob.view.screen]).toEqual(["ended", "ended"]);
      expect([...ann.keeps(), ...bob.keeps()]).toEqual([]);
    });
  }
}

async function agreedLeap(world: World, other: Device): Promise<void> {
  await world.until(() => pact(other)?.act === "leap");
  other.model.answerPact(true);
}

test("[TS8] a leap refused changes nothing", async () => {
  const world = new World(112);
  const { ann, bob, token } = await meet(world);
  ann.model.askLeap();
  await world.until(() => pact(bob)?.act === "leap");
  bob.model.answerPact(false);
  await world.pass(1_000);
  expect([pact(ann), pact(bob), ann.token, bob.token]).toEqual([null, null, token, token]);
});

test("[TS8] a leap that is not confirmed within a minute is void: the old session goes on, nothing of the new stays", async () => {
  for (const lost of ["goes", "joins", "keys"] as const) {
    const world = new World(113);
    const { ann, bob, token } = await meet(world);
    world.net.meddle = (text, way) => {
      if (lost === "goes" && text.includes('"type":"signal"') && way === "down") return [];
      return lost === "keys" && text.includes('"type":"hs"') ? [] : [text];
    };
    if (lost === "joins") {
      world.desk = ({ path }, reply, device) =>
        device === "bob" && path.endsWith("/join")
          ? { status: 409, body: { code: "full", detail: "" } }
          : reply;
    }
    ann.model.askLeap();
    await world.pass(300);
    if (lost === "goes") {
      world.net.meddle = null;
      await world.until(() => pact(bob) !== null);
      world.net.meddle = (text, way) => (text.includes('"type":"signal"') && way === "down" ? [] : [text]);
    }
    bob.model.answerPact(true);
    await world.pass(65_000);
    world.net.meddle = null;
    world.desk = null;
    await world.pass(65_000);
    expect([ann.token, bob.token], lost).toEqual([token, token]);
    expect([pact(ann), pact(bob)], lost).toEqual([null, null]);
    ann.model.send("still here", null);
    expect(await world.until(() => bob.words("peer").includes("still here")), lost).toBe(true);
    // The keys of the new one are kept a while: the other side might have gone over in the last moment.
    await world.pass(300_000);
    for (const device of [ann, bob]) {
      const others = device.keeps().filter((name) => !name.includes(token));
      expect(others, lost).toEqual([]);
    }
    // And a second try works.
    bob.model.askLeap();
    await agreedLeap(world, ann);
    expect(
      await world.until(() => ann.token !== token && bob.token !== token && areTalking(ann, bob)),
      lost,
    ).toBe(true);
  }
});

test("[TS7] [TS8] a session that ends in the middle of a leap leaves nothing of either", async () => {
  const world = new World(118);
  const { ann, bob, token } = await meet(world);
  world.net.meddle = (text) => (text.includes('"type":"hs"') ? [] : [text]);
  ann.model.askLeap();
  await agreedLeap(world, bob);
  const hasBegun = () => bob.keeps().some((name) => name.startsWith("tab") && !name.includes(token));
  expect(await world.until(hasBegun)).toBe(true);
  ann.model.end();
  await world.pass(5_000);
  expect([ann.view.screen, bob.view.screen]).toEqual(["ended", "ended"]);
  expect([...ann.keeps(), ...bob.keeps()]).toEqual([]);
});

test("[TS8] a leap the server gives no token for is called off at both at once", async () => {
  const world = new World(114);
  const { ann, bob, token } = await meet(world);
  world.desk = ({ path }) =>
    path.endsWith("/issue") ? { status: 429, body: { code: "rate", detail: "", retry_after: 60 } } : null;
  bob.model.askLeap();
  await agreedLeap(world, ann);
  await world.pass(2_000);
  expect([pact(ann), pact(bob), ann.token, bob.token]).toEqual([null, null, token, token]);
});

test("[TS8] a third cannot come along: the seats of the new session are the two devices' own", async () => {
  const world = new World(115);
  const { ann, bob, token } = await meet(world);
  const { join } = await import("@chatorbit/relay");
  // The server lets somebody in before the guest.
  world.desk = ({ path, body }, reply, device) => {
    if (device === "ann" && path.endsWith("/join")) {
      const { token: fresh } = body as { token: string };
      void join(world.relay(0), { token: fresh, key: "somebody-else", address: "10.9.9.9" });
    }
    return reply;
  };
  ann.model.askLeap();
  await agreedLeap(world, bob);
  await world.pass(5_000);
  world.desk = null;
  await world.pass(65_000);
  expect([ann.token, bob.token]).toEqual([token, token]);
  bob.model.send("not moved", null);
  expect(await world.until(() => ann.words("peer").includes("not moved"))).toBe(true);
});

test("[TS8] [TS9] a page loaded again in the middle of a leap strands nobody, and keeps no keys it does not need", async () => {
  for (const who of ["ann", "bob"] as const) {
    let frames = 1;
    for (let k = 1; k <= frames; k += 3) {
      const world = new World(116);
      const { ann, bob, token } = await meet(world);
      const victim = who === "ann" ? ann : bob;
      let count = 0;
      world.net.meddle = (text) => {
        if (/"type":"(?:ping|pong)"/.test(text)) return [text];
        if ((count += 1) === k) world.time.at(world.time.now(), () => victim.reloadSoon());
        return [text];
      };
      bob.model.askLeap();
      await agreedLeap(world, ann);
      await world.pass(130_000);
      frames = Math.max(frames, Math.min(40, count));
      const where = `${who} after frame ${k}: ${JSON.stringify([ann.view, bob.view])}`;
      expect(await world.until(() => areTalking(ann, bob)), where).toBe(true);
      expect(ann.token, where).toBe(bob.token);
      ann.model.send("here we are", null);
      expect(await world.until(() => bob.words("peer").includes("here we are")), where).toBe(true);
      await world.pass(70_000);
      for (const device of [ann, bob]) {
        const others = device.keeps().filter((name) => !name.includes(device.token));
        expect(others, where).toEqual([]);
        expect([token, device.token]).toContain(device.token);
      }
    }
  }
}, 60_000);
