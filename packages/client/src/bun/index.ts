/** The terminal's ports: a process keeps nothing beyond its own life. */
import type { Shelf } from "@chatorbit/engine";
import type { Ports, Vault } from "../ports.ts";
import { dial, request } from "../web/network.ts";
import { cookies } from "./cookies.ts";

/** `origin`: where the server is, e.g. `http://localhost:3000`. */
export function platformPorts(origin: string): Ports {
  const seat = cookies(origin);
  // A socket's seat may be a cookie too.
  const open = (url: string) => new WebSocket(url, { headers: seat.sent() } as unknown as string[]);
  return {
    origin,
    now: () => performance.timeOrigin + performance.now(),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    dial: (path, events) => dial(`${origin.replace(/^http/, "ws")}${path}`, events, open),
    request: (what) => request(origin, what, seat),
    vault: memoryVault(),
    alarm: (when, ring) => {
      const timer = setTimeout(
        ring,
        Math.max(0, Math.min(2_147_483_647, when - performance.timeOrigin - performance.now())),
      );
      return () => clearTimeout(timer);
    },
    claim: async () => () => {},
    calls: null,
    files: null,
    check: null,
    watch: () => () => {},
  };
}

function memoryVault(): Vault {
  const kept = new Map<string, string>();
  const key = (shelf: Shelf, name: string) => `${shelf} ${name}`;
  return {
    read: async (shelf, name) => kept.get(key(shelf, name)) ?? null,
    write: (shelf, name, value) => {
      if (value === null) kept.delete(key(shelf, name));
      else kept.set(key(shelf, name), value);
    },
    list: async (shelf, prefix) =>
      [...kept.keys()]
        .filter((name) => name.startsWith(key(shelf, prefix)))
        .map((name) => name.slice(shelf.length + 1)),
  };
}
