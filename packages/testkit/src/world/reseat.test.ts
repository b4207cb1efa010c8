import { expect, test } from "bun:test";
import { parseJoinCode } from "@chatorbit/crypto";
import type { Device } from "./device.ts";
import { areTalking, invited, meet } from "./meet.ts";
import { World } from "./world.ts";

async function reopened(world: World, keeper: Device): Promise<{ token: string; secret8: string }> {
  keeper.model.reopenSeat();
  await world.until(() => keeper.view.screen === "conversation" && keeper.view.invite !== null);
  const { invite } = keeper.on("conversation");
  const { token, secret } = parseJoinCode(invite?.code ?? "");
  return { token, secret8: secret };
}

for (const role of ["host", "guest"] as const) {
  test(`[TS12] [CRYPTO §7] the ${role} frees the other seat: a new code, a new device in the old role, compared anew`, async () => {
    const world = new World(role === "host" ? 90 : 91);
    const { ann, bob, secret8: oldSecret } = await meet(world);
    const [keeper, freed] = role === "host" ? [ann, bob] : [bob, ann];
    for (const device of [ann, bob]) {
      device.model.openVerify();
      device.model.confirmWords(true);
      device.model.setName(device.name);
    }
    keeper.model.send("for your eyes", null);
    freed.model.send("and mine", null);
    await world.pass(1_000);
    const before = keeper.on("conversation").verification;
    freed.goOffline();
    await world.pass(500);
    keeper.model.send("not yet heard", null);
    await world.pass(500);
    const { token, secret8 } = await reopened(world, keeper);
    expect(secret8).not.toBe(oldSecret);
    expect(keeper.alarms()).toContainEqual({ type: "reseated" });
    expect(keeper.on("conversation")).toMatchObject({
      verification: null,
      peer: { name: null, isHere: false },
    });
    expect(keeper.message("not yet heard").delivery).toBe("failed");
    const endsBefore = keeper.on("conversation").time.endsAt;

    freed.goOnline();
    await world.until(() => freed.view.screen === "refused");
    expect(freed.on("refused").problem.trouble).toBe("seat-freed");
    expect(freed.keeps()).toEqual([]);

    const carl = world.device("carl");
    carl.open(token, secret8);
    await world.until(() => carl.view.screen === "knock");
    carl.model.takeSeat();
    expect(await world.until(() => areTalking(keeper, carl))).toBe(true);
    expect(carl.on("conversation").role).toBe(role === "host" ? "guest" : "host");
    expect(keeper.on("conversation").role).toBe(role);
    for (const device of [keeper, carl]) {
      expect(device.on("conversation").verification).toMatchObject({
        isVerified: false,
        doesPeerSayVerified: false,
      });
    }
    // Loud at who knew the former device; the newcomer knows no other.
    expect(keeper.notes().filter(({ type }) => type === "new-device")).toHaveLength(1);
    expect(carl.notes().filter(({ type }) => type === "new-device")).toHaveLength(0);
    expect(keeper.on("conversation").verification?.emoji).toEqual(
      carl.on("conversation").verification?.emoji ?? [],
    );
    expect(keeper.on("conversation").verification?.emoji).not.toEqual(before?.emoji ?? []);
    expect(keeper.on("conversation").time.endsAt).toBeCloseTo(endsBefore, -2);

    // Nothing of before reaches the newcomer by itself, asked for or not.
    carl.model.send("hello, I am new", null);
    await world.pass(5_000);
    expect(keeper.words("peer")).toEqual(["and mine", "hello, I am new"]);
    expect(carl.words("peer")).toEqual([]);
    await carl.reload();
    await world.until(() => areTalking(keeper, carl));
    carl.model.bringBack();
    await world.pass(5_000);
    expect(carl.words("peer")).toEqual([]);
    expect(carl.words("me")).toEqual(["hello, I am new"]);
    keeper.model.retry(keeper.message("not yet heard").key);
    await world.pass(2_000);
    expect(carl.words("peer")).toEqual(["not yet heard"]);
    expect(world.failures).toEqual([]);
  });
}

