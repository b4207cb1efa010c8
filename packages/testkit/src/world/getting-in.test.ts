import { expect, test } from "bun:test";
import { openHome } from "@chatorbit/client";
import { keepNames } from "@chatorbit/engine";
import { areTalking, invited, meet } from "./meet.ts";
import { World } from "./world.ts";

test("[TS2] a typed code or link leads to its session; what is mistyped or cut off makes no request", async () => {
  const world = new World(10);
  world.isListening = true;
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  const heardBefore = world.heard.length;
  const home = openHome(world.device("bob").ports);
  const code = ann.on("waiting").invite.code;
  expect(home.join(code)).toEqual({ path: `/session/${token}#${secret8}` });
  expect(home.join(code.toLowerCase().replaceAll("-", " "))).toEqual({
    path: `/session/${token}#${secret8}`,
  });
  expect(home.join(ann.on("waiting").invite.link)).toEqual({ path: `/session/${token}#${secret8}` });
  expect(home.join(token)).toEqual({ trouble: "secret-missing" });
  const mistyped = secret8.slice(0, 7) + (secret8.endsWith("A") ? "B" : "A");
  expect(home.join(token + mistyped)).toEqual({ trouble: "code-typo" });
  expect(home.join("not a code")).toEqual({ trouble: "code-typo" });
  expect(home.join(`https://evil.example/session/${token}#${secret8}`)).toEqual({
    elsewhere: "evil.example",
  });
  await world.pass(1_000);
  expect(world.heard.slice(heardBefore).filter((text) => text.includes("/api"))).toEqual([]);
});

test("[TS2] the secret never leaves for the server, on no path of a whole conversation", async () => {
  const world = new World(11);
  world.isListening = true;
  const { ann, bob, secret8 } = await meet(world);
  ann.model.send("a word nobody else reads", null);
  await bob.reload();
  await world.pass(20_000);
  bob.model.end();
  await world.pass(5_000);
  const said = world.heard.join("\n");
  expect(said.length).toBeGreaterThan(10_000);
  expect(said).not.toContain(secret8.slice(0, 7));
  expect(said).not.toContain("a word nobody");
});

test("[TS2] an open invite outlives its tab and is gone from the device after the handshake", async () => {
  const world = new World(12);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  ann.closeTab();
  await world.pass(60_000);
  const home = openHome(ann.ports);
  await world.pass(100);
  expect(home.snapshot().openInvites.map((invite) => invite.token)).toEqual([token]);
  ann.open(token, null);
  const bob = world.device("bob");
  await invited(world, bob, token, secret8);
  expect(
    await world.until(() => bob.view.screen === "conversation" && ann.view.screen === "conversation"),
  ).toBe(true);
  await world.pass(1_000);
  expect(ann.kept("device").has(keepNames.invite(token))).toBe(false);
  expect(JSON.stringify([...ann.kept("tab")])).not.toContain(secret8);
  expect(JSON.stringify([...bob.kept("tab")])).not.toContain(secret8);
});

test("[TS2] an invite shown by a device whose clock is a day ahead is still open", async () => {
  const world = new World(13);
  const ann = world.device("ann");
  ann.clockOffset = 25 * 3_600_000 + 0.5;
  const { token } = await ann.start();
  expect(ann.on("waiting").invite.validUntil - ann.now()).toBeCloseTo(86_400_000, -4);
  const home = openHome(ann.ports);
  await world.pass(100);
  expect(home.snapshot().openInvites.map((invite) => invite.token)).toEqual([token]);
});

test("[TS2] a deleted invite ends its session and leaves nothing behind", async () => {
  const world = new World(14);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  ann.closeTab();
  const home = openHome(ann.ports);
  await world.pass(100);
  await home.forgetInvite(token);
  await world.pass(1_000);
  expect(home.snapshot().openInvites).toEqual([]);
  expect(ann.keeps()).toEqual([]);
  const bob = world.device("bob");
  bob.open(token, secret8);
  await world.pass(1_000);
  expect(bob.on("refused").problem.trouble).toBe("ended");
});

test("[TS3] opening a link takes no seat; it says whether the host is here", async () => {
  const world = new World(15);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start({ ttlMinutes: 30, maxChars: 500 });
  const bob = world.device("bob");
  bob.open(token, secret8);
  await world.until(() => bob.view.screen === "knock");
  await world.pass(30_000);
  expect(bob.on("knock")).toMatchObject({
    ttlMinutes: 30,
    maxChars: 500,
    isHostHere: true,
    isOwnInvite: false,
  });
  expect(ann.view.screen).toBe("waiting");
  expect(bob.keeps()).toEqual([]);
  const carl = world.device("carl");
  ann.goDark();
  ann.dropLine();
  await world.pass(6_000);
  carl.open(token, secret8);
  await world.until(() => carl.view.screen === "knock");
  expect(carl.on("knock").isHostHere).toBe(false);
});

