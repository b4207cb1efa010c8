import { endBody, extendBody, fit, paths, seatBody, seatKey, token as tokenOf, v } from "@chatorbit/protocol";
import { end, extend, knock, type Relay, reseat, retract, status } from "@chatorbit/relay";
import type { Context, Hono } from "hono";
import { readBody } from "./body.ts";
import type { HttpEnv } from "./env.ts";
import { problem, reply } from "./problem.ts";

/** Message ids of source 002 may be any short text; ours are uuids. */
const messageId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

type Handler = (c: Context<HttpEnv>, token: string) => Promise<Response>;

/** One session, found by its token: seen, ended, extended, its other seat freed. */
export function session(app: Hono<HttpEnv>, relay: Relay): void {
  app.get(
    paths.status(":token"),
    withToken(async (c, token) => reply(await status(relay, token, c.env.address))),
  );

  app.post(
    paths.knock(":token"),
    withToken(async (c, token) => reply(await knock(relay, token, c.env.address))),
  );

  app.post(
    paths.end(":token"),
    withToken(async (c, token) => {
      const body = await readBody(c.req.raw, endBody);
      if (body.problem !== null) return body.problem;
      const { client_identity: key, reason = "manually_ended" } = body.value;
      return reply(await end(relay, { token, key, address: c.env.address }, reason));
    }),
  );

  app.post(
    paths.extend(":token"),
    withToken(async (c, token) => {
      const body = await readBody(c.req.raw, extendBody);
      if (body.problem !== null) return body.problem;
      const { client_identity: key, id, seconds } = body.value;
      return reply(await extend(relay, { token, key, address: c.env.address }, { id, seconds }));
    }),
  );

  app.post(
    paths.reseat(":token"),
    withToken(async (c, token) => {
      const body = await readBody(c.req.raw, seatBody);
      if (body.problem !== null) return body.problem;
      return reply(await reseat(relay, { token, key: body.value.client_identity, address: c.env.address }));
    }),
  );

  app.delete(
    paths.message(":token", ":message"),
    withToken(async (c, token) => {
      const key = fit(seatKey, /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1]);
      if (key === null) return problem("no-credential");
      const message = fit(messageId, c.req.param("message"));
      if (message === null) return problem("invalid-field");
      return reply(await retract(relay, { token, key, address: c.env.address }, message));
    }),
  );
}

/** A path whose token cannot be one leads nowhere. */
const withToken = (handle: Handler) => async (c: Context<HttpEnv>) => {
  const token = fit(tokenOf, c.req.param("token"));
  return token === null ? problem("unknown") : handle(c, token);
};
