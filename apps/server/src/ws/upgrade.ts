import { paths } from "@chatorbit/protocol";
import type { Config } from "../config/config.ts";
import type { Origins } from "../http/origins.ts";
import { problem } from "../http/problem.ts";
import type { Visitor } from "./gateway.ts";

/** `/api/ws/{token}/{client_identity}` */
const oldPath = /^\/api\/ws\/([^/]{1,64})\/([^/]{1,128})$/;

/**
 * What a request for a socket is to become: a visitor, a refusal, or null when it asks for none.
 * A page of another origin gets no socket; a client without Origin is no browser.
 */
export function visitorOf(
  request: Request,
  address: string,
  { origins, config }: { readonly origins: Origins; readonly config: Config },
): Visitor | Response | null {
  const path = pathOf(request.url);
  const isOurs = path === paths.socket;
  const old = isOurs || !config.hasOldWire ? null : oldPath.exec(path);
  if (!isOurs && old === null) return null;
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") return problem("unsupported-version");
  const origin = request.headers.get("origin");
  if (origin !== null && !origins.isAllowed(origin, request.headers.get("host")))
    return problem("wrong-origin");
  const [, token, key] = old ?? [];
  return { address, old: token && key ? { token, key } : null };
}

/** The path of an absolute URL, cheaply: this runs for every request. */
function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  const end = url.slice(start).search(/[?#]/);
  return end === -1 ? url.slice(start) : url.slice(start, start + end);
}
