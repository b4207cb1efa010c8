// npm run shots: the pictures of the README, taken of the real thing: real server, real browsers.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";
import { bunPath } from "./bun-path.mjs";
import { built, installed, root } from "./freshen.mjs";
import { systemParts } from "./system-parts.mjs";

await installed();
systemParts();
await built();

const pictures = join(root, "docs/pictures");
mkdirSync(pictures, { recursive: true });
const dataDir = mkdtempSync(join(tmpdir(), "chatorbit-"));
const server = spawn(bunPath(), [join(root, "apps/server/src/main.ts")], {
  env: { ...process.env, PORT: "0", HOST: "127.0.0.1", CHAT_DATA_DIR: dataDir },
  stdio: ["ignore", "pipe", "inherit"],
});
const url = await new Promise((resolve) => {
  createInterface({ input: server.stdout }).on("line", (line) => {
    const found = /^listening on (http\S+?)\/?$/.exec(line)?.[1];
    if (found) resolve(found);
  });
});
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });

const person = async (viewport) => {
  const context = await browser.newContext({ baseURL: url, viewport, colorScheme: "dark", locale: "en-GB" });
  return context.newPage();
};
const agree = async (page) => {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("region").evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Agree" }).click();
};
const wide = { width: 1440, height: 900 };
const [ann, bob] = [await person(wide), await person({ width: 390, height: 844 })];

await ann.goto("/");
await shoot(ann, "landing");
await ann.getByRole("button", { name: "Start session" }).click();
await agree(ann);
await ann.getByRole("button", { name: "Copy link" }).waitFor();
await shoot(ann, "invite");
await ann.context().grantPermissions(["clipboard-read", "clipboard-write"]);
await ann.getByRole("button", { name: "Copy link" }).click();
await bob.goto(await ann.evaluate(() => navigator.clipboard.readText()));
await shoot(bob, "knock-phone");
await bob.getByRole("button", { name: "Take my seat" }).click();
await agree(bob);

const says = async (page, words) => {
  await page.getByRole("textbox", { name: "Message" }).fill(words);
  await page.getByRole("button", { name: "Send" }).click();
};
const hears = (page, words) => page.getByRole("log").getByText(words).waitFor();
const talk = [
  [bob, "Are you alone? I would rather not do this by e-mail."],
  [ann, "Yes, door closed."],
  [ann, "Did the notary send the draft?"],
  [bob, "She wants both signatures by Thursday. 184 000, and they keep the kitchen."],
  [ann, "Thursday is fine. Is the garage inside that price or on top?"],
  [bob, "Inside. I asked twice."],
];
for (const [page, words] of talk) {
  await says(page, words);
  await hears(page === ann ? bob : ann, words);
}
for (const page of [ann, bob]) await page.getByRole("button", { name: "Verify" }).first().click();
await shoot(ann, "verify");
for (const page of [ann, bob]) await page.getByRole("button", { name: "They match" }).click();
await says(ann, "Good. Then I will read paragraph 7 first.");
await hears(bob, "Good. Then I will read paragraph 7 first.");
await shoot(ann, "conversation");
await shoot(bob, "conversation-phone");

await browser.close();
server.kill("SIGTERM");
await new Promise((resolve) => server.once("exit", resolve));
rmSync(dataDir, { recursive: true });

async function shoot(page, name) {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
  console.log(`docs/pictures/${name}.png`);
}
