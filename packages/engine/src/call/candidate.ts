/** ICE candidates as text: read, compared, and stripped of what a relayed call must not show. */
import { isReachable } from "./address.ts";
import type { Candidate } from "./signals.ts";

export type CandidateType = "host" | "srflx" | "prflx" | "relay";

export type ParsedCandidate = {
  readonly foundation: string;
  readonly component: number;
  readonly transport: "udp" | "tcp";
  readonly priority: number;
  /** An address, or a name ending in `.local`. */
  readonly address: string;
  readonly port: number;
  readonly type: CandidateType;
  readonly tcpType: string | null;
};

const grammar =
  /^(?:a=)?candidate:([A-Za-z0-9+/]{1,32}) ([0-9]{1,3}) (udp|tcp) ([0-9]{1,10}) ([0-9A-Za-z.:_-]{1,255}) ([0-9]{1,5}) typ (host|srflx|prflx|relay)((?: [\x21-\x7e]{1,255}){0,40})$/i;

/** RFC 8839 §5.1. Null for what is none; never throws. */
export function parseCandidate(text: string): ParsedCandidate | null {
  if (text.length > 1_024) return null;
  const match = grammar.exec(text);
  if (match === null) return null;
  const [, foundation = "", component, transport, priority, address = "", port, type, rest = ""] = match;
  const parsed: ParsedCandidate = {
    foundation,
    component: Number(component),
    transport: transport?.toLowerCase() === "tcp" ? "tcp" : "udp",
    priority: Number(priority),
    address,
    port: Number(port),
    type: (type?.toLowerCase() ?? "host") as CandidateType,
    tcpType: / tcptype (\S+)/i.exec(rest)?.[1]?.toLowerCase() ?? null,
  };
  const isInRange = parsed.component >= 1 && parsed.component <= 256 && parsed.port <= 65_535;
  return isInRange && parsed.priority <= 4_294_967_295 && isReachable(address) ? parsed : null;
}

/** Two spellings of one candidate have one key. */
export function candidateKey(candidate: Candidate): string {
  const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
  const parsed = parseCandidate(candidate.candidate);
  const what =
    parsed === null
      ? candidate.candidate
      : [
          parsed.component,
          parsed.transport,
          parsed.address.toLowerCase(),
          parsed.port,
          parsed.type,
          parsed.tcpType,
        ];
  return JSON.stringify([sdpMid ?? sdpMLineIndex, usernameFragment, what]);
}

/**
 * The text of a relay candidate without the address behind it, or null when it is of another type.
 * The words `raddr` and `rport` stay, with nothing in them: Firefox refuses a relay candidate that
 * lacks them.
 */
export function relayOnly(text: string): string | null {
  const parsed = parseCandidate(text);
  if (parsed?.type !== "relay") return null;
  const hidden = text
    .replaceAll(/ (raddr|rport) \S+/gi, "")
    .replace(/( typ relay)/i, "$1 raddr 0.0.0.0 rport 0");
  return parseCandidate(hidden) === null ? null : hidden;
}

/** What a relayed call may say of `candidate`, or null for nothing (CRYPTO §6 "IP privacy"). */
export function filterCandidate(candidate: Candidate): Candidate | null {
  const text = relayOnly(candidate.candidate);
  return text === null ? null : { ...candidate, candidate: text };
}
