import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { bunPath } from "../../scripts/bun-path.mjs";
import { startServer } from "./child.mjs";
import { serverCore } from "./machine.mjs";
import { root } from "./paths.mjs";
import { tempPath } from "./temp.mjs";

/**
 * How `startServer` starts the product as people run it, its limits out of the way. Has a data
 * folder of its own: started a second time, it knows the sessions of the first.
 */
export function ours() {
  const data = tempPath("data");
  mkdirSync(data);
  return (port) => ({
    command: [bunPath(), join(root, "apps/server/src/main.ts")],
    options: {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOST: "127.0.0.1",
        PORT: String(port),
        CHAT_DATA_DIR: data,
        CHAT_FRAME_RATE_FACTOR: "1000000",
        CHAT_TOKEN_RATE_LIMIT_PER_HOUR: "1000000",
        CHAT_JOIN_RATE_LIMIT_PER_MINUTE: "1000000",
        CHAT_JOIN_RATE_LIMIT_PER_TOKEN: "1000000",
        CHAT_WAITING_SOCKETS_PER_ADDRESS: "1000000",
        // Every request comes from an address of its own, as from people of their own.
        CHAT_TRUSTED_PROXIES: "1",
      },
    },
  });
}

export const startOurs = () => startServer(serverCore, ours());
