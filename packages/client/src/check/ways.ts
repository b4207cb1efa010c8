/** The ways out of this device, and what an attempt at one of them said. */

/** In the order of a call's ladder: this network, the public address, the relay. */
export const wayNames = ["host", "stun", "turn-udp", "turn-tcp", "turn-tls"] as const;
export type WayName = (typeof wayNames)[number];

/** The server answered and said no. */
export type Refusal = "login" | "forbidden" | "stale" | "full" | "unknown";
/** Nobody answered, or nothing could be asked. */
export type Silence = "no-name" | "no-answer" | "blocked";

export type Answer =
  | { readonly is: "open" }
  | { readonly is: "refused"; readonly why: Refusal; readonly code: number }
  | { readonly is: "unreachable"; readonly why: Silence };

/** An answer and the time it took. */
export type Result = Answer & { readonly ms: number };

/** A light. `not-offered`: the server lists nothing of this kind. `not-tried`: it did not say what it lists. */
export type Way = Result | { readonly is: "waiting" | "trying" | "not-offered" | "not-tried" };

/** One URL that is being tried; null while it has not answered. */
export type Attempt = { readonly way: WayName; readonly url: string; readonly result: Result | null };

/** Which light an ICE URL (RFC 7064, 7065) belongs to; null for what no browser would take. */
export function wayOf(url: string): WayName | null {
  const [, scheme = "", rest = ""] = /^(stuns?|turns?):(.+)$/i.exec(url) ?? [];
  switch (scheme.toLowerCase()) {
    case "stun":
    case "stuns":
      return "stun";
    case "turns":
      return "turn-tls";
    case "turn":
      return /\?transport=tcp$/i.test(rest) ? "turn-tcp" : "turn-udp";
    default:
      return null;
  }
}

/** A server's or a browser's complaint: STUN error codes (RFC 8489 §14.8, 8656 §19), 701 of the browser's own. */
export function failureOf(code: number, text: string): Exclude<Answer, { readonly is: "open" }> {
  if (code >= 300 && code < 700) return { is: "refused", why: refusals[code] ?? "unknown", code };
  return { is: "unreachable", why: /lookup|resol/i.test(text) ? "no-name" : "no-answer" };
}

const refusals: Readonly<Record<number, Refusal>> = {
  401: "login",
  441: "login",
  403: "forbidden",
  438: "stale",
  486: "full",
  508: "full",
};

const rank = { open: 0, refused: 1, unreachable: 2 } as const;

/** The light of several attempts: the best of them, and of equals the quickest. */
export function lightOf(attempts: readonly Attempt[], way: WayName): Way {
  const own = attempts.filter((attempt) => attempt.way === way);
  if (own.length === 0) return { is: "not-offered" };
  const results = own.flatMap(({ result }) => (result === null ? [] : [result]));
  const [best] = results.toSorted((a, b) => rank[a.is] - rank[b.is] || a.ms - b.ms);
  if (best !== undefined && (best.is === "open" || results.length === own.length)) return best;
  return { is: "trying" };
}
