import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { bench } from "./paths.mjs";

/** Installs the peers' packages into this folder when they are not there yet. They need no scripts. */
export function installPeers() {
  const lock = join(bench, "package-lock.json");
  const done = join(bench, "node_modules/.package-lock.json");
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(lock).mtimeMs) return;
  console.error("bench: npm ci");
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts"], {
    cwd: bench,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: 120_000,
  });
  if (status !== 0) throw new Error("npm ci failed in bench/");
}
