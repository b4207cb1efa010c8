// The relays that are compared. Each passes the same message from one socket of a pair to the other.
import { join } from "node:path";
import { bunPath } from "../../scripts/bun-path.mjs";
import { startServer } from "./child.mjs";
import { rawRelayPath } from "./compile.mjs";
import { uvicorn } from "./fastapi.mjs";
import { serverCore } from "./machine.mjs";
import { ours } from "./ours.mjs";
import { bench } from "./paths.mjs";
import { ourPlan, peerPlan } from "./plan.mjs";

const node = (file) => (port) => ({ command: [process.execPath, join(bench, "peers", file), String(port)] });

const plain = { path: (pair, side) => `/ws/${pair}/${side}` };

const table = {
  raw: {
    name: "raw C epoll",
    wire: "plain",
    how: () => {
      const program = rawRelayPath();
      return (port) => ({ command: [program, String(port)] });
    },
    plan: (pairs) => peerPlan(pairs, plain),
  },
  bun: {
    name: "Bun alone",
    wire: "plain",
    how: () => (port) => ({ command: [bunPath(), join(bench, "peers/bun-relay.mjs"), String(port)] }),
    plan: (pairs) => peerPlan(pairs, plain),
  },
  ws: {
    name: `Node ${process.versions.node.split(".")[0]} ws`,
    wire: "plain",
    how: () => node("ws-relay.mjs"),
    plan: (pairs) => peerPlan(pairs, plain),
  },
  socketIo: {
    name: "Socket.IO",
    wire: "socket.io",
    how: () => node("socket-io-relay.mjs"),
    plan: (pairs) =>
      peerPlan(pairs, {
        path: (pair, side) => `/socket.io/?EIO=4&transport=websocket&pair=${pair}&side=${side}`,
        wrap: (text) => `42["message",${text}]`,
      }),
  },
  fastapi: {
    name: "FastAPI",
    wire: "plain",
    how: () => uvicorn("fastapi_relay"),
    plan: (pairs) => peerPlan(pairs, plain),
  },
  ours: { name: "ChatOrbit", wire: "ours", how: ours, plan: ourPlan },
};

/**
 * Starts relays, all on the server's core: those that are not spoken to sleep.
 * @param {readonly (keyof typeof table)[]} keys
 */
export async function startRelays(keys) {
  const started = [];
  for (const key of keys) {
    const { name, wire, how, plan } = table[key];
    const command = how();
    const server = await startServer(serverCore, command);
    started.push({
      key,
      name,
      wire,
      server,
      makePlan: (pairs) => plan(pairs, server.port),
      /** The same relay in a new process. */
      async restarted() {
        await server.stop();
        return { ...this, server: await startServer(serverCore, command) };
      },
    });
  }
  return started;
}
