import type { Env } from "../config/env.ts";
import { startServer } from "../server.ts";
import { Client } from "./client.ts";
import { keptLog, testConfig } from "./config.ts";

/** For tests: a real server on any free port. */
export async function testServer(env: Env = {}) {
  const config = testConfig(env);
  const { log, lines } = keptLog();
  const server = await startServer({ config, log, files: new Map() });
  return { ...reach(server.port), config, lines, stop: server.stop };
}

/** How tests talk to a server on this machine, wherever it runs. */
export function reach(port: number) {
  const base = `http://127.0.0.1:${port}`;
  const post = (path: string, body: unknown) =>
    fetch(base + path, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) });
  const json = async (response: Response) => (await response.json()) as Record<string, unknown>;

  async function session({ ttl = 60, most = 2000 } = {}): Promise<string> {
    const asked = { validity_option: "day", ttl_minutes: ttl, max_message_length: most };
    const { token } = await json(await post("/api/tokens/issue", asked));
    for (const client_identity of ["host-key", "guest-key"]) {
      await post("/api/tokens/join", { token, client_identity });
    }
    return String(token);
  }

  const dial = (headers?: Record<string, string>) => new Client(`ws://127.0.0.1:${port}/api/socket`, headers);
  const dialOld = (token: string, key: string) => new Client(`ws://127.0.0.1:${port}/api/ws/${token}/${key}`);

  /** A running session with both seats connected. */
  async function pair(options?: Parameters<typeof session>[0]) {
    const token = await session(options);
    const [host, guest] = [dial(), dial()];
    const conv = await host.greet(token, "host-key");
    await guest.greet(token, "guest-key");
    return { token, conv, host, guest };
  }

  return { base, port, post, json, session, dial, dialOld, pair };
}
