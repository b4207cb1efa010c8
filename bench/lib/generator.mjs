import { generatorPath } from "./compile.mjs";
import { run } from "./child.mjs";
import { loadCore } from "./machine.mjs";

/**
 * Lets the generator loose on a server, and makes sure that all that was sent has come.
 * @param {{ server: import("./child.mjs").Server, wire: string, plan: string }} target
 * @param {{ seconds: number, warm?: number, window?: number, rate?: number, active?: number }} load
 */
export async function generate({ server, wire, plan }, load) {
  const target = { port: server.port, pid: server.pid, wire, plan };
  const options = Object.entries({ ...target, ...load }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  const timeout = 1000 * (75 + load.seconds + (load.warm ?? 0) + (load.silent ?? 0));
  const result = JSON.parse(await run(loadCore, [generatorPath(), ...options], { timeout }));
  const { sent, arrived, acks, reordered, troubles, closed, drainS } = result;
  const isAcked = wire !== "ours" || acks === sent;
  if (arrived !== sent || !isAcked || reordered + troubles + closed > 0) {
    throw new Error(
      `messages went wrong (${wire}): ${JSON.stringify({ sent, arrived, acks, reordered, troubles, closed, drainS })}`,
    );
  }
  /** The share of the time that server or generator waited for a core somebody else had. */
  const noise = Math.max(result.serverWaitS, result.generatorWaitS) / result.seconds;
  return { ...result, noise };
}
