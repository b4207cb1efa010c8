import { expect, test } from "bun:test";
import type { Device } from "./device.ts";
import { areTalking, invited } from "./meet.ts";
import type { Weather } from "./network.ts";
import { World } from "./world.ts";

type Way = "reload" | "crash" | "drop";

/**
 * Two devices meet and talk; right after the k-th frame on any line, one of them loses its page or
 * its line. Whatever k is, in the end they talk, and every word is there. Says how many frames went by.
 */
async function lived(
  seed: number,
  who: "ann" | "bob",
  k: number,
  way: Way,
  weather?: Weather,
): Promise<number> {
  const world = new World(seed, 1 + (seed % 2));
  const ann = world.device("ann", 0);
  const bob = world.device("bob", 1);
  const { token, secret8 } = await ann.start();
  const victim = who === "ann" ? ann : bob;
  let frames = 0;
  world.net.meddle = (text) => {
    if (/"type":"(?:ping|pong)"/.test(text)) return [text];
    frames += 1;
    if (frames === k) world.time.at(world.time.now(), () => strike(victim, way));
    return [text];
  };
  if (weather !== undefined) world.net.weather = weather;
  await invited(world, bob, token, secret8);
  const where = `${who} ${way} after frame ${k}: `;
  const met = await world.until(() => areTalking(ann, bob), 60_000);
  if (!met) throw new Error(`${where}${JSON.stringify([ann.view, bob.view])}`);
  ann.model.send("from ann", null);
  bob.model.send("from bob", null);
  const [seenByAnn, seenByBob] = [new Set<string | null>(), new Set<string | null>()];
  const haveRead = () => {
    for (const word of ann.words("peer")) seenByAnn.add(word);
    for (const word of bob.words("peer")) seenByBob.add(word);
    return seenByAnn.has("from bob") && seenByBob.has("from ann");
  };
  if (!(await world.until(haveRead, 60_000))) {
    throw new Error(`${where}not read: ${JSON.stringify([ann.view, bob.view])}`);
  }
  await world.pass(weather === undefined ? 3_000 : 1_000);
  if (!(await world.until(() => areTalking(ann, bob)))) throw new Error(`${where}not back`);
  for (const device of [ann, bob]) {
    expect(device.words("peer").length, where).toBeLessThanOrEqual(1);
    // A guest cannot tell a host that died unnoticed from one that refused its answer.
    const mayDoubt = way === "crash" && who === "ann" && device === bob;
    const known = ["silent-run", ...(mayDoubt ? ["wrong-code"] : [])];
    expect(
      device.alarms().filter(({ type }) => !known.includes(type)),
      where,
    ).toEqual([]);
    device.model.close();
  }
  expect(world.failures, where).toEqual([]);
  return frames;
}

function strike(victim: Device, way: Way): void {
  if (way === "reload") victim.reloadSoon();
  else if (way === "crash") victim.crashSoon();
  else victim.dropLine();
}

for (const who of ["ann", "bob"] as const) {
  for (const way of ["reload", "crash", "drop"] as const) {
    const words = {
      reload: "is loaded again",
      crash: "dies and comes back unnoticed",
      drop: "loses its line",
    }[way];
    test(`[TS9] [CRYPTO §7] ${who === "ann" ? "the host" : "the guest"} ${words} after any frame of meeting and talking`, async () => {
      let frames = 1;
      // Every frame for the ordinary reload; the rarer ways of going take every third.
      const step = way === "reload" ? 1 : 3;
      for (let k = 1; k <= frames; k += step)
        frames = Math.max(frames, Math.min(45, await lived(70, who, k, way)));
      expect(frames).toBeGreaterThan(20);
    }, 60_000);
  }
}

test("[TS9] [CRYPTO §7] the same over instances in bad weather", async () => {
  const weather: Weather = { delay: [5, 400], lose: 0.05, double: 0.05, reorder: true };
  for (let k = 1; k <= 40; k += 2) {
    await lived(71 + 2 * k, k % 8 < 4 ? "ann" : "bob", k, k % 3 === 0 ? "crash" : "reload", weather);
  }
}, 60_000);

test("[CRYPTO §7] both pages are loaded again at once, at any time", async () => {
  for (let k = 0; k < 12; k += 1) {
    const world = new World(72);
    const [ann, bob] = [world.device("ann"), world.device("bob")];
    const { token, secret8 } = await ann.start();
    await invited(world, bob, token, secret8);
    await world.pass(k * 12);
    ann.reloadSoon();
    bob.reloadSoon();
    await world.pass(100);
    if (bob.view.screen === "refused") {
      // Nothing was pressed yet: the address no longer had the secret.
      expect(bob.on("refused").problem.trouble).toBe("secret-missing");
      continue;
    }
    expect(await world.until(() => areTalking(ann, bob), 30_000), `after ${k * 12} ms`).toBe(true);
  }
});

test("[TS3] [CRYPTO §7] a page loaded again while its join is on the way takes the same seat", async () => {
  for (const who of ["ann", "bob"] as const) {
    for (let ms = 0; ms <= 60; ms += 3) {
      const world = new World(73);
      const [ann, bob] = [world.device("ann"), world.device("bob")];
      const { token, secret8 } = await ann.start();
      await invited(world, bob, token, secret8);
      world.time.at(world.time.now() + ms, () => (who === "ann" ? ann : bob).reloadSoon());
      await world.pass(ms + 30);
      expect(await world.until(() => areTalking(ann, bob), 30_000), `${who} after ${ms} ms`).toBe(true);
      expect([ann, bob].map((device) => device.on("conversation").role)).toEqual(["host", "guest"]);
    }
  }
}, 30_000);

test("[CRYPTO §3] a confirmation lost for longer than its run lives does not leave the two without a key", async () => {
  for (const who of ["ann", "bob"] as const) {
    const world = new World(74);
    const [ann, bob] = [world.device("ann"), world.device("bob")];
    const { token, secret8 } = await ann.start();
    await invited(world, bob, token, secret8);
    await world.until(() => areTalking(ann, bob));
    await world.pass(1_000);
    world.net.meddle = (text, way, device) => {
      const frame = JSON.parse(text) as { type: string; m?: string };
      const isLost = way === "down" && device === "bob" && frame.type === "hs";
      return isLost && atob(frame.m ?? "").charCodeAt(0) === 0x23 ? [] : [text];
    };
    await (who === "ann" ? ann : bob).reload();
    await world.pass(65_000);
    world.net.meddle = null;
    expect(await world.until(() => areTalking(ann, bob), 60_000), who).toBe(true);
    ann.model.send("there", null);
    expect(await world.until(() => bob.words("peer").includes("there")), who).toBe(true);
  }
});
