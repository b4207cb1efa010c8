// node lighthouse.mjs URL: prints Lighthouse's four scores of one visit, 0 to 100, as JSON.
import { existsSync } from "node:fs";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));
const flags = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage"];
// Chromium refuses its sandbox to root.
if (process.getuid() === 0) flags.push("--no-sandbox");
const chrome = await launch({ chromePath: chromium, chromeFlags: flags, logLevel: "silent" });
try {
  const { lhr } = await lighthouse(process.argv[2], {
    port: chrome.port,
    logLevel: "silent",
    output: "json",
  });
  const scores = Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(100 * (score ?? 0))]);
  const worst = Object.values(lhr.audits)
    .filter(
      ({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== "informative",
    )
    .map(({ id }) => id);
  const shift = lhr.audits["cumulative-layout-shift"]?.numericValue ?? null;
  console.log(
    JSON.stringify({ scores: Object.fromEntries(scores), shift, worst, warnings: lhr.runWarnings }),
  );
} finally {
  chrome.kill();
}
