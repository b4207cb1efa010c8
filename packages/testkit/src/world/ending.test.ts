import { expect, test } from "bun:test";
import { openHome } from "@chatorbit/client";
import { areTalking, meet } from "./meet.ts";
import { World } from "./world.ts";

test("[TS7] at 0:00 both end within a second and keep nothing", async () => {
  const world = new World(30);
  const { ann, bob } = await meet(world, { ttlMinutes: 5 });
  ann.model.send("soon gone", null);
  const end = ann.on("conversation").time.endsAt - ann.clockOffset;
  await world.pass(end - world.time.now() - 1_000);
  expect([ann.view.screen, bob.view.screen]).toEqual(["conversation", "conversation"]);
  await world.pass(2_000);
  for (const device of [ann, bob]) {
    expect(device.on("ended")).toMatchObject({ reason: "timer_expired", receipt: { wasVerified: false } });
    expect(device.keeps()).toEqual([]);
    expect(JSON.stringify(device.view)).not.toContain("soon gone");
  }
  expect(ann.on("ended").receipt).toMatchObject({ sent: 1, received: 0 });
  expect(bob.on("ended").receipt).toMatchObject({ sent: 0, received: 1 });
});

test("[TS7] a device that is offline ends at its own deadline, by its own clock", async () => {
  const world = new World(31);
  const { ann, bob } = await meet(world, { ttlMinutes: 5 });
  bob.goOffline();
  const end = bob.on("conversation").time.endsAt - bob.clockOffset;
  await world.pass(end - world.time.now() - 500);
  expect(bob.view.screen).toBe("conversation");
  await world.pass(1_000);
  expect(bob.on("ended")).toMatchObject({ reason: "timer_expired", confirmed: { server: false } });
  expect(bob.keeps()).toEqual([]);
  expect(ann.on("ended").reason).toBe("timer_expired");
});

test("[TS7] a page that was closed over the deadline wipes as soon as it is opened, without a network", async () => {
  const world = new World(32);
  const { bob, token } = await meet(world, { ttlMinutes: 5 });
  bob.model.close();
  bob.goDark();
  await world.pass(600_000);
  bob.open(token, null);
  await world.pass(100);
  expect(bob.on("ended").reason).toBe("timer_expired");
  expect(bob.keeps()).toEqual([]);
});

test("[TS7] the time turns amber under a fifth and red under a minute, at that very moment", async () => {
  const world = new World(33);
  const { ann } = await meet(world, { ttlMinutes: 10 });
  const end = ann.on("conversation").time.endsAt - ann.clockOffset;
  const stages: string[] = [];
  ann.model.subscribe(() => {
    if (ann.view.screen !== "conversation") return;
    const { stage } = ann.view.time;
    const left = Math.round((end - world.time.now()) / 1_000);
    if (!stages.some((each) => each.startsWith(stage))) stages.push(`${stage} ${left}`);
  });
  await world.pass(end - world.time.now() - 100);
  expect(stages.map((each) => each.split(" ")[0])).toEqual(["calm", "warn", "last"]);
  expect(Number(stages[1]?.split(" ")[1])).toBeCloseTo(120, -1);
  expect(Number(stages[1]?.split(" ")[1])).toBeGreaterThanOrEqual(119);
  expect(Number(stages[2]?.split(" ")[1])).toBeGreaterThanOrEqual(59);
});

test("[TS7] end now: over for both, by either, with the server told", async () => {
  for (const who of [0, 1]) {
    const world = new World(34 + who);
    const { ann, bob } = await meet(world);
    const [one, other] = who === 0 ? [ann, bob] : [bob, ann];
    one.model.end();
    expect(one.on("ended").confirmed.server).toBe(false);
    await world.pass(1_000);
    expect(one.on("ended")).toMatchObject({ reason: "manually_ended", confirmed: { server: true } });
    expect(other.on("ended").reason).toBe("manually_ended");
    expect([...one.keeps(), ...other.keeps()]).toEqual([]);
    other.open(other.token, null);
    await world.pass(1_000);
    expect(other.on("refused").problem.trouble).toBe("secret-missing");
  }
});

test("[TS7] end now without a network: wiped at once, the server told when it can be, even after the page", async () => {
  const world = new World(36);
  const { ann, bob } = await meet(world);
  ann.goOffline();
  ann.model.end();
  await world.pass(10);
  expect(ann.view.screen).toBe("ended");
  // Only the farewell is kept: it opens nothing but the end.
  expect(ann.keeps()).toEqual([`device co:e:${ann.token}`]);
  await world.pass(60_000);
  expect(bob.view.screen).toBe("conversation");
  ann.goOnline();
  expect(await world.until(() => bob.view.screen === "ended")).toBe(true);
  await world.pass(1_000);
  expect(ann.on("ended").confirmed.server).toBe(true);
  expect([...ann.keeps(), ...bob.keeps()]).toEqual([]);
});

