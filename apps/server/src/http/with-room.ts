import { fit, roomId } from "@chatorbit/protocol";
import type { RoomRequest } from "@chatorbit/relay";
import type { Context } from "hono";
import type { HttpEnv } from "./env.ts";
import { problem } from "./problem.ts";
import type { SeatCookies } from "./seat-cookie.ts";

type Handler = (c: Context<HttpEnv>, request: RoomRequest) => Promise<Response>;

/** The path of a resource whose room stands in the query. */
export const pathOf = (named: (id: string) => string): string => named("").replace(/\?.*$/, "");

/**
 * From a query and a cookie to a request about a room. An id that cannot be one leads nowhere; of a
 * room that is not there, or not any more, the browser's key is taken back.
 */
export const withRoom = (cookies: SeatCookies, handle: Handler) => async (c: Context<HttpEnv>) => {
  const room = fit(roomId, c.req.query("roomId"));
  if (room === null) return problem("unknown");
  const { raw } = c.req;
  const response = await handle(c, { room, key: cookies.keyFor(raw, room), address: c.env.address });
  if (response.status === 404) cookies.clear(response, raw, room);
  return response;
};
