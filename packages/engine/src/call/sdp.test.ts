import { expect, test } from "bun:test";
import fc from "fast-check";
import { dropForeign, filterRelay, readDescription, type SdpFault } from "./sdp.ts";

const print = Array.from({ length: 32 }, (_, index) => (index + 160).toString(16).toUpperCase()).join(":");
const other = print.replaceAll("A", "B");

/** As Chromium writes it, cut to what the rules look at. */
const chromium = [
  "v=0",
  "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0 1 2",
  "a=msid-semantic: WMS s",
  ...["audio", "video"].flatMap((kind, index) => [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF 111 63`,
    "c=IN IP4 0.0.0.0",
    "a=rtcp:9 IN IP4 0.0.0.0",
    "a=ice-ufrag:Zx1+",
    "a=ice-pwd:BdV7ZhdKkL3jZr4nU0cqVw2G",
    "a=ice-options:trickle",
    `a=fingerprint:sha-256 ${print}`,
    "a=setup:actpass",
    `a=mid:${index}`,
    "a=sendrecv",
    "a=rtcp-mux",
  ]),
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  "c=IN IP4 0.0.0.0",
  "a=ice-ufrag:Zx1+",
  "a=ice-pwd:BdV7ZhdKkL3jZr4nU0cqVw2G",
  `a=fingerprint:sha-256 ${print}`,
  "a=setup:actpass",
  "a=mid:2",
  "a=sctp-port:5000",
  "",
].join("\r\n");

/** As Firefox writes it: the fingerprint at the session, sections that ride on the first one. */
const firefox = [
  "v=0",
  "o=mozilla...THIS_IS_SDPARTA-99.0 5215962031829411632 0 IN IP4 0.0.0.0",
  "s=-",
  "t=0 0",
  `a=fingerprint:sha-256 ${print}`,
  "a=group:BUNDLE 0 1",
  "a=ice-options:trickle",
  "m=audio 9 UDP/TLS/RTP/SAVPF 109 9",
  "c=IN IP4 0.0.0.0",
  "a=ice-pwd:0123456789abcdef0123456789abcdef",
  "a=ice-ufrag:c0ffee00",
  "a=mid:0",
  "a=rtcp-mux",
  "a=setup:actpass",
  "m=video 0 UDP/TLS/RTP/SAVPF 120",
  "c=IN IP4 0.0.0.0",
  "a=bundle-only",
  "a=mid:1",
  "",
].join("\r\n");

const why = (sdp: string, known: string | null = null): SdpFault | "ok" => {
  const reading = readDescription(sdp, known);
  return reading.ok ? "ok" : reading.why;
};

test("[CA2] what browsers write is read, with fingerprint, credentials and version", () => {
  expect(readDescription(chromium)).toEqual({ ok: true, fingerprint: print, ufrag: "Zx1+", version: 2 });
  expect(readDescription(firefox)).toEqual({ ok: true, fingerprint: print, ufrag: "c0ffee00", version: 0 });
  expect(why(chromium.replaceAll("\r\n", "\n"))).toBe("ok");
  expect(why(chromium.replaceAll(print, print.toLowerCase()), print)).toBe("ok");
});

const swap = (from: string | RegExp, to: string) => chromium.replace(from, to);
const line = (text: string) => chromium.replace("a=mid:0", `${text}\r\na=mid:0`);

test.each<[string, string, SdpFault]>([
  ["larger than 64 KiB", chromium + "a=x:y\r\n".repeat(10_000), "too-large"],
  ["no description", "hello", "malformed"],
  ["empty", "", "malformed"],
  ["a NUL inside", swap("s=-", "s=\0"), "malformed"],
  ["letters beyond ASCII", swap("s=-", "s=ľ"), "malformed"],
  ["a lone carriage return hiding a line", swap("s=-", "s=-\ra=crypto:1"), "malformed"],
  ["no origin", swap(/o=.*\r\n/, ""), "malformed"],
  ["no media", chromium.slice(0, chromium.indexOf("m=audio")), "no-media"],
  ["all media refused", chromium.replaceAll(/^(m=\S+) 9/gm, "$1 0"), "no-media"],
  ["a text stream", swap("m=video", "m=text"), "media-kind"],
  ["unencrypted media", swap("UDP/TLS/RTP/SAVPF", "RTP/AVP"), "transport-protocol"],
  ["SDES media", swap("UDP/TLS/RTP/SAVPF", "RTP/SAVPF"), "transport-protocol"],
  ["SDES keys", line("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x"), "sdes"],
  ["SDES keys in other letters", line("a=Crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x"), "sdes"],
  ["SDES keys with a blank", line("a= crypto:1 x"), "sdes"],
  ["an identity assertion", line("a=identity:eyJ"), "identity"],
  ["no fingerprint", chromium.replaceAll(/a=fingerprint.*\r\n/g, ""), "fingerprint-missing"],
  ["no fingerprint in one section", swap(/a=fingerprint.*\r\n/, ""), "fingerprint-missing"],
  [
    "SHA-1",
    chromium.replaceAll(/a=fingerprint:sha-256 \S+/g, "a=fingerprint:sha-1 AA:BB"),
    "fingerprint-hash",
  ],
  ["SHA-1 beside SHA-256", line("a=fingerprint:sha-1 AA:BB"), "fingerprint-hash"],
  ["two certificates", swap(print, other), "fingerprint-mixed"],
  ["a second fingerprint", line(`a=fingerprint:sha-256 ${other}`), "fingerprint-mixed"],
  ["a fingerprint in other letters", line(`a=Fingerprint:sha-256 ${other}`), "malformed"],
  ["a short fingerprint", chromium.replaceAll(print, print.slice(3)), "malformed"],
  ["no bundle", swap(/a=group.*\r\n/, ""), "not-bundled"],
  ["a section outside the bundle", swap("BUNDLE 0 1 2", "BUNDLE 0 1"), "not-bundled"],
  ["two bundles", swap("a=group", "a=group:BUNDLE 0\r\na=group"), "not-bundled"],
  ["a section without a name", swap("a=mid:1\r\n", ""), "not-bundled"],
  ["a second transport", swap("a=ice-ufrag:Zx1+", "a=ice-ufrag:Evil"), "transports-differ"],
  ["RTCP apart", swap("a=rtcp-mux\r\n", ""), "no-rtcp-mux"],
  ["seventeen sections", chromium + "m=audio 0 UDP/TLS/RTP/SAVPF 0\r\n".repeat(14), "too-much-media"],
  [
    "a flood of candidates",
    line("a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n".repeat(65).trimEnd()),
    "too-many-candidates",
  ],
])("[CA2] hostile description refused: %s", (_, sdp, expected) => {
  expect(why(sdp)).toBe(expected);
});

test("[CA2] another certificate inside one connection is refused, an ICE restart keeps it", () => {
  expect(why(chromium, print)).toBe("ok");
  expect(why(chromium.replaceAll(print, other), print)).toBe("fingerprint-changed");
  const restarted = chromium.replaceAll("Zx1+", "New1").replace(" 2 IN", " 3 IN");
  expect(why(restarted, print)).toBe("ok");
});

test("[CA3] relay only: not one address of this device is left", () => {
  const addresses = ["192.168.1.7", "fd00::7", "203.0.113.9", "10.9.8.7"];
  const full = chromium
    .replace("IN IP4 127.0.0.1", "IN IP4 192.168.1.7")
    .replace("c=IN IP4 0.0.0.0", "c=IN IP6 fd00::7")
    .replace("a=rtcp:9 IN IP4 0.0.0.0", "a=rtcp:51000 IN IP4 203.0.113.9")
    .replace("m=audio 9", "m=audio 51000")
    .replace(
      "a=mid:0",
      [
        "a=candidate:1 1 udp 2122260223 192.168.1.7 51000 typ host generation 0",
        "a=candidate:2 1 udp 1686052607 203.0.113.9 51000 typ srflx raddr 192.168.1.7 rport 51000",
        "a=candidate:3 1 udp 41885439 198.51.100.5 60000 typ relay raddr 203.0.113.9 rport 51000",
        "a=mid:0",
      ].join("\r\n"),
    );
  const filtered = filterRelay(full);
  for (const address of addresses) expect(filtered).not.toContain(address);
  expect(filtered).not.toContain("51000");
  expect(filtered).toContain("198.51.100.5 60000 typ relay raddr 0.0.0.0 rport 0");
  expect(why(filtered)).toBe("ok");
  expect(filterRelay(filtered)).toBe(filtered);
});

test("[CA2] no text makes the reader throw, and what it takes keeps every rule", () => {
  const lines = chromium.split("\r\n");
  const mutated = fc
    .array(
      fc.tuple(
        fc.nat(lines.length - 1),
        fc.constantFrom("drop", "double", "swap", "break", "insert"),
        fc.string(),
      ),
      { maxLength: 6 },
    )
    .map((edits) => {
      const next = [...lines];
      for (const [at, how, text] of edits) {
        if (how === "drop") next.splice(at, 1);
        if (how === "double") next.splice(at, 0, next[at] ?? "");
        if (how === "swap") next.push(...next.splice(at, 1));
        if (how === "break") next[at] = `${next[at] ?? ""}${text}`;
        if (how === "insert") next.splice(at, 0, `a=${text}`);
      }
      return next.join("\r\n");
    });
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" }), mutated), (sdp) => {
      const reading = readDescription(sdp);
      expect(typeof filterRelay(sdp)).toBe("string");
      if (!reading.ok) return;
      expect(sdp).not.toMatch(/^a=crypto/im);
      for (const [, found] of sdp.matchAll(/^a=fingerprint:sha-256 (\S+)/gm)) {
        expect(found?.toUpperCase()).toBe(reading.fingerprint);
      }
    }),
    { numRuns: 150 },
  );
}, 20_000);

test("[CA2] a description brings no candidate that would be refused by itself", () => {
  const line = (address: string) => `a=candidate:1 1 udp 1 ${address} 9 typ host\r\n`;
  const honest = `${chromium}${line("192.168.1.7")}${line("8f1c3e5a.local")}`;
  expect(dropForeign(honest)).toBe(honest);
  const spelt = line("192.0.2.1").replace("a=", "a =");
  expect(dropForeign(honest + line("tracker.attacker.example") + spelt + line("::"))).toBe(honest);
});
