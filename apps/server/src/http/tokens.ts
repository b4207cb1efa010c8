import { issueBody, joinBody, paths } from "@chatorbit/protocol";
import { issue, issueVerdict, join, type Relay } from "@chatorbit/relay";
import type { Hono } from "hono";
import { readBody } from "./body.ts";
import type { HttpEnv } from "./env.ts";
import { reply } from "./problem.ts";
import { counted } from "./rate-headers.ts";

/** Tokens: issued, and joined with. */
export function tokens(app: Hono<HttpEnv>, relay: Relay): void {
  app.post(paths.issue, async (c) => {
    const { address } = c.env;
    const body = await readBody(c.req.raw, issueBody);
    if (body.problem !== null) return counted(body.problem, await issueVerdict(relay, address));
    const { answer, verdict } = await issue(relay, body.value, address);
    return counted(reply(answer), verdict);
  });

  app.post(paths.join, async (c) => {
    const body = await readBody(c.req.raw, joinBody);
    if (body.problem !== null) return body.problem;
    const { token, client_identity: key } = body.value;
    return reply(await join(relay, { token, key, address: c.env.address }));
  });
}