test("[TS12] the old code is dead after a reseat", async () => {
  const world = new World(92);
  const { ann, secret8: oldSecret } = await meet(world);
  const { token } = await reopened(world, ann);
  const eve = world.device("eve");
  await invited(world, eve, token, oldSecret);
  await world.pass(10_000);
  expect(eve.view.screen).not.toBe("conversation");
  expect(ann.alarms().map(({ type }) => type)).toContain("wrong-code");
  expect(ann.on("conversation").verification).toBeNull();
});

test("[TS12] the keeper's page may be loaded again before anybody came", async () => {
  const world = new World(93);
  const { ann, bob } = await meet(world);
  ann.model.send("confirmed", null);
  await world.pass(500);
  bob.goOffline();
  await world.pass(500);
  ann.model.send("unconfirmed", null);
  const { token, secret8 } = await reopened(world, ann);
  await ann.reload();
  await world.pass(2_000);
  const carl = world.device("carl");
  await invited(world, carl, token, secret8);
  expect(await world.until(() => areTalking(ann, carl))).toBe(true);
  await world.pass(5_000);
  // Failed words stay failed over the reload; they are not sent to whoever came.
  expect(carl.words("peer")).toEqual([]);
  expect(ann.messages("me").map(({ body, delivery }) => [body, delivery])).toEqual([
    ["unconfirmed", "failed"],
  ]);
  expect(ann.notes().map(({ type }) => type)).toContain("new-device");
});

test("[TS12] a guest's lost tab: the host frees the seat and the same person comes back with the new code", async () => {
  const world = new World(94);
  const { ann, bob, token, secret8 } = await meet(world);
  bob.closeTab();
  const again = bob.otherTab("bob again", { isDuplicate: false });
  again.open(token, secret8);
  await world.pass(1_000);
  expect(again.on("refused").problem.trouble).toBe("full");
  const fresh = await reopened(world, ann);
  const last = bob.otherTab("bob at last", { isDuplicate: false });
  await invited(world, last, fresh.token, fresh.secret8);
  expect(await world.until(() => areTalking(ann, last))).toBe(true);
});

test("[TS12] words of a newcomer whose clock is behind stand below the former ones", async () => {
  const world = new World(95);
  const { ann, bob } = await meet(world);
  bob.model.send("former", null);
  await world.pass(1_000);
  const { token, secret8 } = await reopened(world, ann);
  const carl = world.device("carl");
  carl.clockOffset = -5 * 3_600_000 - 0.5;
  await invited(world, carl, token, secret8);
  await world.until(() => areTalking(ann, carl));
  carl.model.send("latter", null);
  await world.pass(1_000);
  expect(ann.words("peer")).toEqual(["former", "latter"]);
});

test("[TS12] nobody frees a seat before anybody sat there", async () => {
  const world = new World(96);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  ann.model.reopenSeat();
  await world.pass(1_000);
  expect(ann.on("waiting").invite.code).toContain(secret8.slice(0, 4));
  const bob = world.device("bob");
  await invited(world, bob, token, secret8);
  expect(await world.until(() => areTalking(ann, bob))).toBe(true);
});

test("[TS12] a newcomer in the host's seat makes no offer of a server's absurd terms", async () => {
  const world = new World(97);
  const { bob } = await meet(world);
  const { token, secret8 } = await reopened(world, bob);
  const lying = (text: string) => text.replace(/"ttl_minutes":\d+/, '"ttl_minutes":1e300');
  world.desk = (_, reply, device) =>
    device === "carl" ? (JSON.parse(lying(JSON.stringify(reply))) as typeof reply) : null;
  world.net.meddle = (text, way, device) => (way === "down" && device === "carl" ? [lying(text)] : [text]);
  const carl = world.device("carl");
  await invited(world, carl, token, secret8);
  expect(await world.until(() => areTalking(bob, carl))).toBe(true);
  expect(bob.alarms().map(({ type }) => type)).toContain("offer-differs");
});
