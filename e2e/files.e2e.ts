import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { findings } from "./axe.ts";
import { chromiumLaunch, startFirefox } from "./browsers.ts";
import { path, watchMedia } from "./calls.ts";
import { startCoturn } from "./coturn.ts";
import {
  accept,
  attach,
  bubble,
  cutAfter,
  cutsMade,
  photo,
  plainThroughput,
  save,
  send,
  sha256,
  showAddress,
} from "./files.ts";
import { field, log, meet, say } from "./people.ts";
import { watchGrowth } from "./resident.ts";
import { startServer, withLocalDevices } from "./server.ts";
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

test("[FI3] a picture arrives without the place it was taken at, in its reserved place, and opens large", async ({
  person,
}) => {
  const { ann, bob } = await meet(person);
  const taken = await photo(ann, "holiday.jpg");
  expect(taken.buffer.includes("GPSLatitude")).toBe(true);
  await attach(ann, taken);
  await showAddress(ann);
  const frame = bubble(bob, "holiday.jpg").getByRole("button", { name: "holiday.jpg", exact: true });
  await expect(frame).toBeVisible();
  const reserved = await frame.boundingBox();
  await accept(bob, "holiday.jpg");
  await showAddress(bob);
  const picture = bubble(bob, "holiday.jpg").locator("img");
  await expect(picture).toBeVisible();
  const shown = await picture.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight]);
  expect(shown).toEqual([640, 400]);
  const open = bubble(bob, "holiday.jpg").getByRole("button", { name: "Open holiday.jpg" });
  const now = await open.boundingBox();
  expect([now?.width, now?.height]).toEqual([reserved?.width, reserved?.height]);
  const { bytes } = await save(bob, "holiday.jpg");
  for (const remark of ["Exif", "GPS", "NotACamera"]) expect(bytes.includes(remark)).toBe(false);
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  expect(await findings(bob)).toEqual([]);

  await send(ann, bob, await photo(ann, "second.jpg", 300, 900));
  await open.click();
  const viewer = bob.getByRole("dialog", { name: "Picture: holiday.jpg" });
  await expect(viewer.getByRole("img")).toBeVisible();
  expect(await findings(bob)).toEqual([]);
  await bob.keyboard.press("ArrowRight");
  await expect(bob.getByRole("dialog", { name: "Picture: second.jpg" })).toBeVisible();
  await bob.keyboard.press("ArrowLeft");
  await bob.keyboard.press("Escape");
  await expect(bob.getByRole("dialog")).toHaveCount(0);
  await expect(open).toBeFocused();
});

