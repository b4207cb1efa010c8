import type { Reply, Request } from "@chatorbit/client";
import { admissionBody, createRoomBody, enterBody, fit, refusals, roomTtlSeconds } from "@chatorbit/protocol";
import {
  type Answer,
  challenge,
  createRoom,
  destroyRoom,
  enter,
  registerAdmission,
  type Relay,
  type Taken,
} from "@chatorbit/relay";

/** The desk of rooms behind HTTP paths; `cookies`: one browser's, by room. */
export async function roomFront(
  relay: Relay,
  address: string,
  { method, path, body }: Request,
  cookies: Map<string, string>,
): Promise<Reply> {
  const [place = "", query = ""] = path.split("?roomId=");
  const request = { room: query, key: cookies.get(query) ?? null, address };
  switch (`${method} ${place}`) {
    case "POST /api/secure-rooms/create": {
      const asked = fit(createRoomBody, body);
      if (asked === null) return malformed;
      const { answer } = await createRoom(relay, asked.ttl_seconds ?? roomTtlSeconds.usual, address);
      return taken(answer, cookies, ({ roomId }) => roomId);
    }
    case "PUT /api/secure-rooms/admission": {
      const asked = fit(admissionBody, body);
      if (asked === null) return malformed;
      const said = { admPub: asked.adm_pub, offer: asked.offer };
      return reply(await registerAdmission(relay, request, said));
    }
    case "POST /api/secure-rooms/challenge":
      return reply(await challenge(relay, request.room, address));
    case "POST /api/secure-rooms/join": {
      const asked = fit(enterBody, body);
      if (asked === null) return malformed;
      return taken(await enter(relay, request, asked), cookies, () => request.room);
    }
    case "DELETE /api/secure-rooms":
      return reply(await destroyRoom(relay, request));
    default:
      throw new Error(`no such path: ${method} ${path}`);
  }
}

const malformed: Reply = { status: 422, body: { code: "invalid-field", detail: "" } };

/** The key of a seat goes into a cookie, the rest to the page. */
function taken<T>(
  answer: Answer<Taken<T>>,
  cookies: Map<string, string>,
  roomOf: (body: T) => string,
): Reply {
  if (answer.refusal !== null) return reply(answer);
  const { body, key } = answer.value;
  if (key !== null) cookies.set(roomOf(body), key);
  return { status: 200, body: structuredClone(body) };
}

function reply<T>(answer: Answer<T>): Reply {
  if (answer.refusal === null) return { status: 200, body: structuredClone(answer.value) };
  const { refusal, retryAfter } = answer;
  return {
    status: refusals[refusal].status,
    body: { code: refusal, detail: "", ...(retryAfter === null ? {} : { retry_after: retryAfter }) },
  };
}
