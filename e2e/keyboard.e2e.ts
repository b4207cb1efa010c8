import { expect, type Page } from "@playwright/test";
import { log } from "./people.ts";
import { test } from "./test.ts";

/** Presses Tab until the element with this role and name has the focus. */
async function tabTo(
  page: Page,
  role: "button" | "textbox" | "checkbox" | "region",
  name: string | RegExp,
): Promise<void> {
  const target = page.getByRole(role, { name }).first();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((node) => node === document.activeElement).catch(() => false)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way to ${role} "${name}" by Tab`);
}

async function agreeByKeys(page: Page): Promise<void> {
  await expect(page.getByRole("dialog")).toBeVisible();
  await tabTo(page, "region", /terms/i);
  await page.keyboard.press("End");
  await expect(page.getByRole("checkbox")).toBeEnabled();
  await tabTo(page, "checkbox", /./);
  await page.keyboard.press("Space");
  await press(page, "Agree");
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, "button", name);
  await page.keyboard.press("Enter");
}

test("[LG6] a whole session by keyboard alone", async ({ person }) => {
  const [ann, bob] = [await person(), await person()];
  await ann.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await ann.goto("/");
  await press(ann, "Start session");
  await agreeByKeys(ann);
  await expect(ann.getByRole("heading", { level: 1 })).toBeFocused();
  await press(ann, "Copy link");
  const link = await ann.evaluate(() => navigator.clipboard.readText());

  await bob.goto(link);
  await expect(bob.getByRole("heading", { level: 1 })).toBeVisible();
  await press(bob, "Take my seat");
  await agreeByKeys(bob);
  for (const page of [ann, bob]) await expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();
  await tabTo(ann, "textbox", "Message");
  await ann.keyboard.type("by keyboard");
  await ann.keyboard.press("Enter");
  await expect(log(bob)).toContainText("by keyboard");

  await press(bob, "Verify");
  await expect(bob.getByRole("dialog")).toBeVisible();
  await bob.keyboard.press("Escape");
  await expect(bob.getByRole("dialog")).toBeHidden();
  await tabTo(bob, "textbox", "Message");
  await bob.keyboard.type("first line");
  await bob.keyboard.press("Shift+Enter");
  await bob.keyboard.type("second line");
  await bob.keyboard.press("Enter");
  await expect(log(ann)).toContainText("second line");

  await tabTo(ann, "button", "End session");
  await ann.keyboard.down("Enter");
  for (const page of [ann, bob]) await expect(page.getByRole("heading", { level: 1 })).toContainText("over");
  await ann.keyboard.up("Enter");
});
