/** The `CHAT_ICE_*` part of the configuration. Parsers throw errors that complete "NAME …". */
import { fitJson, v } from "@chatorbit/protocol";
import { parseIceUrl } from "./url.ts";

/** Static credentials of a server that has no secret in common with this one. */
export type Login = { readonly username: string; readonly credential: string };

export type IceEntry = {
  readonly urls: readonly string[];
  /** Null: none needed, or made for each seat from the secret. */
  readonly login: Login | null;
};

export type IceSettings = {
  readonly servers: readonly IceEntry[];
  /** `static-auth-secret` of the TURN server. */
  readonly turnSecret: string | null;
};

/** `servers`, where given, stands in for the lists of URLs. */
export function iceSettings(given: {
  readonly stun: readonly string[];
  readonly turn: readonly string[];
  readonly servers: readonly IceEntry[] | null;
  readonly turnSecret: string | null;
}): IceSettings {
  const listed = [given.stun, given.turn].filter((urls) => urls.length > 0);
  return {
    servers: given.servers ?? listed.map((urls) => ({ urls, login: null })),
    turnSecret: given.turnSecret,
  };
}

/** Is there a TURN server that nobody could log in to? */
export const needsTurnSecret = ({ servers, turnSecret }: IceSettings): boolean =>
  turnSecret === null && servers.some((entry) => entry.login === null && entry.urls.some(isTurn));

export const isTurn = (url: string): boolean => parseIceUrl(url)?.kind === "turn";

/** A list with commas of one kind of URL. */
export const iceUrls =
  (kind: "stun" | "turn") =>
  (text: string): readonly string[] => {
    const urls = text.split(",").map((url) => url.trim());
    return unique(urls.filter((url) => url !== "")).map((url) => checked(url, kind));
  };

const example = { stun: "stun:turn.example.org:3478", turn: "turn:turn.example.org:3478?transport=udp" };

function checked(url: string, kind?: "stun" | "turn"): string {
  const parsed = parseIceUrl(url);
  if (parsed !== null && (kind ?? parsed.kind) === parsed.kind) return url;
  // Somebody may have written a password into it, as in http://user:password@host.
  const shown = url.includes("@") ? "an address with @" : `"${url}"`;
  const like = kind === undefined ? `${example.stun} or ${example.turn}` : example[kind];
  throw new Error(`holds ${shown}, which is no ${kind ?? "STUN or TURN"} URL like ${like}`);
}

const unique = (urls: readonly string[]): string[] => [...new Set(urls)];

/**
 * Every participant sees a credential and its tag and could try secrets against them, so it must be
 * as long as random ones are. coturn reads it from a line of its file: no blanks.
 */
export function turnSecret(text: string): string | null {
  if (text === "") return null;
  if (!/^[!-~]{32,128}$/.test(text)) {
    throw new Error("must have 32 to 128 characters without blanks, like those of: openssl rand -hex 32");
  }
  return text;
}

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));

/** RTCIceServer as a browser takes it, and no field that would be dropped in silence. */
const serverList = v.array(
  v.strictObject({
    urls: v.union([text, v.pipe(v.array(text), v.minLength(1))]),
    username: v.optional(text),
    credential: v.optional(text),
    credentialType: v.optional(v.literal("password")),
  }),
);

/** A JSON array of RTCIceServer; null for none. */
export function iceServerList(json: string): readonly IceEntry[] | null {
  if (json === "") return null;
  const list = fitJson(serverList, json);
  if (list === null) {
    throw new Error(
      `must be a JSON array like [{"urls":["${example.turn}"],"username":"…","credential":"…"}]`,
    );
  }
  return list.map(({ urls, username, credential }) => {
    const isWhole = (username === undefined) === (credential === undefined);
    if (!isWhole)
      throw new Error("holds a username without a credential, or a credential without a username");
    const login = username === undefined || credential === undefined ? null : { username, credential };
    return { urls: unique([urls].flat()).map((url) => checked(url)), login };
  });
}
