// What the first page weighs and how Lighthouse sees it. See ../README.md.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "../lib/child.mjs";
import { median, span, table } from "../lib/figures.mjs";
import { installPeers } from "../lib/npm.mjs";
import { startOurs } from "../lib/ours.mjs";
import { bench, root } from "../lib/paths.mjs";
import { atLeast, atMost, isQuick, report } from "../lib/report.mjs";

const visits = isQuick ? 1 : 5;
const categories = ["performance", "accessibility", "best-practices", "seo"];

await report("Web", async () => {
  if (!existsSync(join(root, "apps/web/dist/index.html"))) {
    throw new Error("the web app is not built (npm run build)");
  }
  installPeers();
  const sizes = weigh();
  const looks = await visit();
  const shift = median(looks.map((look) => look.shift ?? 0));
  return {
    text: [sizes.text, describe(looks)].join("\n\n"),
    goals: [
      ...sizes.goals,
      ...categories.map((id) => atLeast(`Lighthouse: ${id}`, 95, score(looks, id), { digits: 0 })),
      atMost("layout shift on /", 0, shift, { digits: 3 }),
    ],
    leftOut: sizes.leftOut,
  };
});

/** The budget's own command; it prints "name: size KB of budget KB" for each page. */
function weigh() {
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, "scripts/web-budget.mjs")], {
    encoding: "utf8",
    timeout: 30_000,
  });
  const lines = [...stdout.matchAll(/^(.+): ([\d.]+) KB of ([\d.]+) KB/gm)];
  const why = /^\w*Error: .*$/m.exec(stderr)?.[0];
  return {
    leftOut: why ? [`sizes that scripts/web-budget.mjs could not find (${why})`] : [],
    text: "Script a page loads before it can be used, gzip, by `scripts/web-budget.mjs`.",
    goals: lines.map(([, name, size, budget]) =>
      atMost(`script of ${name}`, Number(budget), Number(size), { unit: " KB" }),
    ),
  };
}

async function visit() {
  const server = await startOurs();
  const looks = [];
  const command = [process.execPath, join(bench, "web/lighthouse.mjs"), `http://127.0.0.1:${server.port}/`];
  for (let n = 0; n < visits; n += 1) looks.push(JSON.parse(await run(null, command, { timeout: 60_000 })));
  await server.stop();
  return looks;
}

function score(looks, id) {
  return median(looks.map((look) => look.scores[id]));
}

function describe(looks) {
  const rows = categories.map((id) => {
    const all = looks.map((look) => look.scores[id]);
    return [id, median(all), span(all, 0)];
  });
  const worst = [...new Set(looks.flatMap((look) => look.worst))];
  const warnings = [...new Set(looks.flatMap((look) => look.warnings))];
  const notes = [
    worst.length > 0 ? `Below 90 in at least one visit: ${worst.join(", ")}.` : "No audit below 90.",
    ...warnings,
  ];
  return [
    `Lighthouse ${visits} times on \`/\` as a phone on a slow network (its default), by Debian's Chromium; median.`,
    table(["category", "score", "least–most"], rows),
    notes.join(" "),
  ].join("\n\n");
}
