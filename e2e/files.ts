/** What people do with files, and what arrives of them. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import { log } from "./people.ts";

export type Chosen = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Offers files by the button people press. */
export async function attach(page: Page, files: string | Chosen | Chosen[]): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach file" }).click();
  await (await choosing).setFiles(files);
}

export const bubble = (page: Page, name: string | RegExp): Locator =>
  log(page).getByRole("article").filter({ hasText: name });

/** Goes on where this server has no relay and the address would be seen. */
export async function showAddress(page: Page): Promise<void> {
  await log(page).getByRole("button", { name: "Go on, show it" }).last().click();
}

export const accept = (page: Page, name: string): Promise<void> =>
  log(page)
    .getByRole("button", { name: `Accept ${name}` })
    .click();

/** Saves what waits in the page; its bytes and the name it is given. */
export async function save(page: Page, name: string): Promise<{ bytes: Buffer; name: string }> {
  const downloading = page.waitForEvent("download");
  await log(page)
    .getByRole("button", { name: `Save ${name}` })
    .click();
  const download = await downloading;
  return { bytes: await readFile(await download.path()), name: download.suggestedFilename() };
}

/** From one to the other, until both say that it is there whole. */
export async function send(from: Page, to: Page, file: Chosen, isFirst = false): Promise<void> {
  await attach(from, file);
  if (isFirst) await showAddress(from);
  await accept(to, file.name);
  if (isFirst) await showAddress(to);
  await expect(bubble(to, file.name)).toContainText("Whole");
  await expect(bubble(from, file.name)).toContainText("Arrived whole");
}
