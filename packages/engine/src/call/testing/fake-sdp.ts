/** Descriptions of the fake peer: real enough for the rules, small enough to read. */
export type FakeSdp = {
  readonly ufrag: string;
  readonly version: number;
  readonly fingerprint: string;
  readonly media: readonly { readonly kind: string; readonly isSending: boolean }[];
};

export const print = (seed: number): string =>
  Array.from({ length: 32 }, (_, index) => ((seed * 31 + index * 7) & 255).toString(16).padStart(2, "0"))
    .join(":")
    .toUpperCase();

export function writeSdp({ ufrag, version, fingerprint, media }: FakeSdp): string {
  const head = [
    "v=0",
    `o=- 4611731400430051336 ${version} IN IP4 127.0.0.1`,
    "s=-",
    "t=0 0",
    `a=group:BUNDLE ${media.map((_, index) => index).join(" ")}`,
  ];
  const sections = media.flatMap(({ kind, isSending }, index) => [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF 111`,
    "c=IN IP4 0.0.0.0",
    `a=ice-ufrag:${ufrag}`,
    "a=ice-pwd:abcdefghijklmnopqrstuv",
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
  const kinds = [...sdp.matchAll(/^m=(\S+)/gm)].map((match) => match[1] ?? "");
  const ways = [...sdp.matchAll(/^a=(sendrecv|recvonly)/gm)].map((match) => match[1] === "sendrecv");
  return {
    ufrag: find(/^a=ice-ufrag:(\S+)/m),
    version: Number(find(/^o=\S+ \S+ (\S+)/m)),
    fingerprint: find(/^a=fingerprint:sha-256 (\S+)/m),
    media: kinds.map((kind, index) => ({ kind, isSending: ways[index] ?? false })),
  };
}
