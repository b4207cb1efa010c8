// npm run net: calls across emulated networks (e2e/net), as root on Linux. `--runs 20` for figures that count.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { built, installed, root } from "./freshen.mjs";
import { systemParts } from "./system-parts.mjs";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "1" }, seed: { type: "string", default: "1" } },
});
await installed();
systemParts();
await built();
const playwright = join(root, "node_modules/@playwright/test/cli.js");
const { status } = spawnSync(process.execPath, [playwright, "test", "-c", "e2e/net"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, NET_RUNS: values.runs, NET_SEED: values.seed },
});
process.exitCode = status ?? 1;
