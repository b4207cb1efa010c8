// npm run proof: the full numbers behind docs/PROOF.md. Takes its time; npm test runs a slice of each.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
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

const commit = spawnSync("git", ["rev-parse", "--short", "HEAD"], {
  cwd: root,
  encoding: "utf8",
}).stdout.trim();
const lines = [
  "# Proof",
  "",
  `Written by \`npm run proof\` on ${new Date().toISOString().slice(0, 10)} at commit ${commit}, ${cpus().length} cores, ${cpus()[0]?.model ?? ""}.`,
  "",
];
let failed = 0;
for (const { title, shows, command, figures } of proofs) {
  console.log(`\n=== ${title}`);
  const started = performance.now();
  const { status, stdout } = spawnSync(command[0], command.slice(1), {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 256 * 1024 * 1024,
  });
  process.stdout.write(stdout);
  if (status !== 0) failed += 1;
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  lines.push(
    `## ${title}`,
    "",
    `Shows: ${shows}. ${status === 0 ? "Passed" : "**Failed**"}, ${minutes} min.`,
    "",
  );
  const found = stdout.match(figures) ?? [];
  const isMarkdown = found.some((line) => line.startsWith("|"));
  lines.push(...(isMarkdown ? found : ["```", ...found, "```"]), "");
}
writeFileSync(join(root, "docs/PROOF.md"), lines.join("\n"));
console.log(`\n${proofs.length - failed} of ${proofs.length} proofs hold: docs/PROOF.md`);
process.exitCode = failed === 0 ? 0 : 1;
