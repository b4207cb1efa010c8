import type { Config } from "../config/config.ts";

/** Which pages may talk to this server from a browser. */
export type Origins = {
  /** Is it this server's own page, or one that is allowed in? `host`: the request's Host. */
  readonly isAllowed: (origin: string, host: string | null) => boolean;
  /** The same where a cookie counts: `*` lets nobody in there. */
  readonly isTrusted: (origin: string, host: string | null) => boolean;
  /** The value that allows a foreign page to read the answer; null: nothing to say. */
  readonly corsValue: (origin: string, host: string | null) => string | null;
};

export function originsOf(config: Pick<Config, "corsOrigins" | "publicUrl" | "apiUrl">): Origins {
  const { corsOrigins, publicUrl, apiUrl } = config;
  const listed = new Set([...(corsOrigins === "*" ? [] : corsOrigins), ...origins(publicUrl, apiUrl)]);
  const isSame = (origin: string, host: string | null) =>
    URL.canParse(origin) && host !== null && new URL(origin).host === host;
  const isOwn = (origin: string, host: string | null) =>
    isSame(origin, host) && (publicUrl === null || isNobodysName(new URL(origin).hostname));
  const isTrusted = (origin: string, host: string | null) => listed.has(origin) || isOwn(origin, host);
  return {
    isAllowed: (origin, host) => corsOrigins === "*" || isTrusted(origin, host),
    isTrusted,
    corsValue(origin, host) {
      if (corsOrigins === "*") return "*";
      return listed.has(origin) && !isSame(origin, host) ? origin : null;
    },
  };
}

/**
 * Addresses and `localhost`. Any other name may be a stranger's, who can let it lead here (DNS
 * rebinding): its pages then name the same host as their requests do.
 */
const isNobodysName = (hostname: string): boolean =>
  /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\]|localhost)$/i.test(hostname);

const origins = (...urls: readonly (URL | null)[]) =>
  urls.flatMap((url) => (url === null ? [] : [url.origin]));
