import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { FolderBlobs, S3Blobs } from "@chatorbit/backends/blobs";
import { MemoryLimits } from "@chatorbit/backends/memory";
import { metaOf, openBackend } from "@chatorbit/backends/sql";
import { blobPartBytes, maxFrameBytes } from "@chatorbit/protocol";
import { type Limits, limitTable, Relay } from "@chatorbit/relay";
import { SteadyClock } from "./clock.ts";
import type { Config } from "./config/config.ts";
import { drive } from "./driver.ts";
import { httpApp } from "./http/app.ts";
import { clientAddress } from "./http/client-address.ts";
import { originsOf } from "./http/origins.ts";
import { problem } from "./http/problem.ts";
import { seatCookies } from "./http/seat-cookie.ts";
import { withSecurityHeaders } from "./http/security-headers.ts";
import { openStaticFiles } from "./http/static-files.ts";
import { iceDesk } from "./ice/desk.ts";
import { logWarnings } from "./ice/resource.ts";
import { journalTo, type Log } from "./log.ts";
import { FrankKeys } from "./secrets/frank-keys.ts";
import { linkProofs } from "./secrets/proofs.ts";
import { hmacHash, serverSecret } from "./secrets/secret.ts";
import { franking } from "./secrets/stamp.ts";
import { gateway } from "./ws/gateway.ts";
import type { SocketLine } from "./ws/socket-line.ts";
import { visitorOf } from "./ws/upgrade.ts";

export type Running = {
  readonly url: URL;
  readonly port: number;
  /** Tells the sockets to come back, finishes what is running, closes the store. */
  readonly stop: () => Promise<void>;
};

export type ServerParts = {
  readonly config: Config;
  readonly log: Log;
  /** The built web app: name → path. */
  readonly files: ReadonlyMap<string, string>;
  readonly clock?: SteadyClock;
  /** For tests: the devices run on this machine, so servers for calls may too. */
  readonly hasLocalDevices?: boolean;
};

const random = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) };

/** The composition root: opens the store, wires relay, HTTP and sockets, listens. */
export async function startServer({
  config,
  log,
  files,
  clock = new SteadyClock(),
  hasLocalDevices = false,
}: ServerParts): Promise<Running> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  if (config.databasePath !== ":memory:") mkdirSync(dirname(config.databasePath), { recursive: true });
  if (config.s3 === null) mkdirSync(config.blobDir, { recursive: true, mode: 0o700 });
  const hash = hmacHash(serverSecret(config.secret, config.dataDir));
  const { sql, store, limits } = await openBackend(config.databasePath);
  const check = hash("token", "check of the secret");
  if ((await metaOf(sql, "secret-check", check)) !== check) {
    log.warn("the secret is not the one this database was made with: its tokens are lost");
  }
  const web = await openStaticFiles(files);
  const frankKeys = new FrankKeys(join(config.dataDir, "frank-keys.json"), random.bytes, (cause) =>
    log.error("writing the franking keys failed", cause),
  );
  // Made now, while somebody looks at the log, and not over the month's first message.
  frankKeys.at(clock.now());
  const relay = new Relay(
    {
      clock,
      random,
      hash,
      store,
      blobs: config.s3 === null ? new FolderBlobs(config.blobDir) : new S3Blobs(config.s3),
      limits: byDuration(limits, new MemoryLimits()),
      stamp: franking(frankKeys),
      proofs: linkProofs(random, hash),
      journal: journalTo(log),
      bus: null,
    },
    {
      limits: limitTable(config),
      frameRateFactor: config.frameRateFactor,
      purgeAfter: config.purgeAfterHours * 3_600_000,
      waitingPerAddress: config.waitingPerAddress,
      blobs: config.blobs,
      build: web.build,
    },
  );
  const origins = originsOf(config);
  const isReady = () =>
    store.due(0, 1).then(
      () => true,
      () => false,
    );
  const calls = iceDesk(config.ice, { random, date: Date.now, hasLocalDevices });
  logWarnings(calls, log);
  const cookies = seatCookies(config, origins, hash);
  const app = httpApp({ config, relay, files: web, origins, cookies, iceDesk: calls, log, isReady });
  const sockets = gateway(relay);
  const secured = withSecurityHeaders(config);
  const addressOf = addresses(config.trustedProxies, log);
  const server = Bun.serve<SocketLine>({
    hostname: config.host,
    port: config.port,
    // Seconds a connection may stay silent, headers included.
    idleTimeout: 30,
    // A part of a blob, and then some: ours says so in JSON up to here; beyond, Bun cuts.
    maxRequestBodySize: blobPartBytes + 2 * maxFrameBytes,
    websocket: sockets.handlers,
    fetch(request, self) {
      const address = addressOf(request, self.requestIP(request)?.address ?? "");
      if (!URL.canParse(request.url)) {
        const named = withHost(request);
        return named === null
          ? secured(problem("malformed", { detail: "The Host header names no host." }))
          : app.fetch(named, { address });
      }
      const visitor = visitorOf(request, address, { origins, config, cookies, relay });
      if (visitor === null) return app.fetch(request, { address });
      if (visitor instanceof Response) return secured(visitor);
      const isSocket = self.upgrade(request, { data: sockets.lineOf(visitor) });
      return isSocket ? undefined : secured(problem("unsupported-version"));
    },
    error(cause) {
      log.error("request failed", cause);
      return secured(problem("busy", { retryAfter: 5 }));
    },
  });
  const undrive = drive(relay, clock, log);
  return {
    url: server.url,
    port: server.port ?? 0,
    async stop() {
      undrive();
      const stopped = server.stop(false);
      sockets.closeAll("restarting");
      await Promise.race([stopped, Bun.sleep(3_000)]);
      await server.stop(true);
      await sql.close();
    },
  };
}

/** Counts that must outlive the process go to the database, the others cost it nothing. */
const byDuration = (lasting: Limits, passing: Limits): Limits => ({
  take: (limit, key, now) => (limit.lasts ? lasting : passing).take(limit, key, now),
  peek: (limit, key, now) => (limit.lasts ? lasting : passing).peek(limit, key, now),
  purge: async (now) => {
    await Promise.all([lasting.purge(now), passing.purge(now)]);
  },
});

/** An HTTP/1.0 client may name no host: what it asks for is found by its path. Null: a Host that is none. */
function withHost(request: Request): Request | null {
  const url = `http://localhost${request.url}`;
  const isPath = request.headers.get("host") === null && request.url.startsWith("/");
  return isPath && URL.canParse(url) ? new Request(url, request) : null;
}

/** Whom requests count under. A proxy nobody told us about would make all its users one. */
function addresses(proxies: number, log: Log): (request: Request, peer: string) => string {
  let hasWarned = false;
  return (request, peer) => {
    const forwarded = request.headers.get("x-forwarded-for");
    if (forwarded !== null && proxies === 0 && !hasWarned) {
      hasWarned = true;
      log.warn("X-Forwarded-For is not believed: set CHAT_TRUSTED_PROXIES to the number of proxies in front");
    }
    return clientAddress(peer, forwarded, proxies);
  };
}
