import { type Relay, StorageFullError } from "@chatorbit/relay";
import { Hono } from "hono";
import type { Config } from "../config/config.ts";
import type { IceDesk } from "../ice/desk.ts";
import { ice } from "../ice/resource.ts";
import type { Log } from "../log.ts";
import { blobs } from "./blobs.ts";
import { cors } from "./cors.ts";
import type { HttpEnv } from "./env.ts";
import { health } from "./health.ts";
import type { Origins } from "./origins.ts";
import type { PartTimes } from "./part-body.ts";
import { problem } from "./problem.ts";
import { withSecurityHeaders } from "./security-headers.ts";
import { roomMessages } from "./room-messages.ts";
import { room } from "./room.ts";
import { rooms } from "./rooms.ts";
import type { SeatCookies } from "./seat-cookie.ts";
import { session } from "./session.ts";
import type { StaticFiles } from "./static-files.ts";
import { tokens } from "./tokens.ts";

export type HttpParts = {
  readonly config: Config;
  readonly relay: Relay;
  readonly files: StaticFiles;
  readonly origins: Origins;
  readonly cookies: SeatCookies;
  readonly iceDesk: IceDesk;
  readonly log: Log;
  readonly isReady: () => Promise<boolean>;
  /** For tests: how long a part of a blob may take. */
  readonly partTimes?: PartTimes;
};

/** The HTTP face, fetch-shaped so that tests need no port. */
export function httpApp({
  config,
  relay,
  files,
  origins,
  cookies,
  iceDesk,
  log,
  isReady,
  partTimes,
}: HttpParts): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const secured = withSecurityHeaders(config);
  app.use("*", async (c, next) => {
    await next();
    secured(c.res);
  });
  app.use("/api/*", cors(origins, config.corsCredentials));
  tokens(app, relay);
  session(app, relay);
  rooms(app, relay, cookies, config);
  room(app, relay, cookies);
  roomMessages(app, relay, cookies);
  blobs(app, relay, cookies, log, partTimes);
  ice(app, relay, cookies, iceDesk);
  health(app, isReady);
  app.all("/api/*", () => problem("unknown"));
  app.get("*", (c) => files.answer(c.req.raw));
  app.notFound(() => problem("unknown"));
  app.onError((cause) => {
    log.error("request failed", cause);
    return problem(cause instanceof StorageFullError ? "storage-full" : "busy", { retryAfter: 5 });
  });
  return app;
}
