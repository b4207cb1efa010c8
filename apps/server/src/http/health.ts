import type { Hono } from "hono";
import type { HttpEnv } from "./env.ts";
import { noStore, problem } from "./problem.ts";

/** `/healthz`: the process answers. `/readyz`: it can serve, store included. */
export function health(app: Hono<HttpEnv>, isReady: () => Promise<boolean>): void {
  app.get("/healthz", () => Response.json({ ok: true }, { headers: noStore }));
  app.get("/readyz", async () =>
    (await isReady())
      ? Response.json({ ok: true }, { headers: noStore })
      : problem("busy", { retryAfter: 1 }),
  );
}
