import { createReadStream, existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { findings } from "./axe.ts";

/* Every screen and state from made-up views, in both languages, both themes and two sizes. */

const folder = join(import.meta.dirname, "../apps/web/dist-gallery");
const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".png": "image/png",
};

let server: Server;
let base = "";

test.beforeAll(async () => {
  server = createServer(({ url = "/" }, answer) => {
    const path = new URL(url, "http://gallery").pathname;
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    if (!existsSync(file)) return void answer.writeHead(404).end();
    answer.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gallery/`;
});
test.afterAll(() => void server.close());

async function sceneNames(page: Page): Promise<readonly string[]> {
  await page.goto(base);
  const links = page.getByRole("link");
  await expect(links.first()).toBeVisible();
  return links.evaluateAll((all) =>
    all.map((link) => new URL((link as HTMLAnchorElement).href).hash.slice(2)),
  );
}

async function show(page: Page, name: string, lang: string, theme: string): Promise<void> {
  await page.goto(`${base}?lang=${lang}&theme=${theme}&scene=${name}#/${name}`);
  await expect(page.locator(`html[data-scene="ready"]`)).toBeAttached();
}

/** Each scene once, by turns in one look or the other; `npm run proof` looks at all of them in both. */
const isWhole = process.env["GALLERY_LOOKS"] === "all";

for (const [turn, lang, theme, width, height] of [
  [0, "en", "dark", 1440, 900],
  [1, "sk", "light", 390, 844],
] as const) {
  test(`[LG6] every screen is clean: ${lang}, ${theme}, ${width}`, async ({ page }) => {
    test.setTimeout(900_000);
    await page.setViewportSize({ width, height });
    const names = await sceneNames(page);
    expect(names.length).toBeGreaterThan(120);
    for (const name of names.filter((_, index) => isWhole || index % 2 === turn)) {
      await show(page, name, lang, theme);
      expect({ name, found: await findings(page) }).toEqual({ name, found: [] });
      const spills = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect({ name, spills }).toEqual({ name, spills: false });
    }
  });
}
