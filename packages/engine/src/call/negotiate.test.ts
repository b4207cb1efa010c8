import { expect, test } from "bun:test";
import { effectsOf, joined, Pair } from "./testing/pair.ts";
import { print, writeSdp } from "./testing/fake-sdp.ts";

const isStable = ({ host, guest }: Pair) =>
  joined(host).negotiation.signaling === "stable" && joined(guest).negotiation.signaling === "stable";

test("[CA2] glare: both add a picture at once, the guest takes its offer back, both pictures arrive", () => {
  const pair = new Pair(3);
  pair.connect();
  pair.host.input({ type: "camera", isOn: true });
  pair.guest.input({ type: "camera", isOn: true });
  pair.time.pass(3_000);
  expect(isStable(pair)).toBe(true);
  expect([joined(pair.host).theirs.video, joined(pair.guest).theirs.video]).toEqual([true, true]);
  expect(effectsOf(pair.host, "setRemote").some(({ isRollback }) => isRollback)).toBe(false);
  expect(pair.host.peer?.pair?.remote.media).toEqual([
    { kind: "audio", isSending: true },
    { kind: "video", isSending: true },
  ]);
  expect(pair.faults).toEqual([]);
});

test("[CA2] an offer that came to nothing is taken back with what it had made", () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);
  const rollbacks = seeds.map((seed) => {
    const pair = new Pair(seed);
    pair.connect();
    pair.host.input({ type: "camera", isOn: true });
    pair.guest.input({ type: "camera", isOn: true });
    pair.time.pass(5_000);
    expect(isStable(pair)).toBe(true);
    expect(joined(pair.host).negotiation.gen).toBe(1);
    return effectsOf(pair.guest, "setRemote").filter(({ isRollback }) => isRollback).length;
  });
  expect(rollbacks.some((count) => count > 0)).toBe(true);
});

test("[CA2] tracks come and go mid-call from either side", () => {
  const pair = new Pair();
  pair.connect("guest");
  for (const [side, other] of [
    [pair.host, pair.guest],
    [pair.guest, pair.host],
  ] as const) {
    side.input({ type: "camera", isOn: true });
    pair.until(() => joined(other).theirs.video);
    side.input({ type: "camera", isOn: false });
    pair.until(() => !joined(other).theirs.video);
    expect(side.media.live.has("camera")).toBe(false);
  }
  expect(pair.faults).toEqual([]);
});

test("[CA2] candidates leave in batches of 100 ms, once each", () => {
  const pair = new Pair();
  pair.connect();
  const batches = pair.said.filter(({ by, signal }) => by === "host" && signal.t === "rtc.ice");
  const all = batches.flatMap(({ signal }) => (signal.t === "rtc.ice" ? signal.cands : []));
  expect(new Set(all.map(({ candidate }) => candidate)).size).toBe(all.length);
  const { call, negotiation } = joined(pair.host);
  const before = effectsOf(pair.host, "addCandidate").length;
  const cands = effectsOf(pair.host, "addCandidate").map(({ candidate }) => candidate);
  pair.host.input({ type: "heard", signal: { t: "rtc.ice", call, gen: negotiation.gen, cands }, ts: 0 });
  expect(effectsOf(pair.host, "addCandidate")).toHaveLength(before);
});

