import type { Page } from "@playwright/test";
import { field, linkOn, meet, start, take } from "./people.ts";
import { expect, test } from "./test.ts";

const code = (page: Page) => page.getByRole("textbox", { name: "Code or link" });

test("[TS2] a mistyped or cut code is caught on the device, without a request", async ({ person }) => {
  const page = await person();
  await page.goto("/");
  const asked: string[] = [];
  page.on("request", (request) => void (request.url().includes("/api/") && asked.push(request.url())));
  for (const [text, says] of [
    ["ABCD-1234-WXYZ", /last 8 characters/],
    ["ABCD-1234-WXYZ-K7QM-9D2D", /typing mistake/i],
    ["hello", /./],
  ] as const) {
    await code(page).fill(text);
    await page.getByRole("button", { name: "Join session" }).click();
    await expect(code(page)).toHaveAccessibleDescription(says);
  }
  expect(asked).toEqual([]);
});

test("[TS2] a code is taken in any case and spacing, with letters people confuse", async ({ person }) => {
  const [ann, bob] = [await person(), await person()];
  const link = await start(ann);
  const [, token = "", secret = ""] = /session\/(\w{12})#(\w{8})/.exec(link) ?? [];
  const spelled = `${token}${secret}`
    .toLowerCase()
    .replaceAll("0", "o")
    .replaceAll("1", "l")
    .replaceAll(/(....)/g, "$1 ");
  await bob.goto("/");
  await code(bob).fill(spelled);
  await bob.getByRole("button", { name: "Join session" }).click();
  const dialog = bob.getByRole("dialog");
  await dialog.getByRole("region").evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Agree" }).click();
  await bob.getByRole("button", { name: "Take my seat" }).click();
  await expect(field(bob)).toBeVisible();
});

test("[TS3] [TS12] a third device is told that both seats are taken, and both sides hear of it", async ({
  person,
}) => {
  const { ann, bob, link } = await meet(person);
  const third = await person();
  await third.goto(link);
  await expect(third.getByRole("heading", { level: 1 })).toHaveText("Both seats are taken");
  for (const page of [ann, bob]) {
    await expect(field(page)).toBeVisible();
    await expect(page.getByText("A third device knocked")).toBeVisible();
  }
});

test("[TS12] the same browser that opens its own link is told so", async ({ person }) => {
  const ann = await person();
  const link = await start(ann);
  const again = await ann.context().newPage();
  await again.goto(link);
  await expect(again.getByRole("heading", { level: 1 })).toHaveText(
    /You started this session here|open in another tab/,
  );
});

test("[TS12] a second tab of the same session says where it is open", async ({ person }) => {
  const { ann } = await meet(person);
  const again = await ann.context().newPage();
  await again.goto(ann.url());
  await expect(again.getByRole("heading", { level: 1 })).toHaveText(/open in another tab|last 8 characters/);
  await expect(field(ann)).toBeVisible();
});

test("[TS4] unknown and ended sessions have their own words", async ({ person }) => {
  const { ann, bob, link } = await meet(person);
  const stranger = await person();
  await stranger.goto(link.replace(/session\/.{12}#.{8}/, "session/000000000000#00000000"));
  await expect(stranger.getByRole("heading", { level: 1 })).toBeVisible();
  await bob.close();
  await ann.reload();
  await expect(field(ann)).toBeVisible();
});

test("[TS2] an open invitation outlives its tab: it is listed, opened again, and forgotten", async ({
  person,
}) => {
  const ann = await person();
  const link = await start(ann);
  await ann.close();
  const page = await ann.context().newPage();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Your open invites" })).toBeVisible();
  const token = /session\/(\w{12})/.exec(link)?.[1] ?? "";
  await page.goto(`/session/${token}`);
  expect(await linkOn(page)).toBe(link);
  const bob = await person();
  await take(bob, link);
  await expect(field(page)).toBeVisible();
  await expect(field(bob)).toBeVisible();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Your open invites" })).toBeHidden();
});

test("[TS9] storage that keeps nothing is named, and nothing secret was sent", async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({ baseURL: server.url, locale: "en-GB" });
  await context.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException("blocked", "SecurityError");
        },
      });
    }
  });
  const page = await context.newPage();
  await page.goto("/session/000000000000#00000000");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This browser keeps nothing");
  await context.close();
});
