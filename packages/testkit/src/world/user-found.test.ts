import { expect, test } from "bun:test";
import { meet } from "./meet.ts";
import { World } from "./world.ts";

/* What the first people who used it stumbled over. */

async function leap(
  world: World,
  ann: Awaited<ReturnType<typeof meet>>["ann"],
  bob: typeof ann,
): Promise<void> {
  const before = ann.token;
  ann.model.askLeap();
  await world.until(() => bob.on("conversation").pact !== null);
  bob.model.answerPact(true);
  const areThere = () => ann.token !== before && bob.token !== before;
  expect(await world.until(() => areThere() && ann.view.screen === "conversation")).toBe(true);
}

test("[TS8] [TS9] who was reading before a leap is reading after it", async () => {
  const world = new World(401);
  const { ann, bob } = await meet(world);
  for (const device of [ann, bob]) device.model.attend(true);
  await leap(world, ann, bob);
  ann.model.send("read this", null);
  const isRead = () =>
    ann.on("conversation").items.some((item) => item.kind === "message" && item.delivery === "read");
  expect(await world.until(isRead)).toBe(true);
  expect(bob.on("conversation").unreadCount).toBe(0);
});

test("[TS11] words nobody compared are not called compared", async () => {
  const world = new World(402);
  const { ann, bob } = await meet(world);
  ann.model.openVerify();
  ann.model.confirmWords(true);
  expect(ann.on("conversation").verification).toMatchObject({ isVerified: true, isCurrent: true });
  await leap(world, ann, bob);
  await world.until(() => ann.on("conversation").verification !== null);
  expect(ann.on("conversation").verification).toMatchObject({ isVerified: true, isCurrent: false });
});

test("[TS11] whoever has compared is not told to compare because the other one did too", async () => {
  const world = new World(403);
  const { ann, bob } = await meet(world);
  for (const device of [ann, bob]) {
    device.model.openVerify();
    device.model.confirmWords(true);
    await world.pass(1_000);
  }
  const notes = ann
    .on("conversation")
    .items.flatMap((item) => (item.kind === "note" ? [item.note.type] : []));
  expect(notes).toContain("verified");
  expect(notes).not.toContain("peer-says-verified");
});

test("[TS7] the receipt of both sides hears of the server's end", async () => {
  const world = new World(404);
  const { ann, bob } = await meet(world);
  ann.model.end();
  const isConfirmed = () => [ann, bob].every(({ view }) => view.screen === "ended" && view.confirmed.server);
  expect(await world.until(isConfirmed, 10_000)).toBe(true);
});

test("[TS12] who takes a seat that was opened again is told that the clock runs, and nothing of a new device", async () => {
  const world = new World(405);
  const { ann, bob, token } = await meet(world);
  ann.model.reopenSeat();
  await world.until(() => ann.on("conversation").invite !== null);
  const secret8 = ann.on("conversation").invite?.link.split("#")[1] ?? "";
  bob.closeTab();
  const dora = world.device("dora");
  dora.open(token, secret8);
  await world.until(() => dora.view.screen === "knock");
  expect(dora.on("knock").endsAt).toBeGreaterThan(world.time.now());
  dora.model.takeSeat();
  await world.until(() => dora.view.screen === "conversation" && dora.view.verification !== null);
  await world.pass(1_000);
  const notes = dora
    .on("conversation")
    .items.flatMap((item) => (item.kind === "note" ? [item.note.type] : []));
  expect(notes).not.toContain("new-device");
});
