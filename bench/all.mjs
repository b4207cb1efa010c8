// Runs every measurement and prints one summary: node bench/all.mjs [--quick]. Exit code 1 only when
// something could not run; a goal that is missed is a result.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { table } from "./lib/figures.mjs";
import { word } from "./lib/report.mjs";
import { bench } from "./lib/paths.mjs";
import { tempPath } from "./lib/temp.mjs";

const commands = ["relay", "memory", "http", "start", "growth", "web"];
const mostMs = 180_000;

const reports = [];
for (const command of commands) {
  console.error(`bench: ${command}`);
  reports.push(await runOne(command));
}
console.log(summary());
process.exitCode = reports.some(({ leftOut }) => leftOut.length > 0) ? 1 : 0;

/** In a process of its own, so that one that fails or hangs takes no other along. */
function runOne(command) {
  const file = tempPath(`${command}.json`);
  const child = spawn(process.execPath, [join(bench, command, "run.mjs"), ...process.argv.slice(2)], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, BENCH_REPORT: file },
  });
  const timer = setTimeout(() => child.kill("SIGTERM"), mostMs);
  return new Promise((resolve) => {
    child.on("exit", () => {
      clearTimeout(timer);
      if (existsSync(file)) return resolve(JSON.parse(readFileSync(file, "utf8")));
      const why = "it ended without a report";
      resolve({ title: command, markdown: `## ${command}\n\nLeft out: ${why}.`, goals: [], leftOut: [why] });
    });
  });
}

function summary() {
  const goals = reports.flatMap((report) => report.goals.map((goal) => ({ title: report.title, ...goal })));
  const met = goals.filter(({ isMet }) => isMet === true).length;
  const missed = goals.filter(({ isMet }) => isMet === false).length;
  const rows = goals.map(({ title, what, wanted, measured, isMet }) => [
    `${title}: ${what}`,
    wanted,
    measured,
    word(isMet),
  ]);
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return [
    "# Measurements",
    `${met} goals met, ${missed} missed, ${goals.length - met - missed} not decided. ${new Date().toISOString().slice(0, 10)}, ` +
      `${cpus()[0].model.trim()}, ${cpus().length} cores, ${gigabytes} GB, Node ${process.versions.node}.`,
    table(["goal", "wanted", "measured", ""], rows),
    ...reports.map(({ markdown }) => markdown),
  ].join("\n\n");
}
