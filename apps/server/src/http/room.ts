import { roomPaths } from "@chatorbit/protocol";
import { destroyRoom, type Relay, roomStatus, timeLeft } from "@chatorbit/relay";
import type { Hono } from "hono";
import type { HttpEnv } from "./env.ts";
import { reply } from "./problem.ts";
import type { SeatCookies } from "./seat-cookie.ts";
import { pathOf, withRoom } from "./with-room.ts";

/** One secure room: seen and destroyed by who sits in it (SR3, SR5). */
export function room(app: Hono<HttpEnv>, relay: Relay, cookies: SeatCookies): void {
  app.get(
    pathOf(roomPaths.ttl),
    withRoom(cookies, async (_, request) => reply(await timeLeft(relay, request))),
  );

  app.get(
    pathOf(roomPaths.status),
    withRoom(cookies, async (_, request) => reply(await roomStatus(relay, request))),
  );

  app.delete(
    pathOf(roomPaths.room),
    withRoom(cookies, async (c, request) => {
      const answer = await destroyRoom(relay, request);
      const response = reply(answer);
      if (answer.refusal === null) cookies.clear(response, c.req.raw, request.room);
      return response;
    }),
  );
}