test("[CA2] candidates wait for the description of their connection and credentials", () => {
  const pair = new Pair();
  pair.host.input({ type: "start", video: false });
  pair.until(() => pair.guest.phase === "ringing");
  pair.muted.add("guest");
  pair.guest.input({ type: "accept", video: false });
  pair.time.pass(2_000);
  pair.muted.clear();
  const { call } = joined(pair.guest);
  const early = pair.said.filter(({ by, signal }) => by === "guest" && signal.t === "rtc.ice");
  const desc = pair.said.find(({ by, signal }) => by === "guest" && signal.t === "rtc.desc");
  pair.host.input({ type: "heard", signal: { t: "rtc.accept", call }, ts: pair.time.now });
  for (const { signal } of early) pair.host.input({ type: "heard", signal, ts: pair.time.now });
  expect(effectsOf(pair.host, "addCandidate")).toHaveLength(0);
  if (desc !== undefined) pair.host.input({ type: "heard", signal: desc.signal, ts: pair.time.now });
  expect(effectsOf(pair.host, "addCandidate").length).toBeGreaterThan(0);
  const order = pair.host.effects.map(({ type }) => type);
  expect(order.indexOf("setRemote")).toBeLessThan(order.indexOf("addCandidate"));
});

test("[CA2] what belongs to another call or an older connection is dropped", () => {
  const pair = new Pair();
  pair.connect();
  pair.host.input({ type: "peerBroke", gen: 1, ticket: joined(pair.host).negotiation.ticket });
  pair.until(() => joined(pair.host).negotiation.gen === 2 && pair.host.phase === "connected");
  const before = pair.host.effects.length;
  const old = pair.said.filter(({ by, signal }) => by === "guest" && "gen" in signal && signal.gen === 1);
  expect(old.length).toBeGreaterThan(0);
  for (const { signal } of old) pair.host.input({ type: "heard", signal, ts: pair.time.now });
  pair.host.input({ type: "described", gen: 1, ticket: 1, description: { type: "offer", sdp: "v=0" } });
  pair.host.input({ type: "connection", gen: 1, state: "failed" });
  expect(pair.host.effects).toHaveLength(before);
});

test("[CA2] another certificate, a foreign shape: refused without touching the connection", () => {
  const pair = new Pair();
  pair.connect();
  const { call, negotiation } = joined(pair.host);
  const evil = writeSdp({
    ufrag: "evil",
    version: 99,
    fingerprint: print(250),
    media: [{ kind: "audio", isSending: true }],
  });
  const before = effectsOf(pair.host, "setRemote").length;
  const say = (sdp: string) =>
    pair.host.input({
      type: "heard",
      ts: pair.time.now,
      signal: { t: "rtc.desc", call, gen: negotiation.gen, desc: { type: "offer", sdp } },
    });
  say(evil);
  say(
    evil.replaceAll(print(250), negotiation.fingerprint ?? "").replace("a=mid:0", "a=crypto:1 x\r\na=mid:0"),
  );
  expect(effectsOf(pair.host, "setRemote")).toHaveLength(before);
  const refusals = effectsOf(pair.host, "notice").map(({ notice }) => "why" in notice && notice.why);
  expect(refusals).toEqual(["fingerprint-changed", "sdes"]);
  expect(pair.host.phase).toBe("connected");
});

test("[CA2] a peer that counts connections up for sport opens none of them", () => {
  const pair = new Pair();
  pair.connect();
  const { call } = joined(pair.host);
  const before = effectsOf(pair.host, "openPeer").length;
  for (let gen = 2; gen < 60; gen++) {
    pair.host.input({ type: "heard", signal: { t: "rtc.ice", call, gen, cands: [] }, ts: pair.time.now });
  }
  pair.host.input({
    type: "heard",
    signal: { t: "rtc.ice", call, gen: 60_000, cands: [] },
    ts: pair.time.now,
  });
  expect(effectsOf(pair.host, "openPeer").length - before).toBe(1);
});

/** The guest in a call over connection 1, and a way to speak to it as the host. */
function atGuest() {
  const pair = new Pair();
  pair.connect();
  const { guest } = pair;
  const { call, negotiation } = joined(guest);
  const version = negotiation.version;
  const hear = (type: "offer" | "answer", sdp: string) =>
    guest.input({
      type: "heard",
      ts: pair.time.now,
      signal: { t: "rtc.desc", call, gen: 1, desc: { type, sdp } },
    });
  const offer = (ahead: number) =>
    writeSdp({
      ufrag: "hostufrag",
      version: version + ahead,
      fingerprint: negotiation.fingerprint ?? "",
      media: [{ kind: "audio", isSending: true }],
    });
  return { pair, guest, hear, offer };
}

