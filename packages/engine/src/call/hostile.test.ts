import { expect, test } from "bun:test";
import type { SdpFault } from "./sdp.ts";
import { maxGen, type Signal } from "./signals.ts";
import { print } from "./testing/fake-sdp.ts";
import { effectsOf, ended, joined, Pair } from "./testing/pair.ts";
import type { Side } from "./testing/side.ts";

/* The other side of the call is the attacker: its words are well sealed, and say whatever it likes. */

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

function called(): Pair {
  const pair = new Pair();
  pair.connect();
  return pair;
}

const hear = (pair: Pair, side: Side, signal: Signal): void =>
  side.input({ type: "heard", signal, ts: pair.time.now });

/** The newest description the guest has said. */
function offerOf(pair: Pair): string {
  const said = pair.said.findLast(({ by, signal }) => by === "guest" && signal.t === "rtc.desc");
  if (said?.signal.t !== "rtc.desc") throw new Error("the guest has described nothing");
  return said.signal.desc.sdp.replace(/(?<=^o=\S+ \S+ )\S+/m, "900");
}

const describe = (pair: Pair, sdp: string, about: { gen?: number; call?: string } = {}): Signal => {
  const { call, negotiation } = joined(pair.host);
  return { t: "rtc.desc", call, gen: negotiation.gen, ...about, desc: { type: "offer", sdp } };
};

