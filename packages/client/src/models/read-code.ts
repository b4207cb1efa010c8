import { parseJoinCode, ProtocolError } from "@chatorbit/crypto/invite";
import type { Trouble } from "@chatorbit/engine";

/** The token and secret of a typed code or link, or what is wrong with it. No request is made. */
export function readCode(text: string): { readonly token: string; readonly secret8: string } | Trouble {
  try {
    const { token, secret: secret8 } = parseJoinCode(text);
    return { token, secret8 };
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    if (cause.code === "code_no_secret") return "secret-missing";
    return cause.code === "code_typo" ? "code-typo" : "malformed";
  }
}
