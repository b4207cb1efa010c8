import type { Reply, Request } from "@chatorbit/client";
import { endBody, fit, issueBody, joinBody, paths, refusals, seatBody } from "@chatorbit/protocol";
import { roomFront } from "./room-front.ts";
import type { IceDesk } from "../peers/ice-desk.ts";
import { type Answer, end, issue, join, knock, type Relay, reseat, status } from "@chatorbit/relay";

/** The relay's desk behind HTTP paths, as the server's routes do it. */
export async function front(
  relay: Relay,
  address: string,
  { method, path, body }: Request,
  ice: { readonly desk: IceDesk; readonly now: number },
  cookies: Map<string, string>,
): Promise<Reply> {
  if (path.startsWith("/api/secure-rooms")) return roomFront(relay, address, { method, path, body }, cookies);
  const token = /^\/api\/session\/([A-Z0-9]{12})\//.exec(path)?.[1] ?? "";
  if (path === "/api/tokens/issue") {
    const asked = fit(issueBody, body);
    return asked === null ? malformed : reply((await issue(relay, asked, address)).answer);
  }
  if (path === "/api/tokens/join") {
    const asked = fit(joinBody, body);
    if (asked === null) return malformed;
    return reply(await join(relay, { token: asked.token, key: asked.client_identity, address }));
  }
  if (method === "GET" && path.endsWith("/status")) return reply(await status(relay, token, address));
  if (path.endsWith("/knock")) return reply(await knock(relay, token, address));
  if (path.endsWith("/end")) {
    const asked = fit(endBody, body);
    if (asked === null) return malformed;
    const request = { token, key: asked.client_identity, address };
    return reply(await end(relay, request, asked.reason ?? "manually_ended"));
  }
  if (path.endsWith("/reseat")) {
    const asked = fit(seatBody, body);
    return asked === null
      ? malformed
      : reply(await reseat(relay, { token, key: asked.client_identity, address }));
  }
  if (path === paths.ice) return ice.desk.answer(body, ice.now);
  throw new Error(`no such path: ${path}`);
}

const malformed: Reply = { status: 422, body: { code: "invalid-field", detail: "" } };

function reply<T>(answer: Answer<T>): Reply {
  if (answer.refusal === null) return { status: 200, body: structuredClone(answer.value) };
  const { refusal, retryAfter } = answer;
  return {
    status: refusals[refusal].status,
    body: { code: refusal, detail: "", ...(retryAfter === null ? {} : { retry_after: retryAfter }) },
  };
}