test("[TS7] an end the server never heard of is told it by the next page of that browser", async () => {
  const world = new World(39);
  const { ann, bob } = await meet(world);
  ann.goOffline();
  ann.model.end();
  await world.pass(100);
  ann.closeTab();
  await world.pass(30_000);
  const later = ann.otherTab("ann later", { isDuplicate: false });
  openHome(later.ports);
  expect(await world.until(() => bob.view.screen === "ended")).toBe(true);
  await world.pass(1_000);
  expect(later.keeps()).toEqual([]);
});

test("[TS7] whoever was away hears how it ended when it is back", async () => {
  const world = new World(37);
  const { ann, bob } = await meet(world);
  bob.goOffline();
  await world.pass(1_000);
  ann.model.end();
  await world.pass(30_000);
  expect(bob.view.screen).toBe("conversation");
  bob.goOnline();
  await world.pass(3_000);
  expect(bob.on("ended")).toMatchObject({ reason: "manually_ended", confirmed: { server: true } });
  expect(bob.keeps()).toEqual([]);
});

test("[TS7] a server that only says it is over, and then that it is not, is come back to", async () => {
  const world = new World(38);
  const { ann, bob } = await meet(world);
  for (let round = 0; round < 3; round += 1) {
    bob.dropLine(4003);
    expect(
      await world.until(
        () => bob.view.screen === "conversation" && bob.view.connection === "live" && areTalking(ann, bob),
      ),
    ).toBe(true);
    await world.pass(10_000);
    bob.model.send(`still here ${round}`, null);
    expect(await world.until(() => ann.words("peer").includes(`still here ${round}`))).toBe(true);
  }
  // The same while the desk cannot be asked.
  bob.dropLine(4003);
  bob.goDark();
  await world.pass(10_000);
  bob.goOnline();
  await world.pass(30_000);
  bob.model.send("once more", null);
  expect(await world.until(() => ann.words("peer").includes("once more"))).toBe(true);
});

test("[TS7] a browser whose storage refuses everything still tells the server of the end", async () => {
  const world = new World(38);
  const { ann, bob } = await meet(world);
  for (const shelf of ["tab", "device", "shared"] as const) ann.blocked.add(shelf);
  ann.model.end();
  await world.until(() => bob.view.screen === "ended");
  await world.until(() => ann.view.screen === "ended" && ann.view.confirmed.server);
  expect(bob.on("ended").reason).toBe("manually_ended");
});

test("[TS7] what a closed page left behind goes when the next page of ours opens after its time", async () => {
  const world = new World(39);
  const { ann, bob } = await meet(world, { ttlMinutes: 5 });
  bob.model.close();
  expect(bob.keeps().length).toBeGreaterThan(0);
  openHome(bob.ports);
  await world.pass(1_000);
  expect(bob.keeps().length).toBeGreaterThan(0);
  await world.pass(600_000);
  openHome(bob.ports);
  await world.pass(1_000);
  expect(bob.keeps()).toEqual([]);
  expect(ann.view.screen).toBe("ended");
});

test("[TS7] ended with words nobody confirmed: no shelf keeps any of them", async () => {
  const world = new World(40);
  const { ann, bob } = await meet(world);
  bob.goOffline();
  await world.pass(500);
  ann.model.send("never to be found", null);
  await world.pass(500);
  expect(ann.keeps()).toContain(`tab co:o:${ann.token}`);
  ann.model.end();
  await world.pass(1_000);
  expect(ann.on("ended").confirmed.server).toBe(true);
  expect(ann.keeps()).toEqual([]);
});

test("[TS7] opened elsewhere: a page that gave way wipes at its deadline all the same", async () => {
  const world = new World(41);
  const { ann, bob } = await meet(world, { ttlMinutes: 5 });
  bob.model.send("soon gone", null);
  await world.pass(500);
  bob.dropLine(4009);
  await world.pass(100);
  expect(bob.view.screen).toBe("refused");
  expect(bob.keeps()).not.toEqual([]);
  await world.pass(300_000);
  expect(bob.keeps()).toEqual([]);
  expect(ann.keeps()).toEqual([]);
});
