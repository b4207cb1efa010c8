import { expect, test } from "bun:test";
import fc from "fast-check";
import { candidateKey, filterCandidate, parseCandidate, relayOnly } from "./candidate.ts";
import type { Candidate } from "./signals.ts";

const host = "candidate:1 1 udp 2122260223 192.168.1.7 51000 typ host generation 0 ufrag Zx1+";
const tcp = "candidate:2 1 TCP 1518280447 192.168.1.7 9 typ host tcptype active";
const hidden = "candidate:3 1 udp 2122260223 8f1c3e5a-0000-4000-8000-000000000000.local 51000 typ host";
const relay = "candidate:4 1 udp 41885439 198.51.100.5 60000 typ relay raddr 203.0.113.9 rport 51000";

const of = (candidate: string, change: Partial<Candidate> = {}): Candidate => ({
  candidate,
  sdpMid: "0",
  sdpMLineIndex: 0,
  usernameFragment: "Zx1+",
  ...change,
});

test("[CA2] candidates of browsers are read", () => {
  expect(parseCandidate(host)).toMatchObject({
    transport: "udp",
    address: "192.168.1.7",
    port: 51_000,
    type: "host",
  });
  expect(parseCandidate(tcp)).toMatchObject({ transport: "tcp", tcpType: "active" });
  expect(parseCandidate(hidden)?.address).toEndWith(".local");
  expect(parseCandidate(relay)?.type).toBe("relay");
});

test.each([
  ["nothing", ""],
  ["a port too high", host.replace("51000", "65536")],
  ["a priority too high", host.replace("2122260223", "4294967296")],
  ["another protocol", host.replace("udp", "sctp")],
  ["another type", host.replace("typ host", "typ evil")],
  ["everybody's address", host.replace("192.168.1.7", "255.255.255.255")],
  ["nobody's address", host.replace("192.168.1.7", "0.0.0.0")],
  ["a multicast group", host.replace("192.168.1.7", "239.1.2.3")],
  ["an IPv6 multicast group", host.replace("192.168.1.7", "ff02::1")],
  ["everybody's IPv6 address", host.replace("192.168.1.7", "::")],
  ["the same spelt out", host.replace("192.168.1.7", "0:0:0:0:0:0:0:0")],
  ["the same in another spelling", host.replace("192.168.1.7", "0000::0.0.0.0")],
  ["nobody's address inside IPv6", host.replace("192.168.1.7", "::ffff:0.0.0.0")],
  ["a name somebody is asked for", host.replace("192.168.1.7", "tracker.attacker.example")],
  ["a name below .local", host.replace("192.168.1.7", "a.b.local")],
  ["a name that only looks local", host.replace("192.168.1.7", "local")],
  ["no address", host.replace("192.168.1.7", "192.168.1.256")],
  ["an address in other numbers", host.replace("192.168.1.7", "0300.0250.1.7")],
  ["a number for an address", host.replace("192.168.1.7", "3232235783")],
  ["no IPv6 address", host.replace("192.168.1.7", "2001:db8:1")],
  ["two gaps", host.replace("192.168.1.7", "2001::db8::1")],
  ["a line break", `${host}\r\na=crypto:1`],
  ["endless", `${host} ${"x".repeat(1_100)}`],
])("[CA2] hostile candidate refused: %s", (_, text) => {
  expect(parseCandidate(text)).toBeNull();
});

test.each([
  "203.0.113.9",
  "2001:db8::7",
  "fe80::1:2:3:4",
  "2001:DB8:1:2:3:4:5:6",
  "::ffff:203.0.113.9",
  "64:ff9b::",
])("[CA2] an address is read: %s", (address) => {
  expect(parseCandidate(host.replace("192.168.1.7", address))?.address).toBe(address);
});

test("[CA2] one candidate has one key, however it is spelt", () => {
  expect(candidateKey(of(host))).toBe(
    candidateKey(of(host.replace("udp", "UDP").replace("generation 0", "generation 1"))),
  );
  expect(candidateKey(of(host))).not.toBe(candidateKey(of(host, { usernameFragment: "New1" })));
  expect(candidateKey(of(host))).not.toBe(candidateKey(of(host.replace("51000", "51001"))));
});

test("[CA3] relay only: other types vanish, and the address behind the relay with them", () => {
  for (const text of [host, tcp, hidden]) expect(filterCandidate(of(text))).toBeNull();
  expect(relayOnly(relay)).toBe(
    "candidate:4 1 udp 41885439 198.51.100.5 60000 typ relay raddr 0.0.0.0 rport 0",
  );
});

test("[CA2] no text makes the reader throw", () => {
  const words = fc.constantFrom(
    "candidate:1",
    "1",
    "udp",
    "tcp",
    "99",
    "1.2.3.4",
    "typ",
    "host",
    "relay",
    "raddr",
    "rport",
    "\r\n",
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 20 }).map((parts) => parts.join(" ")),
  );
  fc.assert(
    fc.property(text, (one) => {
      parseCandidate(one);
      const left = relayOnly(one);
      if (left !== null) expect(parseCandidate(left)?.type).toBe("relay");
      expect(candidateKey(of(one))).toBe(candidateKey(of(one)));
    }),
    { numRuns: 500 },
  );
});
