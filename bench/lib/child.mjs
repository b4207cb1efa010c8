import { spawn } from "node:child_process";
import { createServer, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {{ pid: number, port: number, stop: () => Promise<void> }} Server */

const running = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));

/**
 * Starts a program on one core, or on any (null). taskset becomes the program, so the pid is its own.
 * @param {number | null} core
 * @param {readonly string[]} command
 * @param {import("node:child_process").SpawnOptions} [options]
 */
function startOn(core, command, options = {}) {
  const [program, ...args] = core === null ? command : ["taskset", "-c", String(core), ...command];
  const child = spawn(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    ...options,
  });
  running.add(child);
  child.on("exit", () => running.delete(child));
  child.complaint = "";
  child.stderr?.on("data", (text) => (child.complaint = `${child.complaint}${text}`.slice(-2000)));
  return child;
}

/** Ends it, kindly first. */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const isGone = await Promise.race([gone.then(() => true), sleep(2_000, false)]);
  if (isGone) return;
  child.kill("SIGKILL");
  await gone;
}

/**
 * Starts a server and waits until it listens.
 * @param {(port: number) => { command: readonly string[], options?: object }} how
 * @returns {Promise<Server>}
 */
export async function startServer(core, how) {
  const port = await freePort();
  const { command, options } = how(port);
  const child = startOn(core, command, options);
  const until = performance.now() + 15_000;
  while (!(await isListening(port))) {
    const isDead = child.exitCode !== null;
    if (isDead || performance.now() > until) {
      await stop(child);
      throw new Error(`${command[0]} ${isDead ? "ended" : "does not listen"}: ${child.complaint.trim()}`);
    }
    await sleep(2);
  }
  return { pid: child.pid, port, stop: () => stop(child) };
}

/** Runs a program to its end and returns what it wrote. */
export function run(core, command, { timeout, ...options }) {
  return new Promise((resolve, reject) => {
    const child = startOn(core, command, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), timeout);
    let output = "";
    child.stdout.on("data", (text) => (output += text));
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(output);
      else reject(new Error(`${command[0]} ended with ${code ?? "a timeout"}: ${child.complaint.trim()}`));
    });
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => (socket.destroy(), resolve(true)));
    socket.on("error", () => resolve(false));
  });
}
