import type { Hash, SeatKeys } from "@chatorbit/relay";
import type { Config } from "../config/config.ts";
import type { Origins } from "./origins.ts";

/**
 * The keys of seats that live in cookies: one cookie a room, so that several can be open, under a
 * name that only this server can make from the room's id. Scripts never see them.
 */
export type SeatCookies = {
  /** The key for a room, if this request may use it; null: none. */
  readonly keyFor: (request: Request, room: string) => string | null;
  /** The same for the socket that a request asks for. */
  readonly keysFor: (request: Request) => SeatKeys;
  /** Gives a key to the browser for so long, ms. */
  readonly give: (response: Response, request: Request, room: string, key: string, lasts: number) => void;
  /** Takes back what the browser has of a room. */
  readonly clear: (response: Response, request: Request, room: string) => void;
};

/** Only over https and only for this host and path: browsers see to it (RFC 6265bis §4.1.3.2). */
const securePrefix = "__Host-";

const plainName = /^[A-Za-z0-9_-]{1,128}$/;

export function seatCookies(
  { publicUrl }: Pick<Config, "publicUrl">,
  origins: Origins,
  hash: Hash,
): SeatCookies {
  const nameOf = (room: string) => `seat-${hash("cookie", room).slice(0, 22)}`;

  /** Behind a proxy that ends TLS only the browser's own word, or the configuration, says so. */
  const isSecure = (request: Request) => {
    const origin = request.headers.get("origin");
    return origin === null ? publicUrl?.protocol === "https:" : origin.startsWith("https:");
  };

  const line = (name: string, value: string, seconds: number) =>
    `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Strict` +
    (name.startsWith(securePrefix) ? "; Secure" : "");

  /**
   * What changes something must come from a page that says which one it is, and that may. Browsers
   * send no Origin with a look at their own server.
   */
  function mayUse(request: Request): boolean {
    const origin = request.headers.get("origin");
    const isLook = /^(?:GET|HEAD)$/.test(request.method) && request.headers.get("upgrade") === null;
    return origin === null ? isLook : origins.isTrusted(origin, request.headers.get("host"));
  }

  const keyIn = (cookies: ReadonlyMap<string, string>, room: string): string | null => {
    const name = nameOf(room);
    const key = cookies.get(securePrefix + name) ?? cookies.get(name);
    return key !== undefined && plainName.test(key) ? key : null;
  };

  return {
    keyFor: (request, room) => (mayUse(request) ? keyIn(cookiesOf(request), room) : null),

    keysFor(request) {
      if (!mayUse(request)) return () => null;
      const cookies = cookiesOf(request);
      return cookies.size === 0 ? () => null : (room) => keyIn(cookies, room);
    },

    give(response, request, room, key, lasts) {
      const name = (isSecure(request) ? securePrefix : "") + nameOf(room);
      response.headers.append("set-cookie", line(name, key, Math.ceil(lasts / 1000)));
    },

    clear(response, request, room) {
      const cookies = cookiesOf(request);
      for (const name of [nameOf(room), securePrefix + nameOf(room)])
        if (cookies.has(name)) response.headers.append("set-cookie", line(name, "", 0));
    },
  };
}

/** Seats' cookies only: whatever else a page of this host keeps is not ours to hold. */
function cookiesOf(request: Request): ReadonlyMap<string, string> {
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim().split("="));
  const found = new Map<string, string>();
  for (const [name = "", value = "", ...more] of pairs) {
    // The first of a name counts: it has the longest path.
    if (/^(?:__Host-)?seat-/.test(name) && more.length === 0 && !found.has(name)) found.set(name, value);
  }
  return found;
}
