/** A browser's ports. */
import type { Ports } from "../ports.ts";
import { claim } from "./claim.ts";
import { clock } from "./clock.ts";
import { dial, request } from "./network.ts";
import { vault } from "./vault.ts";
import { watch } from "./watch.ts";

/** `origin`: where the server is; the page's own by default. */
export function platformPorts(origin: string = location.origin): Ports {
  return {
    origin,
    now: clock.now,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    dial: (path, events) => dial(`${origin.replace(/^http/, "ws")}${path}`, events),
    request: (what) => request(origin, what),
    vault: vault(),
    alarm,
    claim,
    calls: "RTCPeerConnection" in globalThis ? async () => (await beside()).openCalls : null,
    files: "RTCPeerConnection" in globalThis ? async () => (await beside()).openFiles : null,
    check: async () => (await import("../check/web.ts")).openCheck,
    watch,
  };
}

const beside = () => import("../beside/web.ts");

/** setTimeout takes 2³¹−1 ms at most; a later moment is reached in steps. */
const longestWaitMs = 2_147_483_647;

function alarm(when: number, ring: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    const left = when - clock.now();
    timer = setTimeout(left > longestWaitMs ? wait : ring, Math.min(Math.max(0, left), longestWaitMs));
  };
  wait();
  return () => clearTimeout(timer);
}
