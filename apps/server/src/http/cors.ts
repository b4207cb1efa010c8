import { tokenHeader } from "@chatorbit/protocol";
import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "./env.ts";
import type { Origins } from "./origins.ts";
import { problem } from "./problem.ts";

/**
 * Lets the allowed origins use the API, and no other page, not even to look: without this a foreign
 * page could use up its visitor's share of tokens and joins by requests whose answers it cannot even
 * read.
 */
export function cors(origins: Origins, allowCredentials: boolean): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const origin = c.req.header("origin");
    // Where browsers send no Origin (an image, a link) they say this, if the connection is secure.
    const isForeign = c.req.header("sec-fetch-site") === "cross-site";
    if (origin === undefined) return isForeign ? problem("wrong-origin") : next();
    const host = c.req.header("host") ?? null;
    const { method } = c.req;
    if (!origins.isAllowed(origin, host)) return problem("wrong-origin");
    const value = origins.corsValue(origin, host);
    if (method === "OPTIONS") c.res = new Response(null, { status: 204 });
    else await next();
    if (value === null) return undefined;
    const { headers } = c.res;
    headers.set("access-control-allow-origin", value);
    if (value !== "*") headers.append("vary", "origin");
    if (allowCredentials) headers.set("access-control-allow-credentials", "true");
    headers.set("access-control-expose-headers", exposed);
    if (method === "OPTIONS") {
      headers.set("access-control-allow-methods", "GET, POST, PUT, DELETE");
      headers.set("access-control-allow-headers", `authorization, content-type, range, ${tokenHeader}`);
      headers.set("access-control-max-age", "86400");
    }
    return undefined;
  };
}

const exposed =
  "x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset, retry-after, accept-ranges, content-range";