test("[TS12] a browser that opens its own invite is told so, and may still take its own seat", async () => {
  const world = new World(16);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  ann.closeTab();
  const again = ann.otherTab("ann again", { isDuplicate: false });
  again.open(token, secret8);
  await world.until(() => again.view.screen === "knock");
  expect(again.on("knock").isOwnInvite).toBe(true);
  again.model.takeSeat();
  expect(await world.until(() => again.view.screen === "waiting")).toBe(true);
  const bob = world.device("bob");
  await invited(world, bob, token, secret8);
  expect(
    await world.until(() => bob.view.screen === "conversation" && again.view.screen === "conversation"),
  ).toBe(true);
  expect([again.on("conversation").role, bob.on("conversation").role]).toEqual(["host", "guest"]);
});

test("[TS3] [TS12] a third is told that it is full, and both hear the knock", async () => {
  const world = new World(17);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  const [bob, carl] = [world.device("bob"), world.device("carl")];
  // Both look while the seat is free; carl presses when it is not any more.
  for (const device of [bob, carl]) device.open(token, secret8);
  await world.until(() => [bob, carl].every(({ view }) => view.screen === "knock"));
  bob.model.takeSeat();
  await world.until(() => areTalking(ann, bob));
  carl.model.takeSeat();
  expect(await world.until(() => carl.view.screen === "refused", 3_000)).toBe(true);
  expect(carl.on("refused").problem.trouble).toBe("full");
  expect(carl.keeps()).toEqual([]);
  for (const device of [ann, bob]) expect(device.alarms().map(({ type }) => type)).toEqual(["knock"]);
  const late = world.device("dora");
  late.open(token, secret8);
  await world.pass(1_000);
  expect(late.on("refused").problem.trouble).toBe("full");
});

test("[TS12] a link opened when both seats are taken is heard by both, though nobody pressed anything", async () => {
  const world = new World(18);
  const { ann, bob, token, secret8 } = await meet(world);
  const dora = world.device("dora");
  dora.open(token, secret8);
  await world.pass(1_000);
  expect(dora.on("refused").problem.trouble).toBe("full");
  expect(dora.keeps()).toEqual([]);
  for (const device of [ann, bob]) expect(device.alarms().map(({ type }) => type)).toEqual(["knock"]);
});

test("[TS3] two who take the last seat at the same moment: one gets it", async () => {
  const world = new World(18);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  const both = [world.device("bob"), world.device("carl")];
  for (const device of both) device.open(token, secret8);
  await world.until(() => both.every(({ view }) => view.screen === "knock"));
  for (const device of both) device.model.takeSeat();
  await world.pass(3_000);
  expect(both.map(({ view }) => view.screen).toSorted()).toEqual(["conversation", "refused"]);
  expect(ann.alarms().map(({ type }) => type)).toEqual(["knock"]);
});

test("[TS4] an unused invite expires at its time, for both sides of it", async () => {
  const world = new World(19);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  await world.pass(86_400_000 - 5_000);
  expect(ann.view.screen).toBe("waiting");
  await world.pass(6_000);
  expect(ann.on("ended").reason).toBe("unused");
  expect(ann.keeps()).toEqual([]);
  const bob = world.device("bob");
  bob.open(token, secret8);
  await world.pass(1_000);
  expect(bob.on("refused").problem.trouble).toBe("expired");
}, 30_000);

test("[TS4] the guest may join alone: the clock runs, and the host comes later", async () => {
  const world = new World(20);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start({ ttlMinutes: 30 });
  ann.model.close();
  const bob = world.device("bob");
  await invited(world, bob, token, secret8);
  await world.pass(10_000);
  expect(bob.on("securing")).toMatchObject({ isPeerHere: false });
  expect(bob.on("securing").time?.endsAt).toBeCloseTo(bob.now() + 30 * 60_000 - 10_000, -4);
  ann.open(token, null);
  expect(
    await world.until(() => bob.view.screen === "conversation" && ann.view.screen === "conversation"),
  ).toBe(true);
});

test("[TS4] device clocks hours away from the server's change nothing", async () => {
  const world = new World(21);
  const [ann, bob] = [world.device("ann"), world.device("bob")];
  ann.clockOffset = -7 * 3_600_000 - 0.25;
  bob.clockOffset = 9 * 3_600_000 + 0.75;
  const { token, secret8 } = await ann.start({ ttlMinutes: 10 });
  await invited(world, bob, token, secret8);
  await world.until(() => [ann, bob].every(({ view }) => view.screen === "conversation"));
  for (const device of [ann, bob]) {
    expect(device.on("conversation").time.endsAt - device.now()).toBeCloseTo(600_000, -4);
    device.model.send(`from ${device.name}`, null);
  }
  await world.pass(2_000);
  expect([ann.words("peer"), bob.words("peer")]).toEqual([["from bob"], ["from ann"]]);
  await ann.reload();
  await bob.reload();
  await world.pass(10_000);
  expect([ann.view.screen, bob.view.screen]).toEqual(["conversation", "conversation"]);
  await world.pass(600_000);
  for (const device of [ann, bob]) expect(device.on("ended").reason).toBe("timer_expired");
});

