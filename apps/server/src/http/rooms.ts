import { admissionBody, createRoomBody, enterBody, roomPaths } from "@chatorbit/protocol";
import { challenge, createRoom, enter, issueVerdict, registerAdmission, type Relay } from "@chatorbit/relay";
import type { Hono } from "hono";
import { readBody } from "./body.ts";
import type { HttpEnv } from "./env.ts";
import { reply } from "./problem.ts";
import { counted } from "./rate-headers.ts";
import type { SeatCookies } from "./seat-cookie.ts";
import { pathOf, withRoom } from "./with-room.ts";

/** Secure rooms: made, opened to whoever has the link, and come to (SR1, SR2). */
export function rooms(
  app: Hono<HttpEnv>,
  relay: Relay,
  cookies: SeatCookies,
  { roomTtlSeconds }: { readonly roomTtlSeconds: number },
): void {
  app.post(roomPaths.create, async (c) => {
    const { address } = c.env;
    const body = await readBody(c.req.raw, createRoomBody);
    if (body.problem !== null) return counted(body.problem, await issueVerdict(relay, address));
    const { answer, verdict } = await createRoom(relay, body.value.ttl_seconds ?? roomTtlSeconds, address);
    if (answer.refusal !== null) return counted(reply(answer), verdict);
    const { body: made, key, lasts } = answer.value;
    const response = counted(reply({ value: made, refusal: null }), verdict);
    if (key !== null) cookies.give(response, c.req.raw, made.roomId, key, lasts);
    return response;
  });

  app.put(
    pathOf(roomPaths.admission),
    withRoom(cookies, async (c, request) => {
      const body = await readBody(c.req.raw, admissionBody);
      if (body.problem !== null) return body.problem;
      const { adm_pub: admPub, offer } = body.value;
      return reply(await registerAdmission(relay, request, { admPub, offer }));
    }),
  );

  app.post(
    pathOf(roomPaths.challenge),
    withRoom(cookies, async (_, { room, address }) => reply(await challenge(relay, room, address))),
  );

  app.post(
    pathOf(roomPaths.join),
    withRoom(cookies, async (c, request) => {
      const body = await readBody(c.req.raw, enterBody);
      if (body.problem !== null) return body.problem;
      const answer = await enter(relay, request, body.value);
      if (answer.refusal !== null) return reply(answer);
      const { body: entered, key, lasts } = answer.value;
      const response = reply({ value: entered, refusal: null });
      if (key !== null) cookies.give(response, c.req.raw, request.room, key, lasts);
      return response;
    }),
  );
}
