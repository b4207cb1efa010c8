import { fit, maxFrameBytes, postBody, roomPaths, v } from "@chatorbit/protocol";
import { post, type Relay, roomHistory } from "@chatorbit/relay";
import type { Hono } from "hono";
import { readBody } from "./body.ts";
import type { HttpEnv } from "./env.ts";
import { problem, reply } from "./problem.ts";
import type { SeatCookies } from "./seat-cookie.ts";
import { pathOf, withRoom } from "./with-room.ts";

const place = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));

/** What a secure room keeps: read, and added to (SR4). */
export function roomMessages(app: Hono<HttpEnv>, relay: Relay, cookies: SeatCookies): void {
  const path = pathOf(roomPaths.messages);

  app.get(
    path,
    withRoom(cookies, async (c, request) => {
      const after = fit(place, c.req.query("after") ?? "0");
      if (after === null) return problem("invalid-field", { detail: "The field after is wrong." });
      return reply(await roomHistory(relay, request, after));
    }),
  );

  app.post(
    path,
    withRoom(cookies, async (c, request) => {
      const body = await readBody(c.req.raw, postBody, maxFrameBytes);
      if (body.problem !== null) return body.problem;
      return reply(await post(relay, request, body.value.sealed));
    }),
  );
}
