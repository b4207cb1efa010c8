import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of this run, gone when the run ends. */
export const temp = mkdtempSync(join(tmpdir(), "chatorbit-bench-"));
process.on("exit", () => rmSync(temp, { recursive: true, force: true }));

let count = 0;

/** A new path in it. */
export function tempPath(name) {
  count += 1;
  return join(temp, `${count}-${name}`);
}
