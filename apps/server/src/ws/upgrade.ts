import { helloWithinMs, paths } from "@chatorbit/protocol";
import type { Relay } from "@chatorbit/relay";
import type { Config } from "../config/config.ts";
import type { Origins } from "../http/origins.ts";
import { problem } from "../http/problem.ts";
import type { SeatCookies } from "../http/seat-cookie.ts";
import type { Visitor } from "./socket-line.ts";

/** Every request is looked at: this spares most of them the parsing of their URL. */
const maybeSocket = /^https?:\/\/[^/]*\/api\/(?:socket|ws\/)/;

/** `/api/ws/{token}/{client_identity}` */
const oldPath = /^\/api\/ws\/([^/]{1,64})\/([^/]{1,128})$/;

type Hall = {
  readonly origins: Origins;
  readonly config: Config;
  readonly cookies: Pick<SeatCookies, "keysFor">;
  readonly relay: Pick<Relay, "isCrowded">;
};

/** A line kept for further requests would be as good as a socket to whoever wants to use them up. */
function crowded(): Response {
  // By then those that wait have a seat or were sent away.
  const refused = problem("rate", { retryAfter: helloWithinMs / 1000 });
  refused.headers.set("connection", "close");
  return refused;
}

/**
 * What a request for a socket is to become: a visitor, a refusal, or null when it asks for none.
 * A page of another origin gets no socket; a client without Origin is no browser.
 */
export function visitorOf(
  request: Request,
  address: string,
  { origins, config, cookies, relay }: Hall,
): Visitor | Response | null {
  if (!maybeSocket.test(request.url)) return null;
  const path = new URL(request.url).pathname;
  const isOurs = path === paths.socket;
  const old = isOurs || !config.hasOldWire ? null : oldPath.exec(path);
  if (!isOurs && old === null) return null;
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") return problem("unsupported-version");
  const origin = request.headers.get("origin");
  if (origin !== null && !origins.isAllowed(origin, request.headers.get("host")))
    return problem("wrong-origin");
  if (relay.isCrowded(address)) return crowded();
  const [, token, key] = old ?? [];
  if (token && key) return { address, old: { token, key }, keys: () => null };
  return { address, old: null, keys: cookies.keysFor(request) };
}