const changes: readonly (readonly [SdpFault, (sdp: string) => string])[] = [
  ["fingerprint-changed", (sdp) => sdp.replaceAll(/(?<=a=fingerprint:sha-256 )\S+/g, print(77))],
  [
    "fingerprint-mixed",
    (sdp) => sdp.replace(/a=fingerprint:\S+ \S+/, (line) => `${line}\r\na=fingerprint:sha-256 ${print(77)}`),
  ],
  ["fingerprint-hash", (sdp) => sdp.replaceAll("a=fingerprint:sha-256", "a=fingerprint:sha-1")],
  ["fingerprint-missing", (sdp) => sdp.replaceAll(/a=fingerprint:.*\r\n/g, "")],
  ["sdes", (sdp) => sdp.replace("a=setup", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA\r\na=setup")],
  ["identity", (sdp) => sdp.replace("t=0 0", "t=0 0\r\na=identity:AAAA")],
  ["not-bundled", (sdp) => sdp.replace(/a=group:BUNDLE.*\r\n/, "")],
  [
    "transports-differ",
    (sdp) => {
      const section = sdp.slice(sdp.indexOf("m=")).replace("a=mid:0", "a=mid:1");
      const second = section.replace(/a=ice-ufrag:\S+/, "a=ice-ufrag:otheruf1");
      return sdp.replace("a=group:BUNDLE 0", "a=group:BUNDLE 0 1") + second;
    },
  ],
  ["no-rtcp-mux", (sdp) => sdp.replaceAll("a=rtcp-mux\r\n", "")],
  ["media-kind", (sdp) => sdp.replace("m=audio", "m=text")],
  ["transport-protocol", (sdp) => sdp.replace("UDP/TLS/RTP/SAVPF", "RTP/AVP")],
  ["too-large", (sdp) => sdp + "a=x:y\r\n".repeat(10_000)],
];

test.each(changes)(
  "[CA2] [CRYPTO §6] a description with %s is refused in words, and the call runs on as it was",
  (why, change) => {
    const pair = called();
    const { host } = pair;
    const before = joined(host);
    const orders = effectsOf(host, "setRemote").length;
    hear(pair, host, describe(pair, change(offerOf(pair))));
    expect(effectsOf(host, "notice").at(-1)?.notice).toEqual({ type: "description-refused", why });
    expect(effectsOf(host, "setRemote")).toHaveLength(orders);
    pair.time.pass(20_000);
    expect(host.phase).toBe("connected");
    expect(joined(host).negotiation.fingerprint).toBe(before.negotiation.fingerprint);
    expect(pair.faults).toEqual([]);
  },
);

test("[CA2] words about an older connection, another call or a connection far ahead change nothing", () => {
  const pair = called();
  const { host } = pair;
  host.input({ type: "peerBroke", gen: 1, ticket: joined(host).negotiation.ticket });
  pair.until(() => joined(host).negotiation.gen === 2 && host.phase === "connected");
  pair.time.pass(1_000);
  const orders = effectsOf(host, "setRemote").length;
  const sdp = offerOf(pair);
  hear(pair, host, describe(pair, sdp, { gen: 1 }));
  hear(pair, host, describe(pair, sdp, { gen: maxGen }));
  hear(pair, host, describe(pair, sdp, { call: uuid(1) }));
  expect(effectsOf(host, "setRemote")).toHaveLength(orders);
  expect(joined(host).negotiation.gen).toBe(2);
  expect(host.phase).toBe("connected");
});

test("[CA2] a thousand connections counted up in a second open a few", () => {
  const pair = called();
  const { host } = pair;
  const sdp = offerOf(pair);
  const before = effectsOf(host, "openPeer").length;
  for (let n = 0; n < 1_000; n += 1) {
    hear(pair, host, describe(pair, sdp, { gen: joined(host).negotiation.gen + 1 }));
    pair.time.pass(1);
  }
  expect(effectsOf(host, "openPeer").length - before).toBeLessThanOrEqual(3);
  expect(pair.faults).toEqual([]);
});

test("[CA2] floods of every word leave the state small and draw at most one word each", () => {
  const pair = called();
  const { host } = pair;
  const { call } = joined(host);
  const flood = 3_000;
  const line = (n: number) => `candidate:${n} 1 udp 1 192.0.2.${n % 250} ${n % 60_000} typ host`;
  const words: ((n: number) => Signal)[] = [
    (n) => ({
      t: "rtc.ice",
      call,
      gen: 1,
      cands: [
        {
          candidate: line(n),
          sdpMid: "0",
          sdpMLineIndex: 0,
          usernameFragment: n % 2 === 0 ? "nobody00" : null,
        },
      ],
    }),
    (n) => ({ t: "rtc.desc", call: uuid(n), gen: 1, desc: { type: "offer", sdp: "v=0" } }),
    (n) => ({ t: "rtc.bye", call: uuid(n) }),
    (n) => ({ t: "rtc.media", call, audio: n % 2 === 0, video: n % 3 === 0 }),
    (n) => ({ t: "rec.ask", id: uuid(n), what: "transcript" }),
    (n) => ({ t: "rec.on", id: uuid(n) }),
    (n) => ({ t: "rec.stop", id: uuid(n) }),
    () => ({ t: "rtc.accept", call }),
    () => ({ t: "rtc.ring", call, audio: true, video: true, relay: true }),
  ];
  for (const word of words) {
    const before = effectsOf(host, "say").length;
    for (let n = 0; n < flood; n += 1) hear(pair, host, word(n));
    expect(effectsOf(host, "say").length - before).toBeLessThanOrEqual(flood);
  }
  expect(host.phase).toBe("connected");
  expect(JSON.stringify(host.state).length).toBeLessThan(300_000);
  const { seen, early } = joined(host).negotiation;
  expect(seen.length).toBeLessThanOrEqual(256);
  expect(early.length).toBeLessThanOrEqual(128);
  expect(effectsOf(host, "addCandidate").length).toBeLessThanOrEqual(256);
  expect(pair.faults).toEqual([]);
});

test("[CA1] rings without end: one at a time, no device asked, nothing opened, little remembered", () => {
  const { host, time } = new Pair();
  for (let n = 0; n < 3_000; n += 1) {
    host.input({
      type: "heard",
      signal: { t: "rtc.ring", call: uuid(n), audio: true, video: true, relay: false },
      ts: time.now + n,
    });
  }
  expect(host.phase).toBe("ringing");
  expect(effectsOf(host, "getMedia")).toEqual([]);
  expect(effectsOf(host, "openPeer")).toEqual([]);
  expect(effectsOf(host, "fetchIce")).toEqual([]);
  expect(host.state.gone.length).toBeLessThanOrEqual(32);
});

test("[CA4] a peer that accepts and then never describes itself: a verdict within ten seconds, then a button", () => {
  const pair = new Pair();
  const { host } = pair;
  host.input({ type: "start", video: false });
  pair.time.pass(1_000);
  const { call } = host.state;
  if (!("call" in call)) throw new Error("no call");
  hear(pair, host, { t: "rtc.accept", call: call.call });
  pair.muted.add("guest");
  pair.time.pass(10_500);
  expect(joined(host).hasVerdict).toBe(true);
  expect(effectsOf(host, "notice").map(({ notice }) => notice.type)).toContain("no-path");
  pair.time.pass(120_000);
  expect(joined(host).recovery.is).toBe("stuck");
  const said = effectsOf(host, "say").length;
  // One offer each four seconds is all a silent peer draws.
  pair.time.pass(60_000);
  expect(effectsOf(host, "say").length - said).toBeLessThanOrEqual(60);
  host.input({ type: "hangUp" });
  expect(ended(host).why).toBe("hung-up");
  expect(pair.faults).toEqual([]);
});
