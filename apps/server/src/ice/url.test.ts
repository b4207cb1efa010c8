import { describe, expect, test } from "bun:test";
import { naughty } from "../testing/naughty.ts";
import { isUnroutable, parseIceUrl } from "./url.ts";

describe("[CA3] URLs of STUN and TURN servers", () => {
  test("as RFC 7064 and RFC 7065 write them", () => {
    for (const [text, kind, host] of [
      ["stun:turn.example.org", "stun", "turn.example.org"],
      ["stuns:turn.example.org:5349", "stun", "turn.example.org"],
      ["turn:turn.example.org", "turn", "turn.example.org"],
      ["turn:TURN.Example.org.:3478?transport=udp", "turn", "turn.example.org."],
      ["turn:203.0.113.10:3478?transport=tcp", "turn", "203.0.113.10"],
      ["turns:[2001:db8::1]:443?transport=tcp", "turn", "2001:db8::1"],
      ["turns:xn--bcher-kva.example", "turn", "xn--bcher-kva.example"],
      ["TURN:relay_1.local:1", "turn", "relay_1.local"],
    ] as const) {
      expect(parseIceUrl(text)).toEqual({ text, kind, host });
    }
  });

  test("whatever a browser would refuse, and the whole list with it, is none", () => {
    for (const text of [
      ...naughty,
      "turn.example.org",
      "http://turn.example.org",
      "turn://turn.example.org",
      "turn:user:password@turn.example.org",
      "stun:turn.example.org?transport=udp",
      "turn:turn.example.org?transport=sctp",
      "turn:turn.example.org:0",
      "turn:turn.example.org:65536",
      "turn:turn.example.org:port",
      "turn:turn.example.org/",
      "turn:turn.example.org ",
      "turn:-a.example.org",
      "turn:a..example.org",
      "turn:1.2.3",
      "turn:256.1.1.1",
      "turn:2130706433",
      "turn:0x7f.1",
      "turn:2001:db8::1",
      "turn:[2001:db8::1",
      "turn:[turn.example.org]",
      "turn:[fe80::1%eth0]",
      "turn:[203.0.113.10]",
      `turn:${"a".repeat(64)}.example`,
      `turn:${"a.".repeat(127)}example`,
      "turn:žofia.example",
    ]) {
      expect({ text, url: parseIceUrl(text) }).toEqual({ text, url: null });
    }
  });

  test("wildcard, loopback, link-local and multicast reach nobody; private networks reach themselves", () => {
    for (const host of [
      "0.0.0.0",
      "0.1.2.3",
      "127.0.0.1",
      "127.255.255.254",
      "169.254.1.1",
      "224.0.0.1",
      "255.255.255.255",
      "::",
      "0:0:0:0:0:0:0:0",
      "::1",
      "0:0:0:0:0:0:0:1",
      "::ffff:127.0.0.1",
      "::ffff:203.0.113.10",
      "fe80::1",
      "febf::1",
      "ff02::1",
      "localhost",
      "localhost.",
      "turn.localhost",
      "localhost.localdomain",
      "ip6-localhost",
    ]) {
      expect({ host, is: isUnroutable(host) }).toEqual({ host, is: true });
    }
    for (const host of [
      "203.0.113.10",
      "192.168.1.145",
      "10.0.0.1",
      "172.16.0.1",
      "100.64.0.1",
      "126.255.255.255",
      "128.0.0.1",
      "223.255.255.255",
      "2001:db8::1",
      "fd00::1",
      "fec0::1",
      "localhost.example.org",
      "mylocalhost",
      "turn.example.org",
    ]) {
      expect({ host, is: isUnroutable(host) }).toEqual({ host, is: false });
    }
  });
});