test("[TS3] an own link with the secret cut off: the last 8 characters are missing, then a typed code mends it", async () => {
  const world = new World(22);
  const ann = world.device("ann");
  const { token } = await ann.start();
  const bob = world.device("bob");
  bob.open(token, null);
  await world.pass(1_000);
  expect(bob.on("refused").problem.trouble).toBe("secret-missing");
  expect(bob.model.enterCode("nonsense")).toBe("code-typo");
  expect(bob.model.enterCode(ann.on("waiting").invite.code)).toBeNull();
  expect(await world.until(() => bob.view.screen === "knock")).toBe(true);
});

test("[TS6] a peer on the old wire is refused at once, in words", async () => {
  const world = new World(23);
  const ann = world.device("ann");
  const { token } = await ann.start();
  await oldWire(world, token);
  expect(await world.until(() => ann.view.screen === "refused", 3_000)).toBe(true);
  expect(ann.on("refused").problem.trouble).toBe("peer-on-old-wire");
});

async function oldWire(world: World, token: string): Promise<void> {
  const { join } = await import("@chatorbit/relay");
  const key = "somebody-elses-client";
  await join(world.relay(0), { token, key, address: "10.9.9.9" });
  const nowhere = { send: () => {}, sendSoon: () => {}, waiting: 0, whenRoom: () => {}, close: () => {} };
  world.relay(0).connectOld(nowhere, { token, key, address: "10.9.9.9" });
}

test("[TS9] broken randomness and blocked storage are refused before anything is made or sent", async () => {
  const world = new World(24);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  world.isListening = true;
  const bob = world.device("bob");
  bob.isRandomBroken = true;
  bob.open(token, secret8);
  await world.pass(1_000);
  expect(bob.on("refused").problem.trouble).toBe("randomness-broken");
  expect(world.heard.filter((text) => !text.includes("pong"))).toEqual([]);
  for (const shelf of ["tab", "shared"] as const) {
    const carl = world.device("carl");
    carl.blocked.add(shelf);
    carl.open(token, secret8);
    await world.pass(500);
    if (carl.view.screen === "knock") carl.model.takeSeat();
    await world.pass(5_000);
    expect(carl.on("refused").problem.trouble).toBe("storage-blocked");
  }
  // The one without a tab's storage never joined; the one without a count never answered.
  const hellos = world.heard
    .filter((text) => text.includes('"type":"hs"'))
    .map((text) => atob(JSON.parse(text).m).charCodeAt(0));
  expect(hellos.filter((kind) => kind === 0x12)).toEqual([]);
  const eve = world.device("eve");
  eve.blocked.add("device");
  await expect(eve.start()).rejects.toThrow("storage-blocked");
});

test("[CRYPTO §7] a second tab is told that the session is open elsewhere; closed, the first gives way", async () => {
  const world = new World(25);
  const { bob, token, secret8 } = await meet(world);
  const second = bob.otherTab("bob 2", { isDuplicate: true });
  second.open(token, null);
  await world.pass(1_000);
  expect(second.on("refused").problem.trouble).toBe("open-in-other-tab");
  expect(bob.view.screen).toBe("conversation");
  bob.model.close();
  const third = bob.otherTab("bob 3", { isDuplicate: true });
  third.open(token, secret8);
  expect(await world.until(() => third.view.screen === "conversation")).toBe(true);
});

test("[CRYPTO §2] a duplicated tab before the handshake shares the guess count", async () => {
  const world = new World(26);
  const ann = world.device("ann");
  const { token, secret8 } = await ann.start();
  const bob = world.device("bob");
  // Every confirmation of the host is swallowed: each run is a charged guess without an end.
  world.net.meddle = (text) => (isKind(text, 0x13) ? [] : [text]);
  await invited(world, bob, token, secret8);
  await world.pass(5_000);
  expect(bob.on("securing").guessesSpent).toBe(1);
  const copy = bob.otherTab("bob copy", { isDuplicate: true });
  bob.model.close();
  copy.open(token, null);
  await world.pass(1_000);
  expect(copy.on("securing").guessesSpent).toBeGreaterThanOrEqual(1);
  await world.pass(14_000);
  expect(copy.on("securing").guessesSpent).toBe(2);
});

const isKind = (text: string, kind: number) => {
  const frame = JSON.parse(text) as { type: string; m?: string };
  return frame.type === "hs" && atob(frame.m ?? "").charCodeAt(0) === kind;
};
