import { type IceWarning, iceBody, paths, type v } from "@chatorbit/protocol";
import { mayCall, type Relay } from "@chatorbit/relay";
import type { Hono } from "hono";
import { readBody } from "../http/body.ts";
import type { HttpEnv } from "../http/env.ts";
import { problem, reply } from "../http/problem.ts";
import type { SeatCookies } from "../http/seat-cookie.ts";
import type { Log } from "../log.ts";
import type { IceDesk } from "./desk.ts";

/** Servers for calls, for a seat (CA3). */
export function ice(app: Hono<HttpEnv>, relay: Relay, cookies: SeatCookies, desk: IceDesk): void {
  app.post(paths.ice, async (c) => {
    const body = await readBody(c.req.raw, iceBody);
    if (body.problem !== null) return body.problem;
    const request = requestOf(c.req.raw, body.value, cookies);
    if (request === null) return problem("no-credential");
    const may = await mayCall(relay, { ...request, address: c.env.address });
    return reply(may.refusal === null ? { value: desk.answer(may.value), refusal: null } : may);
  });
}

/** The seat that asks, by the key in the body or by its cookie; null: there is none. */
function requestOf(request: Request, body: v.InferOutput<typeof iceBody>, cookies: SeatCookies) {
  if ("token" in body) return { token: body.token, key: body.client_identity };
  const key = cookies.keyFor(request, body.room_id);
  return key === null ? null : { room: body.room_id, key };
}

const words = {
  unroutable: "ICE server ignored: other devices cannot reach this address",
  "only-ipv4": "ICE servers are IPv4 addresses only: devices in IPv6 networks need a name that has both",
  "only-ipv6": "ICE servers are IPv6 addresses only: devices in IPv4 networks need a name that has both",
} as const satisfies Record<IceWarning["code"], string>;

/** What the operator should mend, a line each. */
export function logWarnings({ warnings }: IceDesk, log: Log): void {
  for (const { code, url } of warnings) log.warn(words[code], url === undefined ? {} : { url });
}
