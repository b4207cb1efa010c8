import { parseJoinCode, ProtocolError } from "@chatorbit/crypto/invite";
import type { Trouble } from "@chatorbit/engine";
import { roomPath } from "@chatorbit/protocol";

/** The token and secret of a typed code or link, or what is wrong with it. No request is made. */
export function readCode(text: string): { readonly token: string; readonly secret8: string } | Trouble {
  try {
    const { token, secret: secret8 } = parseJoinCode(text);
    return { token, secret8 };
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    return cause.code === "code_no_secret" ? "secret-missing" : "code-typo";
  }
}

/** The path a room's link leads to, with what stands behind its #; null for anything else (SR1). */
export function readRoomLink(text: string): string | null {
  const [, id, fragment] = /\/room\/([\w-]{22})\/?#([\w-]{43})(?![\w-])/.exec(text) ?? [];
  return id === undefined || fragment === undefined ? null : `${roomPath(id)}#${fragment}`;
}

/** The server a link leads to, e.g. `https://chat.example`; null for a code, or a path without a host. */
export function linkOrigin(text: string): string | null {
  const [run = ""] = /[^\s<>"'()]+(?=\/(?:session|room)\/)/.exec(text) ?? [];
  if (run === "" || run.startsWith("/")) return null;
  const scheme = run.search(/https?:\/\//i);
  const address = scheme === -1 ? `https://${run}` : run.slice(scheme);
  return URL.canParse(address) ? new URL(address).origin : run;
}

/** The host of a link that leads to another server than this one, or null. */
export function otherHost(text: string, origin: string): string | null {
  const there = linkOrigin(text);
  if (there === null) return null;
  const host = there.replace(/^https?:\/\//, "");
  return host === new URL(origin).host ? null : host;
}
