/** Descriptions of fake connections: real enough for the engine's rules, small enough to read. */
import type { Dice } from "../world/dice.ts";

export type FakeKind = "audio" | "video";

export type FakeSdp = {
  readonly ufrag: string;
  readonly version: number;
  readonly fingerprint: string;
  readonly media: readonly { readonly kind: FakeKind; readonly isSending: boolean }[];
  /** Those gathered so far, as browsers put them in. */
  readonly candidates: readonly string[];
};

/** SHA-256 of a certificate nobody else has. */
export const freshFingerprint = (dice: Dice): string =>
  [...dice.bytes(32)].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":");

export const freshUfrag = (dice: Dice): string =>
  [...dice.bytes(4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Where others would look first: the address of the newest candidate, as browsers write it. */
function defaultPlace(candidates: readonly string[]): { readonly address: string; readonly port: string } {
  const [, , , , address = "0.0.0.0", port = "9"] = candidates.at(-1)?.split(" ") ?? [];
  return { address, port };
}

export function writeSdp({ ufrag, version, fingerprint, media, candidates }: FakeSdp): string {
  const { address, port } = defaultPlace(candidates);
  const head = [
    "v=0",
    `o=- 4611731400430051336 ${version} IN IP4 127.0.0.1`,
    "s=-",
    "t=0 0",
    `a=group:BUNDLE ${media.map((_, index) => index).join(" ")}`,
  ];
  const sections = media.flatMap(({ kind, isSending }, index) => [
    `m=${kind} ${index === 0 ? port : 9} UDP/TLS/RTP/SAVPF 111`,
    `c=IN IP4 ${index === 0 ? address : "0.0.0.0"}`,
    `a=rtcp:9 IN IP4 ${index === 0 ? address : "0.0.0.0"}`,
    ...(index === 0 ? candidates.map((one) => `a=${one}`) : []),
    `a=ice-ufrag:${ufrag}`,
    "a=ice-pwd:abcdefghijklmnopqrstuvwx",
    `a=fingerprint:sha-256 ${fingerprint}`,
    "a=setup:actpass",
    `a=mid:${index}`,
    isSending ? "a=sendrecv" : "a=recvonly",
    "a=rtcp-mux",
  ]);
  return [...head, ...sections, ""].join("\r\n");
}

export function readSdp(sdp: string): FakeSdp {
  const find = (pattern: RegExp) => pattern.exec(sdp)?.[1] ?? "";
  const ways = [...sdp.matchAll(/^a=(sendrecv|recvonly)/gm)].map((match) => match[1] === "sendrecv");
  return {
    ufrag: find(/^a=ice-ufrag:(\S+)/m),
    version: Number(find(/^o=\S+ \S+ (\S+)/m)),
    fingerprint: find(/^a=fingerprint:sha-256 (\S+)/m),
    media: [...sdp.matchAll(/^m=(audio|video)/gm)].map((match, index) => ({
      kind: match[1] === "video" ? "video" : "audio",
      isSending: ways[index] ?? false,
    })),
    candidates: [...sdp.matchAll(/^a=(candidate:.*?)\r?$/gm)].map((match) => match[1] ?? ""),
  };
}
