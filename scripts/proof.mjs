// npm run proof: the full numbers behind docs/PROOF.md. Takes its time; npm test runs a slice of each.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { bunPath } from "./bun-path.mjs";
import { built, installed, root } from "./freshen.mjs";

await installed();
await built();
const bun = bunPath();

/** Each proof: what it shows, the command that shows it, the lines of its output that are the figures. */
const proofs = [
  {
    title: "Everything `npm test` runs",
    shows: "types, lint, format, budgets, unit tests, contracts, simulation, browsers",
    command: [process.execPath, "scripts/test.mjs"],
    figures: /^(?:ok|FAILED) .*|^\d+ passed.*|^.*KB of .*/gm,
  },
  {
    title: "[TS9] 10,000 histories on bad networks",
    shows: "once, in order, nothing lost while one side still lives; ticks, deletes and reactions true",
    command: [bun, "packages/testkit/src/world/histories.ts", "1", "10000"],
    figures: /^.*histories.*$/gm,
  },
  {
    title: "[SR4] 2,000 lives of rooms on bad networks",
    shows:
      "every word once, in one order on both screens, nothing kept is lost, what is deleted is gone, no tick lied",
    command: [bun, "packages/testkit/src/world/kept-histories.ts", "1", "2000"],
    figures: /^.*histories.*$/gm,
  },
  {
    title: "[CA2] 10,000 fuzzed call histories",
    shows: "whatever is pressed, lost or cut: in the end both sides tell the same of the same call",
    command: [bun, "packages/testkit/src/world/call-histories.ts", "1", "10000"],
    figures: /^.*call histories.*$/gm,
  },
  {
    title: "[TS3] 200 joins at once on each of 100 tokens",
    shows: "exactly two seats each",
    command: [bun, "apps/server/src/testing/seats.ts", "100", "200"],
    figures: /^.*seats.*$/gm,
  },
  {
    title: "[CA2] calls on bad networks",
    shows: "one call when both call, the picture back after a change of network and after silence",
    command: [process.execPath, "scripts/net.mjs", "--runs", "20"],
    figures: /^\|.*$/gm,
  },
  {
    title: "Speed and cost beside peers",
    shows: "ratios of one alternating run each; absolute numbers are of the moment",
    command: [process.execPath, "bench/all.mjs"],
    figures: /^(?:#|\||-|>).*$/gm,
  },
];

const page = join(root, "docs/PROOF.md");
const wanted = process.argv.slice(2);
const commit = spawnSync("git", ["rev-parse", "--short", "HEAD"], {
  cwd: root,
  encoding: "utf8",
}).stdout.trim();
const today = new Date().toISOString().slice(0, 10);
const machine = `${cpus().length} cores, ${cpus()[0]?.model ?? ""}`;

/** What the page says of a proof that is not run now, or null. */
const before = existsSync(page) ? readFileSync(page, "utf8").split(/^(?=## )/m) : [];
const said = (title) => before.find((section) => section.startsWith(`## ${title}\n`)) ?? null;

const sections = [];
let failed = 0;
for (const proof of proofs) {
  const isWanted = wanted.length === 0 || wanted.some((word) => proof.title.includes(word));
  sections.push(isWanted ? await run(proof) : said(proof.title));
}
const head = [
  "# Proof",
  "",
  "Written by `npm run proof`; `npm run proof -- WORD` runs the proofs with that word in their title and leaves the others as they stand. Each says when, at which commit and on what it ran.",
  "",
  "",
].join("\n");
writeFileSync(page, `${head}${sections.filter((section) => section !== null).join("")}`.trimEnd() + "\n");
console.log(`\n${failed === 0 ? "every proof that ran holds" : `${failed} failed`}: docs/PROOF.md`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs one proof; returns its section. */
async function run({ title, shows, command, figures }) {
  console.log(`\n=== ${title}`);
  const started = performance.now();
  const { status, stdout } = await execute(command);
  if (status !== 0) failed += 1;
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  const found = stdout.match(figures) ?? [];
  const isMarkdown = found.some((line) => line.startsWith("|"));
  return [
    `## ${title}`,
    "",
    `Shows: ${shows}. ${status === 0 ? "Passed" : "**Failed**"}, ${today}, commit ${commit}, ${minutes} min, ${machine}.`,
    "",
    ...(isMarkdown ? found : ["```", ...found, "```"]),
    "",
    "",
  ].join("\n");
}

/** What it prints is seen at once, and kept: a proof that is ended before its end has still said how far it came. */
function execute([program, ...args]) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, GALLERY_LOOKS: "all" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
    process.stdout.write(text);
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, stdout })));
}
