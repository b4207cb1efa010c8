/** A room's HTTP requests, typed (SR1–SR5). Whose seat asks the browser says itself, by cookie. */
import {
  admitted,
  type Admitted,
  challenged,
  type Challenged,
  entered,
  type Entered,
  roomCreated,
  type RoomCreated,
  roomPaths,
} from "@chatorbit/protocol";
import type { Ports } from "../ports.ts";
import { type Answer, asking } from "../requests.ts";

export type RoomRequests = {
  /** `ttl`: seconds; null: the server's usual. */
  readonly create: (ttl: number | null) => Promise<Answer<RoomCreated>>;
  readonly admit: (
    room: string,
    admPub: string,
    offer: { readonly id: string; readonly m: string },
  ) => Promise<Answer<Admitted>>;
  readonly challenge: (room: string) => Promise<Answer<Challenged>>;
  readonly join: (
    room: string,
    proof: { readonly challenge: string; readonly signature: string },
  ) => Promise<Answer<Entered>>;
};

export function roomRequests(ports: Pick<Ports, "request">): RoomRequests {
  const ask = asking(ports);
  const seated = { isSeated: true } as const;
  return {
    create: (ttl) =>
      ask(roomCreated, {
        ...seated,
        method: "POST",
        path: roomPaths.create,
        body: ttl === null ? {} : { ttl_seconds: ttl },
      }),
    admit: (room, adm_pub, { id, m }) =>
      ask(admitted, {
        ...seated,
        method: "PUT",
        path: roomPaths.admission(room),
        body: { adm_pub, offer: { type: "hs", message_id: id, m } },
      }),
    challenge: (room) =>
      ask(challenged, { ...seated, method: "POST", path: roomPaths.challenge(room), body: {} }),
    join: (room, { challenge, signature }) =>
      ask(entered, {
        ...seated,
        method: "POST",
        path: roomPaths.join(room),
        body: { challenge, signature },
      }),
  };
}
