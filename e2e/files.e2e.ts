import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { findings } from "./axe.ts";
import { chromiumLaunch } from "./browsers.ts";
import {
  accept,
  attach,
  bubble,
  cutAfter,
  cutsMade,
  plainThroughput,
  save,
  send,
  sha256,
  showAddress,
} from "./files.ts";
import { field, log, meet, say } from "./people.ts";
import { watchGrowth } from "./resident.ts";
import { expect, test } from "./test.ts";

const mebibyte = 1024 * 1024;

const text = (name: string, words = `inside of ${name}`) => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.from(words),
});

test("[FI1] a file is offered, accepted and saved as it was; the next one needs no question", async ({
  person,
}) => {
  const { ann, bob } = await meet(person);
  await say(ann, "before");
  await attach(ann, text("contract.txt"));
  await expect(bubble(ann, "contract.txt")).toContainText("will see the network address");
  expect(await findings(ann)).toEqual([]);
  await showAddress(ann);
  await expect(bubble(ann, "contract.txt")).toContainText("has to accept it");
  await say(ann, "after");
  await expect(log(bob)).toContainText("after");
  await expect(log(bob).getByRole("article", { name: "file contract.txt" })).toHaveCount(1);
  expect(await findings(bob)).toEqual([]);
  await accept(bob, "contract.txt");
  await showAddress(bob);
  await expect(bubble(bob, "contract.txt")).toContainText("Whole");
  await expect(bubble(ann, "contract.txt")).toContainText("Arrived whole");
  const saved = await save(bob, "contract.txt");
  expect(saved).toEqual({ bytes: Buffer.from("inside of contract.txt"), name: "contract.txt" });

  await send(bob, ann, text("answer.txt"));
  expect((await save(ann, "answer.txt")).bytes.toString()).toBe("inside of answer.txt");
  await expect(field(ann)).toBeVisible();
  expect(await findings(ann)).toEqual([]);
});

test("[FI1] a few megabytes arrive with the right hash, whatever their length", async ({ person }) => {
  const { ann, bob } = await meet(person);
  for (const [at, size] of [65_536, 65_537, 3_000_001].entries()) {
    const buffer = Buffer.alloc(size);
    for (let i = 0; i < size; i += 1) buffer[i] = (i * 31 + (i >> 8) * 7) & 255;
    const name = `${size}.bin`;
    await send(ann, bob, { name, mimeType: "", buffer }, at === 0);
    expect(sha256((await save(bob, name)).bytes)).toBe(sha256(buffer));
  }
});

/** The size of the large file, MiB; the whole proof asks for 300. */
const largeMb = Number(process.env["FILES_MB"] ?? 12);

/** A file of random bytes on the disk, and its hash. */
async function largeFile(folder: string): Promise<{ path: string; hash: string }> {
  const path = join(folder, "large.bin");
  const file = await open(path, "w");
  const hash = createHash("sha256");
  for (let at = 0; at < largeMb; at += 1) {
    const block = randomBytes(mebibyte);
    hash.update(block);
    await file.write(block);
  }
  await file.close();
  return { path, hash: hash.digest("hex") };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const block of createReadStream(path)) hash.update(block as Buffer);
  return hash.digest("hex");
}

test(`[FI1] ${largeMb} MiB arrive with the right hash, cut off twice, in little memory`, async ({
  server,
}) => {
  test.setTimeout(600_000);
  const folder = await mkdtemp(join(tmpdir(), "files-"));
  // A browser of its own: what its pages cost is then nobody else's.
  const browser = await chromium.launch(chromiumLaunch);
  const person = async (): Promise<Page> => {
    const context = await browser.newContext({ baseURL: server.url, locale: "en-GB", acceptDownloads: true });
    const page = await context.newPage();
    // No window of the system can be pressed here: the browser's own file system takes what is large.
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, "showSaveFilePicker"));
    return page;
  };
  try {
    const sender = await person();
    await cutAfter(sender, [0.2 * largeMb * mebibyte, 0.6 * largeMb * mebibyte]);
    const { path, hash } = await largeFile(folder);
    const waiting = [sender, await person()];
    const { ann, bob } = await meet(async () => waiting.shift() ?? sender);
    await attach(ann, path);
    await showAddress(ann);
    const growth = await watchGrowth(browser);
    await accept(bob, "large.bin");
    const began = Date.now();
    await showAddress(bob);
    await expect(bubble(bob, "large.bin")).toContainText("Whole", { timeout: 500_000 });
    const seconds = (Date.now() - began) / 1000;
    await expect(bubble(ann, "large.bin")).toContainText("Arrived whole");
    expect(await cutsMade(ann)).toBe(2);
    const grown = await growth();
    const downloading = bob.waitForEvent("download");
    await log(bob).getByRole("button", { name: "Save large.bin" }).click();
    expect(await hashOf(await (await downloading).path())).toBe(hash);
    const plain = await plainThroughput(ann, bob, Math.min(64, largeMb) * mebibyte);
    const mb = (bytes: number) => (bytes / mebibyte).toFixed(1);
    console.log(
      `${largeMb} MiB in ${seconds.toFixed(1)} s with two cuts, ${(largeMb / seconds).toFixed(1)} MiB/s; ` +
        `a bare channel ${mb(plain)} MiB/s; the page that grew most grew by ${mb(grown)} MiB`,
    );
    expect(grown).toBeLessThan(250 * mebibyte);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
});
