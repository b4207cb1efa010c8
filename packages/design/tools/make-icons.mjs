// Draws the PNG icons of the web app from brand/*.svg with the system's Chromium. Run by hand after
// a change of the brand: node packages/design/tools/make-icons.mjs
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const brand = fileURLToPath(new URL("../brand/", import.meta.url));
const out = fileURLToPath(new URL("../../../apps/web/public/", import.meta.url));
const pictures = [
  { from: "badge", to: "icons/icon-192.png", width: 192, height: 192 },
  { from: "badge", to: "icons/icon-512.png", width: 512, height: 512 },
  { from: "maskable", to: "icons/maskable-512.png", width: 512, height: 512 },
  { from: "maskable", to: "icons/apple-180.png", width: 180, height: 180 },
  { from: "social-card", to: "social-card.png", width: 1200, height: 630 },
];

mkdirSync(`${out}icons`, { recursive: true });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const { from, to, width, height } of pictures) {
  const page = await browser.newPage({ viewport: { width, height } });
  const svg = Buffer.from(readFileSync(`${brand}${from}.svg`)).toString("base64");
  const style = "margin:0;background:none";
  const image = `<img width="${width}" height="${height}" src="data:image/svg+xml;base64,${svg}">`;
  await page.setContent(
    `<body style="${style}">${image.replace("<img", '<img style="display:block"')}</body>`,
  );
  await page.screenshot({ path: `${out}${to}`, omitBackground: true });
  await page.close();
}
await browser.close();
