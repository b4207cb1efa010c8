import { expect, test } from "bun:test";
import { newSecret } from "@chatorbit/crypto";
import { keepNames } from "@chatorbit/engine";
import type { Device } from "./device.ts";
import { areTalking, invited, meet } from "./meet.ts";
import { World } from "./world.ts";

/** A code of the same token that the host never made. */
const wrongSecret = (world: World, token: string) => newSecret(token, (length) => world.dice.bytes(length));

const kindOf = (text: string): number => {
  const frame = JSON.parse(text) as { type: string; m?: string };
  return frame.type === "hs" ? atob(frame.m ?? "").charCodeAt(0) : 0;
};

const alarmsOf = (device: Device, type: string) => device.alarms().filter((alarm) => alarm.type === type);

test("[TS12] [CRYPTO §2] a wrong code is counted at both, with growing pauses; the fifth burns the token", async () => {
  const world = new World(80);
  const ann = world.device("ann");
  const { token } = await ann.start();
  const bob = world.device("bob");
  const answers: number[] = [];
  const said = new Set<string>();
  world.net.meddle = (text, way) => {
    if (way === "up" && kindOf(text) === 0x12 && !said.has(text)) answers.push(world.time.now());
    if (way === "up") said.add(text);
    return [text];
  };
  const seen: unknown[] = [];
  ann.model.subscribe(() => {
    for (const alarm of alarmsOf(ann, "wrong-code"))
      if (!seen.some((one) => Bun.deepEquals(one, alarm))) seen.push(alarm);
  });
  await invited(world, bob, token, wrongSecret(world, token));
  expect(await world.until(() => alarmsOf(bob, "wrong-code").length > 0)).toBe(true);
  expect(alarmsOf(bob, "wrong-code")[0]).toEqual({
    type: "wrong-code",
    spent: 1,
    left: 4,
    isLikelyTypo: true,
  });
  expect(await world.until(() => ann.view.screen === "ended", 120_000)).toBe(true);
  expect(seen).toEqual(
    [1, 2, 3, 4].map((spent) => ({ type: "wrong-code", spent, left: 5 - spent, isLikelyTypo: spent < 2 })),
  );
  // The fifth is the end, and says so.
  expect(ann.on("ended").reason).toBe("burned");
  expect(answers).toHaveLength(5);
  const pauses = answers.slice(1).map((at, index) => (at - (answers[index] ?? 0)) / 1_000);
  for (const [index, least] of [2, 5, 15, 30].entries()) expect(pauses[index]).toBeGreaterThanOrEqual(least);
  expect(bob.view.screen).not.toBe("conversation");
  const later = world.device("carl");
  later.open(token, wrongSecret(world, token));
  await world.pass(1_000);
  expect(later.on("refused").problem.trouble).toBe("ended");
});

test("[CRYPTO §2] a guest whose five tries are spent is told that the code is dead here, and stays told", async () => {
  const world = new World(81);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  const bob = world.device("bob");
  // The relay swallows every confirmation: it may be testing each answer somewhere else.
  world.net.meddle = (text) => (kindOf(text) === 0x13 ? [] : [text]);
  await invited(world, bob, token, secret8);
  const shown = new Set<string>();
  bob.model.subscribe(() => {
    if ("alarms" in bob.view) for (const { id, alarm } of bob.view.alarms) shown.add(`${id} ${alarm.type}`);
  });
  expect(await world.until(() => bob.view.screen === "refused", 400_000)).toBe(true);
  expect(bob.on("refused").problem.trouble).toBe("code-dead");
  // Each of the five was shown as it happened.
  expect(shown.size).toBe(5);
  await bob.reload();
  await world.pass(1_000);
  expect(bob.on("refused").problem.trouble).toBe("code-dead");
  bob.closeTab();
  const other = bob.otherTab("bob 2", { isDuplicate: false });
  other.open(token, secret8);
  await world.pass(1_000);
  expect(other.on("refused").problem.trouble).toBe("code-dead");
});

test("[TS12] a run that ends in silence is shown after 15 s, also when the host is gone or the page loaded again", async () => {
  for (const how of ["silent", "gone", "reloaded"] as const) {
    const world = new World(82);
    const ann = world.device("ann");
    const { token, secret8 } = await ann.start();
    const bob = world.device("bob");
    world.net.meddle = (text, way) => {
      if (kindOf(text) === 0x12 && way === "up" && how === "gone")
        world.time.at(world.time.now(), () => ann.goOffline());
      return kindOf(text) === 0x13 ? [] : [text];
    };
    await invited(world, bob, token, secret8);
    await world.until(() => bob.view.screen === "securing" && bob.view.guessesSpent === 1);
    if (how === "reloaded") await bob.reload();
    await world.pass(how === "reloaded" ? 1_000 : 9_000);
    if (how !== "reloaded") expect(alarmsOf(bob, "silent-run"), how).toEqual([]);
    await world.pass(7_000);
    expect(alarmsOf(bob, "silent-run").length + alarmsOf(bob, "wrong-code").length, how).toBeGreaterThan(0);
  }
});

