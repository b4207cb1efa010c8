/** Session descriptions: what of a peer's is let near the browser, and what of one's own leaves. */
import { parseCandidate, relayOnly } from "./candidate.ts";
import { maxSdpLength } from "./signals.ts";

export type SdpFault =
  | "too-large"
  | "malformed"
  | "no-media"
  | "too-much-media"
  | "media-kind"
  | "transport-protocol"
  | "sdes"
  | "identity"
  | "fingerprint-missing"
  | "fingerprint-hash"
  | "fingerprint-mixed"
  | "fingerprint-changed"
  | "not-bundled"
  | "transports-differ"
  | "no-rtcp-mux"
  | "too-many-candidates";

export type SdpReading =
  | {
      readonly ok: true;
      /** SHA-256 of the peer's DTLS certificate, upper-case hex with colons. */
      readonly fingerprint: string;
      /** ICE username fragment: a new one means that ICE was restarted. */
      readonly ufrag: string;
      /** Rises with every description of one connection (RFC 8829 §5.2.2). */
      readonly version: number;
    }
  | { readonly ok: false; readonly why: SdpFault };

type Section = { readonly head: string; readonly lines: readonly string[] };

const maxSections = 16;
const maxCandidates = 64;

const value = (lines: readonly string[], name: string): string | null =>
  lines.find((line) => line.startsWith(`a=${name}:`))?.slice(name.length + 3) ?? null;
const values = (lines: readonly string[], name: string): readonly string[] =>
  lines.filter((line) => line.startsWith(`a=${name}:`)).map((line) => line.slice(name.length + 3));
const has = (lines: readonly string[], name: string): boolean =>
  lines.some((line) => line === `a=${name}` || line.startsWith(`a=${name}:`));

/** An attribute whatever its letters: a browser may read more generously than this. */
const mentions = (lines: readonly string[], name: string): boolean =>
  lines.some((line) => new RegExp(`^a\\s*=\\s*${name}\\b`, "i").test(line));

