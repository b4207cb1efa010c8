/** What people do, by the names assistive technology knows (docs/UI-NAMES.md). */
import { expect, type Locator, type Page } from "@playwright/test";

/** Agrees to the terms, as everybody has to once. */
export async function agree(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("region").evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Agree" }).click();
}

/** Starts a session; resolves with the link to pass on. */
export async function start(page: Page): Promise<string> {
  await page.goto("/");
  await page.getByRole("button", { name: "Start session" }).click();
  await agree(page);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  return linkOn(page);
}

/** The invitation link, by the button people press to pass it on. */
export async function linkOn(page: Page): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy link" }).click();
  return page.evaluate(() => navigator.clipboard.readText());
}

export async function take(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await sit(page);
}

/** Takes the seat of an invitation that is open; agrees to the terms where this browser did not before. */
export async function sit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Take my seat" }).click();
  if ((await page.evaluate(() => localStorage.getItem("chatorbit.consent"))) === null) await agree(page);
}

export const log = (page: Page): Locator => page.getByRole("log", { name: "Messages" });

export const field = (page: Page): Locator => page.getByRole("textbox", { name: "Message" });

export async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
}

/** Two people in one conversation. */
export async function meet(person: () => Promise<Page>): Promise<{ ann: Page; bob: Page; link: string }> {
  const [ann, bob] = [await person(), await person()];
  const link = await start(ann);
  await take(bob, link);
  await expect(field(ann)).toBeVisible();
  await expect(field(bob)).toBeVisible();
  return { ann, bob, link };
}

/** Holds the button that ends the session until it is over. */
export async function end(page: Page): Promise<void> {
  await page.getByRole("button", { name: "End session" }).first().hover();
  await page.mouse.down();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("over");
  await page.mouse.up();
}