test("[CRYPTO §2] a bad network costs no guess: the same bytes again are not a new run", async () => {
  const world = new World(83, 2);
  const ann = world.device("ann", 0);
  const { token, secret8 } = await ann.start();
  const bob = world.device("bob", 1);
  let dropped = 0;
  const seen = new Set<string>();
  world.net.meddle = (text, way, device) => {
    const kind = kindOf(text);
    if (way === "up" && device === "bob" && kind === 0x12) seen.add(text);
    if (way === "down" && kind !== 0 && (dropped += 1) <= 5) return [];
    return way === "down" && kind !== 0 ? [text, text] : [text];
  };
  await invited(world, bob, token, secret8);
  let dropLines = 0;
  const spent: number[] = [];
  bob.model.subscribe(() => {
    if (bob.view.screen === "securing") spent.push(bob.view.guessesSpent);
    if (bob.view.screen === "securing" && bob.view.guessesSpent === 1 && dropLines < 2) {
      dropLines += 1;
      world.time.at(world.time.now() + 100, () => bob.dropLine());
    }
  });
  expect(await world.until(() => areTalking(ann, bob))).toBe(true);
  expect(seen.size).toBe(1);
  expect(Math.max(...spent)).toBe(1);
  expect(ann.alarms()).toEqual([]);
  expect(bob.alarms().filter(({ type }) => type !== "silent-run")).toEqual([]);
});

test("[CRYPTO §2] a late answer to an offer of before is no guess", async () => {
  const world = new World(84);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  const bob = world.device("bob");
  const held: string[] = [];
  world.net.meddle = (text, way, device) => {
    if (way !== "down" || device !== "ann" || kindOf(text) !== 0x12 || held.length > 0) return [text];
    held.push(text);
    return [];
  };
  await invited(world, bob, token, secret8);
  await world.until(() => held.length === 1);
  await ann.reload();
  await world.pass(60);
  for (const text of [...held, ...held, ...held]) ann.whisper(text);
  expect(await world.until(() => areTalking(ann, bob))).toBe(true);
  expect(ann.alarms()).toEqual([]);
});

test("[CRYPTO §2] offers of before, played again, cost the guest nothing", async () => {
  const world = new World(88);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  const bob = world.device("bob");
  const offers: string[] = [];
  let isMute = true;
  world.net.meddle = (text, way, device) => {
    if (way === "down" && device === "bob" && kindOf(text) === 0x11 && !offers.includes(text))
      offers.push(text);
    return kindOf(text) === 0x13 && isMute ? [] : [text];
  };
  const spent = () => JSON.parse(bob.kept("shared").get(keepNames.guesses(token)) ?? "{}").spent;
  await invited(world, bob, token, secret8);
  await world.until(() => spent() === 1);
  // The host's page is loaded again before it could confirm, and offers anew.
  world.net.meddle = (
    (meddle) => (text, way, device) =>
      kindOf(text) === 0x12 && spent() === 1 ? [] : (meddle?.(text, way, device) ?? [text])
  )(world.net.meddle);
  await ann.reload();
  expect(await world.until(() => spent() === 2)).toBe(true);
  for (let n = 0; n < 10; n += 1) {
    bob.whisper(offers[0]);
    await world.pass(3_000);
  }
  expect(spent()).toBe(2);
  isMute = false;
  expect(await world.until(() => areTalking(ann, bob))).toBe(true);
});

test("[CRYPTO §2] garbage from the relay in place of an answer is charged and shown, never more than five", async () => {
  const world = new World(85);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  const bob = world.device("bob");
  world.net.meddle = (text, way, device) => {
    if (way !== "down" || device !== "ann" || kindOf(text) !== 0x12) return [text];
    const frame = JSON.parse(text) as { m: string };
    const bytes = Uint8Array.from(atob(frame.m), (each) => each.charCodeAt(0));
    bytes[60] = (bytes[60] ?? 0) ^ 1;
    return [JSON.stringify({ ...frame, m: btoa(String.fromCharCode(...bytes)) })];
  };
  const shown = new Set<string>();
  ann.model.subscribe(() => {
    if ("alarms" in ann.view)
      for (const { id, alarm } of ann.view.alarms) if (alarm.type === "wrong-code") shown.add(id);
  });
  await invited(world, bob, token, secret8);
  expect(await world.until(() => ann.view.screen === "ended", 400_000)).toBe(true);
  expect(shown.size).toBe(4);
  expect(ann.on("ended").reason).toBe("burned");
});

test("[CRYPTO §2] an endless stream of rubbish offers costs the guest nothing and shows nothing untrue", async () => {
  const world = new World(86);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  const bob = world.device("bob");
  await invited(world, bob, token, secret8);
  await world.until(() => bob.view.screen !== "knock");
  for (let n = 0; n < 50; n += 1) {
    const m = btoa(String.fromCharCode(0x11, ...world.dice.bytes(n % 2 === 0 ? 1_306 : n)));
    bob.whisper({ type: "hs", conv: "00000000-0000-4000-8000-000000000000", m });
    await world.pass(5);
  }
  expect(await world.until(() => areTalking(ann, bob))).toBe(true);
  expect(bob.alarms().length).toBeLessThanOrEqual(5);
});

test("[CRYPTO §3] rubbish under one's own key is counted and shown", async () => {
  const world = new World(87);
  const { ann, bob } = await meet(world);
  const conv = "00000000-0000-4000-8000-000000000000";
  for (let n = 0; n < 3; n += 1) {
    const ask = new Uint8Array(57);
    ask[0] = 0x20;
    ask.set(world.dice.bytes(16), 1);
    ann.whisper({ type: "hs", conv, m: btoa(String.fromCharCode(...ask)) });
  }
  await world.pass(100);
  expect(ann.alarms().map(({ type }) => type)).toEqual(["keys-copied"]);
  bob.model.send("and on it goes", null);
  await world.pass(1_000);
  expect(ann.words("peer")).toEqual(["and on it goes"]);
});