test("[CA2] an offer overtaken by the host's is not said any more", () => {
  const { pair, guest, hear, offer } = atGuest();
  guest.input({ type: "negotiationNeeded", gen: 1 });
  const { ticket } = joined(guest).negotiation;
  hear("offer", offer(1));
  expect(effectsOf(guest, "setRemote").at(-1)?.isRollback).toBe(true);
  const before = pair.said.length;
  guest.input({ type: "described", gen: 1, ticket, description: { type: "offer", sdp: offer(0) } });
  expect(pair.said).toHaveLength(before);
  expect(joined(guest).negotiation.signaling).toBe("making-answer");
});

test("[CA2] an offer that comes while another is answered is answered after it", () => {
  const { pair, guest, hear, offer } = atGuest();
  const before = effectsOf(guest, "makeAnswer").length;
  hear("offer", offer(1));
  hear("offer", offer(2));
  expect(effectsOf(guest, "makeAnswer")).toHaveLength(before + 1);
  pair.time.pass(200);
  expect(effectsOf(guest, "makeAnswer")).toHaveLength(before + 2);
  expect(effectsOf(guest, "setRemote").at(-1)?.description.sdp).toBe(offer(2));
});

test("[CA2] a description older than the last one is not applied, the last one gets its answer again", () => {
  const { pair, guest, hear, offer } = atGuest();
  hear("offer", offer(2));
  pair.time.pass(200);
  const applied = effectsOf(guest, "setRemote").length;
  hear("offer", offer(1));
  hear("offer", offer(2));
  expect(effectsOf(guest, "setRemote")).toHaveLength(applied);
  expect(pair.said.at(-1)?.signal.t).not.toBe("rtc.ring");
  const answers = pair.said.filter(
    ({ by, signal }) => by === "guest" && signal.t === "rtc.desc" && signal.desc.type === "answer",
  );
  expect(answers.at(-1)?.signal).toEqual(answers.at(-2)?.signal);
});

test("[CA2] the answer to the offer before, come twice, answers no later offer", () => {
  const pair = new Pair();
  pair.connect();
  const side = joined(pair.host).negotiation.lastAnswer === null ? pair.guest : pair.host;
  const { call, negotiation } = joined(side);
  const sdp = negotiation.lastAnswer ?? "";
  pair.muted.add(side.me);
  side.input({ type: "camera", isOn: true });
  pair.until(() => joined(side).negotiation.signaling === "offered");
  const before = effectsOf(side, "setRemote").length;
  const signal = { t: "rtc.desc", call, gen: 1, desc: { type: "answer", sdp } } as const;
  side.input({ type: "heard", ts: pair.time.now, signal });
  expect(effectsOf(side, "setRemote")).toHaveLength(before);
});

test("[CA2] candidates of a restart that overtake their description wait for it", () => {
  const { pair, guest, hear, offer } = atGuest();
  const { call } = joined(guest);
  const candidate = {
    candidate: "candidate:1 1 udp 9 192.0.2.77 5000 typ relay raddr 0.0.0.0 rport 0",
    sdpMid: "0",
    sdpMLineIndex: 0,
    usernameFragment: "hostufrag",
  };
  const before = effectsOf(guest, "addCandidate").length;
  guest.input({
    type: "heard",
    ts: pair.time.now,
    signal: { t: "rtc.ice", call, gen: 1, cands: [candidate] },
  });
  expect(effectsOf(guest, "addCandidate")).toHaveLength(before);
  hear("offer", offer(1));
  expect(effectsOf(guest, "addCandidate").slice(before)).toEqual([
    { type: "addCandidate", gen: 1, candidate },
  ]);
});
