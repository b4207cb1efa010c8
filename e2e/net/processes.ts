/** What the lab runs: holders of namespaces, and the network between them. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readlinkSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bunPath } from "../../scripts/bun-path.mjs";
import type { CountsByPath, Order, Plan } from "./tun/orders.ts";

/** Before a command: it dies with the process that started it. */
export const bound = ["setpriv", "--pdeathsig", "KILL"] as const;

/** A process in a network namespace of its own, which does nothing else. */
export async function holder(): Promise<ChildProcess> {
  const [command, ...args] = [...bound, "unshare", "--net", "sleep", "infinity"];
  const child = spawn(command, args, { stdio: "ignore" });
  await once(child, "spawn");
  const own = readlinkSync("/proc/self/ns/net");
  while (readlinkSync(`/proc/${child.pid}/ns/net`) === own) {
    if (child.exitCode !== null) throw new Error("cannot make a network namespace");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return child;
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

export type Network = {
  readonly tell: (order: Order) => Promise<void>;
  /** What each direction did since one asked last. */
  readonly counts: () => Promise<CountsByPath>;
  readonly stop: () => Promise<void>;
};

/** The program in `tun/`, ready to pass packets. */
export async function startNetwork(plan: Plan): Promise<Network> {
  const program = join(import.meta.dirname, "tun/main.ts");
  const [command, ...args] = [...bound, bunPath(), program, JSON.stringify(plan)];
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last: Promise<string> = next();
  await last;

  /** One line answers one order, in their order. */
  async function next(): Promise<string> {
    const { value, done } = await answers.next();
    if (done === true) throw new Error("the network ended");
    return value;
  }

  async function after(before: Promise<string>): Promise<string> {
    await before;
    return next();
  }

  function ask(order: Order): Promise<string> {
    child.stdin.write(`${JSON.stringify(order)}\n`);
    last = after(last);
    return last;
  }

  return {
    tell: async (order) => void (await ask(order)),
    counts: async () => JSON.parse(await ask({ do: "counts" })),
    stop: () => stop(child),
  };
}
