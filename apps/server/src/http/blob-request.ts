import { fit, roomId, seatKey, token, tokenHeader } from "@chatorbit/protocol";
import type { BlobRequest } from "@chatorbit/relay";
import type { Context } from "hono";
import type { HttpEnv } from "./env.ts";
import { problem } from "./problem.ts";
import type { SeatCookies } from "./seat-cookie.ts";

type Handler = (c: Context<HttpEnv>, request: BlobRequest) => Promise<Response>;

/**
 * Who asks: the seat of a room by query and cookie, that of a session by its token and the key as
 * bearer, both in headers. No key ever stands in an address.
 */
export const withSeat = (cookies: SeatCookies, handle: Handler) => async (c: Context<HttpEnv>) => {
  const { address } = c.env;
  const { raw } = c.req;
  const named = c.req.query("roomId");
  if (named !== undefined) {
    const room = fit(roomId, named);
    return room === null ? problem("unknown") : handle(c, { room, key: cookies.keyFor(raw, room), address });
  }
  const session = fit(token, c.req.header(tokenHeader));
  const key = fit(seatKey, /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1]);
  return session === null || key === null
    ? problem("no-credential")
    : handle(c, { token: session, key, address });
};
