import { join } from "node:path";
import type { Env } from "../config/env.ts";
import { reach } from "./server.ts";

const main = join(import.meta.dir, "../main.ts");

/** For tests: a server in a process of its own, started as a person would. */
export async function testProcess(env: Env) {
  const child = Bun.spawn([process.execPath, main], {
    env: { PATH: process.env.PATH, HOST: "127.0.0.1", PORT: "0", ...env },
    stdout: "pipe",
    stderr: "inherit",
  });
  let output = "";
  const decoder = new TextDecoder();
  const reader = child.stdout.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`it ended: ${output}`);
    output += decoder.decode(value, { stream: true });
    const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
    if (port !== undefined) return { ...reach(Number(port)), child };
  }
}

/** Runs a command line to its end. */
export async function testCommand(args: readonly string[], env: Env = {}) {
  const child = Bun.spawn([process.execPath, main, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { out, err, code };
}
