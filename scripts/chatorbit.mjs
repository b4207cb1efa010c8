#!/usr/bin/env node
// npm run chatorbit -- new | chat <code or link> | config --print: the programs beside the server.
import { join } from "node:path";
import { bunPath } from "./bun-path.mjs";
import { installed, root } from "./freshen.mjs";
import { run } from "./run.mjs";

await installed();
const args = process.argv.slice(2);
const entry = args[0] === "config" ? "apps/server/src/main.ts" : "apps/cli/src/main.ts";
process.exitCode = await run(bunPath(), [join(root, entry), ...args]);