function split(sdp: string): readonly Section[] | null {
  if (!/^[\x20-\x7e\r\n]+$/.test(sdp)) return null;
  const lines = sdp.split(/\r\n|\n/);
  if (lines.at(-1) === "") lines.pop();
  if (lines[0] !== "v=0" || lines.some((line) => !/^[a-z]=[^\r]*$/.test(line))) return null;
  const sections: { head: string; lines: string[] }[] = [{ head: "", lines: [] }];
  for (const line of lines) {
    if (line.startsWith("m=")) sections.push({ head: line, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

const mediaLine = /^m=(\S+) ([0-9]{1,5})(?:\/[0-9]+)? (\S+) \S/;
const protocols = /^(?:(?:UDP|TCP)\/TLS\/RTP\/SAVPF|(?:(?:UDP|TCP)\/)?DTLS\/SCTP)$/;
const origin = /^o=\S+ [0-9]{1,20} ([0-9]{1,20}) IN IP[46] \S+$/;
const sha256 = /^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/i;

const isRefused = ({ head, lines }: Section): boolean =>
  mediaLine.exec(head)?.[2] === "0" && !has(lines, "bundle-only");

/**
 * The rules of CRYPTO §6 for a description of the peer. `known` is the fingerprint this connection
 * already has: another one inside it is refused, an ICE restart keeps it. Never throws.
 */
export function readDescription(sdp: string, known: string | null = null): SdpReading {
  const no = (why: SdpFault): SdpReading => ({ ok: false, why });
  if (sdp.length > maxSdpLength) return no("too-large");
  const sections = split(sdp);
  const session = sections?.[0];
  if (sections === null || session === undefined) return no("malformed");
  const version = session.lines.map((line) => origin.exec(line)?.[1]).find((found) => found !== undefined);
  if (version === undefined) return no("malformed");

  const media = sections.slice(1);
  if (media.length > maxSections) return no("too-much-media");
  for (const { head } of media) {
    const [, kind, , protocol = ""] = mediaLine.exec(head) ?? [];
    if (kind === undefined) return no("malformed");
    if (!["audio", "video", "application"].includes(kind)) return no("media-kind");
    if (!protocols.test(protocol)) return no("transport-protocol");
  }
  const all = sections.flatMap(({ lines }) => lines);
  if (mentions(all, "crypto")) return no("sdes");
  if (mentions(all, "identity")) return no("identity");
  const active = media.filter((section) => !isRefused(section));
  if (active.length === 0) return no("no-media");

  const print = readFingerprint(sections, active, known);
  if (typeof print !== "string") return no(print.why);
  const transport = readTransport(session, active);
  if (typeof transport !== "string") return no(transport.why);
  if (values(all, "candidate").length > maxCandidates) return no("too-many-candidates");
  return { ok: true, fingerprint: print, ufrag: transport, version: Number(version) };
}

type No = { readonly why: SdpFault };

function readFingerprint(
  sections: readonly Section[],
  active: readonly Section[],
  known: string | null,
): string | No {
  const all = sections.flatMap(({ lines }) => lines);
  const prints = values(all, "fingerprint").map((line) => line.split(" "));
  // Spelt so that only a generous parser reads it: then the browser might, and this did not.
  if (all.filter((line) => /^a\s*=\s*fingerprint\b/i.test(line)).length !== prints.length)
    return { why: "malformed" };
  const isSpread = has(sections[0]?.lines ?? [], "fingerprint");
  const needs = active.filter(({ lines }) => has(lines, "ice-ufrag"));
  const isMissing = !isSpread && needs.some(({ lines }) => !has(lines, "fingerprint"));
  const [first] = prints;
  if (first === undefined || isMissing) return { why: "fingerprint-missing" };
  for (const [hash, hex = "", ...more] of prints) {
    if (hash?.toLowerCase() !== "sha-256") return { why: "fingerprint-hash" };
    if (!sha256.test(hex) || more.length > 0) return { why: "malformed" };
  }
  const different = new Set(prints.map(([, hex = ""]) => hex.toUpperCase()));
  if (different.size > 1) return { why: "fingerprint-mixed" };
  const print = first[1]?.toUpperCase() ?? "";
  return known !== null && known !== print ? { why: "fingerprint-changed" } : print;
}

/** One BUNDLE group over everything, one ICE transport under it; its username fragment. */
function readTransport(session: Section, active: readonly Section[]): string | No {
  const groups = values(session.lines, "group").filter((line) => /^BUNDLE\b/i.test(line));
  const mids = groups[0]?.split(" ").slice(1) ?? [];
  if (groups.length !== 1 || mids.length !== new Set(mids).size) return { why: "not-bundled" };
  const own = active.map(({ lines }) => value(lines, "mid"));
  if (own.some((mid) => mid === null || !mids.includes(mid))) return { why: "not-bundled" };
  const tagged = active.find(({ lines }) => value(lines, "mid") === mids[0]);
  if (tagged === undefined) return { why: "not-bundled" };

  const shared = value(session.lines, "ice-ufrag");
  const ufrag = value(tagged.lines, "ice-ufrag") ?? shared;
  const password = value(tagged.lines, "ice-pwd") ?? value(session.lines, "ice-pwd");
  if (ufrag === null || password === null) return { why: "malformed" };
  if (!/^[A-Za-z0-9+/]{4,256}$/.test(ufrag) || !/^[A-Za-z0-9+/]{22,256}$/.test(password)) {
    return { why: "malformed" };
  }
  for (const section of active) {
    const { head, lines } = section;
    const isDifferent =
      (value(lines, "ice-ufrag") ?? ufrag) !== ufrag || (value(lines, "ice-pwd") ?? password) !== password;
    if (isDifferent) return { why: "transports-differ" };
    // RFC 8829 §5.2.1: what rides on another section's transport need not repeat its attributes.
    const isCarried = section !== tagged && !has(lines, "ice-ufrag") && shared === null;
    const isRtp = !head.startsWith("m=application");
    if (isRtp && !isCarried && !has(lines, "rtcp-mux")) return { why: "no-rtcp-mux" };
  }
  return ufrag;
}

/** The ICE username fragment of a description, or null. */
export const ufragOf = (sdp: string): string | null => /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? null;

/** A peer's description without the candidates that would be refused one by one. */
export const dropForeign = (sdp: string): string =>
  sdp
    .split(/(?<=\n)/)
    .filter((line) => !/^a\s*=\s*candidate\b/i.test(line) || parseCandidate(line.trimEnd()) !== null)
    .join("");

/** One's own description with no address but the relay's (CRYPTO §6 "IP privacy"). */
export const filterRelay = (sdp: string): string =>
  sdp
    .split(/\r\n|\n/)
    .flatMap((line): readonly string[] => {
      if (/^a=(?:candidate|remote-candidates)\b/i.test(line)) {
        const kept = parseCandidate(line) === null ? null : relayOnly(line.slice(2));
        return kept === null ? [] : [`a=${kept}`];
      }
      if (line.startsWith("c=")) return ["c=IN IP4 0.0.0.0"];
      if (line.startsWith("a=rtcp:")) return ["a=rtcp:9 IN IP4 0.0.0.0"];
      if (line.startsWith("o=")) return [line.replace(/ IN IP[46] \S+$/, " IN IP4 127.0.0.1")];
      return [line.replace(/^(m=\S+) [1-9][0-9]* /, "$1 9 ")];
    })
    .join("\r\n");
