import { end, field, linkOn, log, meet, say, take } from "./people.ts";
import { expect, test } from "./test.ts";

const minutesLeft = async (page: Parameters<typeof say>[0]): Promise<number> =>
  Number.parseInt(
    (await page.getByRole("timer", { name: "Time left" }).innerText()).replace(/^1:/, "60").split(":")[0] ??
      "",
    10,
  );

test("[TS8] more time when both say yes, and not when one says no", async ({ person }) => {
  const { ann, bob } = await meet(person);
  const ask = async () => {
    await ann.getByRole("button", { name: "More time" }).click();
    await ann.getByRole("button", { name: "+15 min" }).click();
    await ann.getByRole("button", { name: "Extend" }).click();
  };
  await ask();
  await bob.getByRole("button", { name: "No, let it end" }).click();
  await expect(ann.getByText("You asked for 15 minutes more")).toBeHidden();
  expect(await minutesLeft(ann)).toBeLessThanOrEqual(60);
  await ask();
  await bob.getByRole("button", { name: "Give 15 minutes" }).click();
  for (const page of [ann, bob]) {
    await expect(log(page)).toContainText("15 minutes more");
    await expect.poll(() => page.getByRole("timer", { name: "Time left" }).innerText()).toMatch(/^1:1[45]/);
  }
});

test("[TS8] a leap: fresh keys, a fresh code, the same two devices, verification carried over", async ({
  person,
}) => {
  const { ann, bob, link } = await meet(person);
  for (const page of [ann, bob]) {
    await page.getByRole("button", { name: "Verify" }).first().click();
    await page.getByRole("button", { name: "They match" }).click();
  }
  const before = ann.url();
  await ann.getByRole("button", { name: "More time" }).click();
  await ann.getByRole("dialog").getByRole("button", { name: "Leap" }).click();
  await bob.getByRole("button", { name: "Leap", exact: true }).click();
  for (const page of [ann, bob]) await expect(log(page)).toContainText("leapt");
  await say(ann, "on the other side");
  await expect(log(bob)).toContainText("on the other side");
  for (const page of [ann, bob]) {
    expect(page.url()).not.toBe(before);
    await expect(page.getByRole("status", { name: "Connection" })).toContainText("verified");
    await expect(page.getByRole("status", { name: "Connection" })).not.toContainText("not verified");
  }
  await bob.reload();
  await expect(field(bob)).toBeVisible();
  await say(bob, "after a reload");
  await expect(log(ann)).toContainText("after a reload");
  const third = await person();
  await third.goto(link);
  await expect(third.getByRole("heading", { level: 1 })).toHaveText("This session has ended");
});

test("[TS12] the seat is opened again for another device, and everything is new for it", async ({
  person,
}) => {
  const { ann, bob, link } = await meet(person);
  await say(ann, "for the first one only");
  await expect(log(bob)).toContainText("for the first one only");
  await ann.getByRole("button", { name: "Open the seat again" }).click();
  await ann.getByRole("dialog").getByRole("button", { name: "Open the seat again" }).click();
  await expect(bob.getByRole("heading", { level: 1 })).toHaveText("Your seat was freed");
  const fresh = await linkOn(ann);
  expect(fresh).not.toBe(link);
  await ann.keyboard.press("Escape");
  const other = await person();
  await take(other, fresh);
  await expect(field(other)).toBeVisible();
  await say(ann, "for the second one");
  await expect(log(other)).toContainText("for the second one");
  await expect(log(other)).not.toContainText("for the first one only");
});

test("[TS9] after a reload the other device brings the conversation back", async ({ person }) => {
  const { ann, bob } = await meet(person);
  await say(ann, "said before the reload");
  await say(bob, "answered before the reload");
  await expect(log(ann)).toContainText("answered before the reload");
  await bob.reload();
  await bob.getByRole("button", { name: "Bring it back" }).click();
  await expect(log(bob)).toContainText("said before the reload");
  await expect(log(bob)).toContainText("answered before the reload");
});

test("[TS7] an end pressed without a network is told by whatever page comes next", async ({ person }) => {
  const { ann, bob } = await meet(person);
  await ann.context().setOffline(true);
  await end(ann);
  // Nothing of the session is in the address any more.
  await expect(ann).toHaveURL(/\/$/);
  await ann.reload();
  await expect(ann.getByRole("button", { name: "Start session" })).toBeVisible();
  await ann.context().setOffline(false);
  await expect(bob.getByRole("heading", { level: 1 })).toContainText("over");
});

test("replies and reactions stand on both screens", async ({ person }) => {
  const { ann, bob } = await meet(person);
  await say(ann, "garage or kitchen?");
  await log(bob).getByText("garage or kitchen?").dblclick();
  await say(bob, "both");
  await expect(log(ann)).toContainText("both");
  await log(ann).getByText("both").click({ button: "right" });
  await ann.getByRole("menuitem", { name: "React" }).click();
  await ann
    .getByRole("button", { name: /👍|thumb/i })
    .first()
    .click();
  await expect(log(bob)).toContainText("👍");
});

test("[TS7] at 0:00 both devices hear of the end and wipe", async ({ person }) => {
  test.setTimeout(120_000);
  const [ann, bob] = [await person(), await person()];
  await ann.goto("/");
  await ann.getByRole("button", { name: "Change limits" }).click();
  await ann.getByRole("textbox", { name: "Session length (minutes)" }).fill("1");
  await ann.getByRole("button", { name: "Start session" }).click();
  const dialog = ann.getByRole("dialog");
  await dialog.getByRole("region").evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Agree" }).click();
  await take(bob, await linkOn(ann));
  await say(bob, "one minute only");
  await expect(log(ann)).toContainText("one minute only");
  for (const page of [ann, bob]) {
    await expect(page.getByRole("heading", { level: 1 })).toContainText("over", { timeout: 75_000 });
    expect(
      await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }])),
    ).not.toContain("co:");
  }
});

test("[LG1] the whole way in Slovak", async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url, locale: "sk-SK" });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Súkromný rozhovor, ktorý sa naozaj skončí.",
  );
  await page.getByRole("button", { name: "Začať rozhovor" }).click();
  await expect(page.getByRole("dialog")).toContainText("podmienk");
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("sk");
  await context.close();
});
