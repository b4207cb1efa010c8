import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Config, readConfig } from "../config/config.ts";
import type { Env } from "../config/env.ts";
import type { Log } from "../log.ts";

/** For tests: a server of its own on any free port, with a data folder of its own. */
export const testConfig = (env: Env = {}): Config =>
  readConfig({
    PORT: "0",
    HOST: "127.0.0.1",
    CHAT_DATA_DIR: mkdtempSync(join(tmpdir(), "chatorbit-")),
    CHAT_JOIN_RATE_LIMIT_PER_MINUTE: "100000",
    CHAT_TOKEN_RATE_LIMIT_PER_HOUR: "100000",
    CHAT_JOIN_RATE_LIMIT_PER_TOKEN: "100000",
    CHAT_WAITING_SOCKETS_PER_ADDRESS: "100000",
    ...env,
  });

/** A log that keeps its lines. */
export function keptLog(): { readonly lines: string[]; readonly log: Log } {
  const lines: string[] = [];
  const keep = (event: string, fields?: unknown) => void lines.push(JSON.stringify({ event, fields }));
  return { lines, log: { info: keep, warn: keep, error: keep } };
}