test("[FI1] names and contents that would like to be programs run nothing", async ({ person }) => {
  const { ann, bob } = await meet(person);
  const script = "<script>globalThis.ran = 1</script>";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="globalThis.ran = 1">${script}</svg>`;
  const given = [
    { name: "<img src=x onerror=globalThis.ran=1>.txt", shown: "img src=x onerror=globalThis.ran=1.txt" },
    { name: "invoice\u202Efdp.exe", shown: "invoicefdp.exe" },
    { name: "drawing.svg", shown: "drawing.svg" },
    { name: "page.html", shown: "page.html" },
  ];
  for (const [at, { name, shown }] of given.entries()) {
    const isSvg = name.endsWith(".svg");
    const file = {
      name,
      mimeType: isSvg ? "image/svg+xml" : "text/html",
      buffer: Buffer.from(isSvg ? svg : script),
    };
    await attach(ann, file);
    if (at === 0) await showAddress(ann);
    await accept(bob, shown);
    if (at === 0) await showAddress(bob);
    await expect(bubble(bob, shown)).toContainText("Whole");
    await expect(bubble(bob, shown).locator("img, iframe, object, embed")).toHaveCount(0);
    const warning = bubble(bob, shown).getByText("may run a program");
    await expect(warning).toHaveCount(at === 0 ? 0 : 1);
    expect((await save(bob, shown)).name).toBe(shown);
  }
  for (const page of [ann, bob])
    expect(await page.evaluate(() => Reflect.get(globalThis, "ran"))).toBeUndefined();
});

test("[FI1] declined, stopped, deleted, and left: each is said on both sides, and nothing hangs", async ({
  person,
}) => {
  const { ann, bob } = await meet(person);
  await attach(ann, [text("no.txt"), text("stop.txt"), text("back.txt")]);
  await showAddress(ann);
  await log(bob).getByRole("button", { name: "Decline no.txt" }).click();
  await expect(bubble(ann, "no.txt")).toContainText("The other one declined it.");
  await expect(bubble(bob, "no.txt")).toContainText("You declined it.");
  await log(ann).getByRole("button", { name: "Stop stop.txt" }).click();
  await expect(bubble(bob, "stop.txt")).toContainText("The other one stopped it.");
  await expect(bubble(ann, "stop.txt")).toContainText("You stopped it.");
  await bubble(ann, "back.txt").click({ button: "right", position: { x: 60, y: 8 } });
  await ann.getByRole("menuitem", { name: "Delete message" }).click();
  await expect(log(bob)).toContainText("Deleted by the other one");

  await attach(ann, text("lost.txt"));
  await expect(log(bob).getByRole("button", { name: "Accept lost.txt" })).toBeVisible();
  await ann.reload();
  await expect(field(ann)).toBeVisible();
  await accept(bob, "lost.txt");
  await showAddress(bob);
  await expect(bubble(bob, "lost.txt")).toContainText("no longer has it");
  await attach(ann, { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) });
  await expect(ann.getByRole("status").filter({ hasText: "empty.txt is empty" })).toBeVisible();
});

test("[FI1] dropped on the page and pasted, files are offered too", async ({ person }) => {
  const { ann, bob } = await meet(person);
  const give = (kind: "drop" | "paste", name: string) =>
    ann.evaluate(
      ([what, called]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["words"], called, { type: "text/plain" }));
        const target = document.querySelector("[data-composer]");
        if (what === "drop")
          dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        else
          target?.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: dataTransfer, bubbles: true, cancelable: true }),
          );
      },
      [kind, name] as const,
    );
  await give("drop", "dropped.txt");
  await showAddress(ann);
  await expect(bubble(bob, "dropped.txt")).toBeVisible();
  await give("paste", "pasted.txt");
  await expect(bubble(bob, "pasted.txt")).toBeVisible();
});

test("[FI1] a large file lies where the person chose, and only when it is whole", async ({ person }) => {
  const { ann, bob } = await meet(person);
  await bob.evaluate(() => {
    // The window of the system cannot be pressed here: it chose a file of the browser's own.
    const choose = async () =>
      (await navigator.storage.getDirectory()).getFileHandle("chosen", { create: true });
    Object.assign(globalThis, { showSaveFilePicker: choose });
  });
  const chosen = () =>
    bob.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const file = await (await folder.getFileHandle("chosen")).getFile();
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
      return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    });
  const buffer = randomBytes(33 * mebibyte);
  await attach(ann, { name: "chosen.bin", mimeType: "", buffer });
  await showAddress(ann);
  await accept(bob, "chosen.bin");
  await expect(bubble(bob, "chosen.bin")).toContainText("will see the network address");
  expect(await chosen()).toBe(sha256(Buffer.alloc(0)));
  await showAddress(bob);
  await expect(bubble(bob, "chosen.bin")).toContainText("Saved where you chose", { timeout: 60_000 });
  expect(await chosen()).toBe(sha256(buffer));
});

/** Drops a file on a page: not every browser's chooser can be driven. */
const drop = (page: Page, name: string, words: string): Promise<boolean> =>
  page.evaluate(
    ([called, inside]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([inside], called, { type: "text/plain" }));
      return dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, words] as const,
  );

test("[FI1] Chromium and Firefox send each other files", async ({ browser, server }) => {
  const fox = await startFirefox();
  const options = { baseURL: server.url, locale: "en-GB" };
  const [ann, bob] = [
    await (await browser.newContext(options)).newPage(),
    await (await fox.newContext(options)).newPage(),
  ];
  const waiting = [ann, bob];
  await meet(async () => waiting.shift() ?? bob);
  await drop(ann, "to-fox.txt", "words for a fox");
  await showAddress(ann);
  await accept(bob, "to-fox.txt");
  await showAddress(bob);
  await expect(bubble(ann, "to-fox.txt")).toContainText("Arrived whole");
  const long = "from a fox ".repeat(200_000);
  await drop(bob, "from-fox.txt", long);
  await accept(ann, "from-fox.txt");
  await expect(bubble(bob, "from-fox.txt")).toContainText("Arrived whole");
  expect(sha256((await save(ann, "from-fox.txt")).bytes)).toBe(sha256(Buffer.from(long)));
  await ann.context().close();
  await fox.close();
});

test("[CRYPTO §6] where there is a relay, files go through it and nobody is asked for an address", async ({
  browser,
}) => {
  const coturn = await startCoturn();
  const server = await startServer(
    { CHAT_ICE_TURN_URLS: coturn.urls.udp, CHAT_TURN_SECRET: coturn.secret },
    withLocalDevices,
  );
  const person = async (): Promise<Page> => {
    const page = await (await browser.newContext({ baseURL: server.url, locale: "en-GB" })).newPage();
    await watchMedia(page);
    return page;
  };
  const { ann, bob } = await meet(person);
  await send(ann, bob, text("relayed.txt"));
  expect((await save(bob, "relayed.txt")).bytes.toString()).toBe("inside of relayed.txt");
  expect(await path(ann)).toMatch(/^relay relay|^relay prflx|^prflx relay/);
  for (const page of [ann, bob]) await page.context().close();
  await server.stop();
  await coturn.stop();
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
