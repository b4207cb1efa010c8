import { MemoryBlobs } from "@chatorbit/backends/blobs";
import { MemoryLimits, MemoryStore } from "@chatorbit/backends/memory";
import { type Blobs, limitTable, Relay } from "@chatorbit/relay";
import type { Config } from "../config/config.ts";
import type { Env } from "../config/env.ts";
import { httpApp } from "../http/app.ts";
import { originsOf } from "../http/origins.ts";
import { seatCookies } from "../http/seat-cookie.ts";
import type { PartTimes } from "../http/part-body.ts";
import { openStaticFiles } from "../http/static-files.ts";
import { iceDesk } from "../ice/desk.ts";
import { journalTo } from "../log.ts";
import { linkProofs } from "../secrets/proofs.ts";
import { hmacHash } from "../secrets/secret.ts";
import { keptLog, testConfig } from "./config.ts";

/** What a test puts in the place of something. */
type Planted = { readonly blobs?: Blobs; readonly partTimes?: PartTimes };

/** For tests: the HTTP face on a store in memory, without a port, on a clock turned by hand. */
export async function testApp(
  env: Env = {},
  files: ReadonlyMap<string, string> = new Map(),
  { blobs = new MemoryBlobs(), partTimes }: Planted = {},
) {
  const config: Config = testConfig(env);
  const clock = { at: 1_700_000_000_000, now: () => clock.at };
  const random = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) };
  const hash = hmacHash("s".repeat(32));
  const store = new MemoryStore();
  const { lines, log } = keptLog();
  const relay = new Relay(
    {
      clock,
      random,
      hash,
      store,
      limits: new MemoryLimits(),
      blobs,
      stamp: () => () => "A".repeat(56),
      proofs: linkProofs(random, hash),
      journal: journalTo(log),
      bus: null,
    },
    {
      limits: limitTable(config),
      frameRateFactor: 1,
      purgeAfter: 1,
      waitingPerAddress: 64,
      blobs: config.blobs,
      build: "",
    },
  );
  const origins = originsOf(config);
  const app = httpApp({
    config,
    relay,
    files: await openStaticFiles(files),
    origins,
    cookies: seatCookies(config, origins, hash),
    iceDesk: iceDesk(config.ice, { random, date: clock.now }),
    log,
    isReady: async () => true,
    ...(partTimes !== undefined && { partTimes }),
  });

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const init = { method, headers, ...(body !== undefined && { body: text }) };
    return app.fetch(new Request(`http://localhost${path}`, init), { address: "192.0.2.1" });
  }

  const asked = { validity_option: "day", ttl_minutes: 60, max_message_length: 2000 };

  /** A token with both seats taken: `host-key` and `guest-key`. `ttl`: minutes. */
  async function session(ttl = asked.ttl_minutes): Promise<string> {
    const own = { ...asked, ttl_minutes: ttl };
    const issued = (await (await call("POST", "/api/tokens/issue", own)).json()) as { token: string };
    for (const client_identity of ["host-key", "guest-key"]) {
      await call("POST", "/api/tokens/join", { token: issued.token, client_identity });
    }
    return issued.token;
  }

  return { app, call, session, asked, clock, lines, store, relay, blobs };
}
