import { expect, test } from "bun:test";
import { ended, effectsOf, joined, Pair } from "./testing/pair.ts";

test("[CA1] a call goes from idle over calling and ringing to connected, and ends on both sides", () => {
  const pair = new Pair();
  const { host, guest } = pair;
  host.input({ type: "start", video: true });
  expect(host.phase).toBe("calling");
  pair.until(() => guest.phase === "ringing");
  expect(guest.state.call).toMatchObject({ theirs: { video: true, relay: true } });
  guest.input({ type: "accept", video: false });
  pair.until(() => host.phase === "connected" && guest.phase === "connected");
  pair.time.pass(1_000);
  expect(joined(guest).theirs).toEqual({ audio: true, video: true });
  expect(joined(host).theirs).toEqual({ audio: true, video: false });
  pair.time.pass(10_000);
  guest.input({ type: "hangUp" });
  pair.until(() => host.phase === "ended");
  expect(ended(host)).toMatchObject({ why: "they-hung-up" });
  expect(ended(host).lastedMs).toBeGreaterThan(10_000);
  expect(ended(guest).why).toBe("hung-up");
  expect([host.media.isBusy, guest.media.isBusy, host.peer, guest.peer]).toEqual([false, false, null, null]);
  expect(effectsOf(host, "wakeLock").map(({ isOn }) => isOn)).toEqual([true, false]);
  expect(pair.faults).toEqual([]);
});

test("[CA1] the page of one side goes: the other hears that its device left; an unknown reason is none", () => {
  const gone = new Pair();
  gone.connect();
  gone.guest.input({ type: "leave" });
  gone.until(() => gone.host.phase === "ended");
  expect(ended(gone.host)).toMatchObject({ why: "peer-lost-call" });
  expect(ended(gone.host).lastedMs).not.toBeNull();

  const odd = new Pair();
  odd.connect();
  const { call } = joined(odd.host);
  odd.host.input({ type: "heard", signal: { t: "rtc.bye", call, reason: "no-idea" }, ts: odd.time.now });
  expect(ended(odd.host).why).toBe("they-hung-up");
});

test("[CA1] a page loaded again in mid-call knows nothing of it, and says so when it is spoken to", () => {
  const pair = new Pair();
  const call = "00000000-0000-4000-8000-000000000000";
  const signal = { t: "rtc.media", call, audio: true, video: false } as const;
  pair.guest.input({ type: "heard", signal, ts: pair.time.now });
  expect(pair.said.map((one) => one.signal)).toEqual([{ t: "rtc.bye", call, reason: "left" }]);
});

test("[CA1] a call nobody accepted opens no peer and asks no device", () => {
  const pair = new Pair();
  pair.host.input({ type: "start", video: true });
  pair.until(() => pair.guest.phase === "ringing");
  pair.time.pass(20_000);
  const kinds = new Set(pair.guest.effects.map(({ type }) => type));
  expect([...kinds]).toEqual(["ring"]);
});

test("[CA1] nobody answers for 45 s: both sides stop", () => {
  const pair = new Pair();
  pair.host.input({ type: "start", video: false });
  pair.until(() => pair.guest.phase === "ringing");
  const took = pair.until(() => pair.host.phase === "ended");
  expect(took).toBeWithin(44_000, 45_200);
  pair.time.pass(100);
  expect([ended(pair.host).why, ended(pair.guest).why]).toEqual(["no-answer", "missed"]);
});

test("[CA1] declined, cancelled, busy: each side hears which", () => {
  const pair = new Pair();
  pair.host.input({ type: "start", video: false });
  pair.until(() => pair.guest.phase === "ringing");
  pair.guest.input({ type: "decline" });
  pair.until(() => pair.host.phase === "ended");
  expect([ended(pair.host).why, ended(pair.guest).why]).toEqual(["they-declined", "declined"]);

  pair.host.input({ type: "start", video: false });
  pair.until(() => pair.guest.phase === "ringing");
  pair.host.input({ type: "hangUp" });
  pair.until(() => pair.guest.phase === "ended");
  expect([ended(pair.host).why, ended(pair.guest).why]).toEqual(["cancelled", "missed"]);

  pair.guest.input({ type: "busy", isBusy: true });
  pair.host.input({ type: "start", video: false });
  pair.until(() => pair.host.phase === "ended" && ended(pair.host).why === "busy");
  expect(pair.guest.phase).toBe("ended");
});

test.each([0, 10, 29, 31, 60])("[CA1] both ring %d ms apart: both accepted, the host's call wins", (gap) => {
  const pair = new Pair();
  const { host, guest } = pair;
  guest.input({ type: "start", video: false });
  pair.time.pass(gap);
  host.input({ type: "start", video: false });
  const both = () => host.phase === "connected" && guest.phase === "connected";
  pair.until(both);
  expect(joined(host).call).toBe(joined(guest).call);
  const rings = pair.said.filter(({ signal }) => signal.t === "rtc.ring");
  const ofHost = rings.find(({ by }) => by === "host");
  if (ofHost !== undefined && rings.some(({ by }) => by === "guest") && joined(host).isCaller) {
    expect(ofHost.signal).toMatchObject({ call: joined(guest).call });
  }
  expect(pair.faults).toEqual([]);
});

test("[CA1] a ring given up and a new one, heard at once: both calling are connected", () => {
  const pair = new Pair();
  const { host, guest } = pair;
  pair.muted.add("host").add("guest");
  guest.input({ type: "start", video: false });
  pair.time.pass(1_000);
  guest.input({ type: "hangUp" });
  guest.input({ type: "start", video: true });
  host.input({ type: "start", video: false });
  pair.time.pass(1_000);
  // A line that was dead gives everything at once.
  const late = pair.said.filter(({ by }) => by === "guest").map(({ signal }) => signal);
  expect(late.map(({ t }) => t)).toEqual(["rtc.ring", "rtc.bye", "rtc.ring"]);
  pair.muted.clear();
  for (const signal of late) host.input({ type: "heard", signal, ts: pair.time.now });
  pair.until(() => host.phase === "connected" && guest.phase === "connected", 10_000);
  expect(joined(host).call).toBe(joined(guest).call);
  expect([...effectsOf(host, "note"), ...effectsOf(guest, "note")].map(({ note }) => note.type)).toEqual([
    "call-ended",
  ]);
  expect(pair.faults).toEqual([]);
});

test("[CA1] a lost accept, a lost bye and a lost decline heal by themselves", () => {
  const pair = new Pair();
  const { host, guest } = pair;
  host.input({ type: "start", video: false });
  pair.until(() => guest.phase === "ringing");
  pair.muted.add("guest");
  guest.input({ type: "accept", video: false });
  pair.time.pass(2_000);
  expect(host.phase).toBe("calling");
  pair.muted.clear();
  pair.until(() => host.phase === "connected");

  pair.muted.add("host");
  host.input({ type: "hangUp" });
  pair.time.pass(500);
  pair.muted.clear();
  expect(guest.phase).toBe("connected");
  pair.until(() => guest.phase === "ended", 20_000);

  guest.input({ type: "start", video: false });
  pair.until(() => host.phase === "ringing");
  pair.muted.add("host");
  host.input({ type: "decline" });
  pair.time.pass(500);
  pair.muted.clear();
  pair.until(() => guest.phase === "ended", 5_000);
  expect(ended(guest).why).toBe("they-declined");
});

test("[CA1] a ring of a call that is over does not ring again", () => {
  const pair = new Pair();
  pair.host.input({ type: "start", video: false });
  pair.until(() => pair.guest.phase === "ringing");
  const ring = pair.said.find(({ signal }) => signal.t === "rtc.ring");
  pair.guest.input({ type: "decline" });
  pair.time.pass(2_000);
  if (ring !== undefined) pair.guest.input({ type: "heard", signal: ring.signal, ts: pair.time.now });
  expect(pair.guest.phase).toBe("ended");
  expect(pair.saidBy("guest")).toEqual(["rtc.decline", "rtc.decline"]);
});

test("[CA1] a page loaded again has no call: the other side is told, and a new ring rings", () => {
  const pair = new Pair();
  pair.connect();
  pair.host.reload();
  pair.host.input({ type: "start", video: false });
  pair.until(() => pair.guest.phase === "ringing", 20_000);
  pair.guest.input({ type: "accept", video: false });
  pair.until(() => pair.host.phase === "connected");
  expect(pair.faults).toEqual([]);
});

test.each(["calling", "ringing", "connecting", "connected"] as const)(
  "[CA6] leaving while %s stops everything",
  (phase) => {
    const pair = new Pair();
    const { host, guest } = pair;
    host.input({ type: "start", video: true });
    const side = phase === "ringing" ? guest : host;
    if (phase !== "calling") pair.until(() => guest.phase === "ringing");
    if (phase === "connecting" || phase === "connected") {
      guest.input({ type: "accept", video: true });
      pair.until(() => host.phase === phase);
    }
    expect(side.phase).toBe(phase);
    side.input({ type: "leave" });
    expect([side.phase, side.peer, side.media.isBusy]).toEqual(["ended", null, false]);
    pair.time.pass(60_000);
    expect(pair.faults).toEqual([]);
  },
);

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "[CA1] rings that cross: the host's call, whoever hears first (%d)",
  (seed) => {
    const pair = new Pair(seed);
    const { host, guest } = pair;
    pair.muted.add("host").add("guest");
    host.input({ type: "start", video: false });
    guest.input({ type: "start", video: false });
    pair.until(() => pair.saidBy("host").length > 0 && pair.saidBy("guest").length > 0);
    pair.time.pass(100);
    const { call } = host.state.call as { call: string };
    pair.muted.clear();
    pair.until(() => host.phase === "connected" && guest.phase === "connected");
    expect([joined(host).call, joined(guest).call]).toEqual([call, call]);
  },
);

test("[CA1] who hangs up a ring the other side swallowed leaves the other calling alone", () => {
  const pair = new Pair();
  const { host, guest } = pair;
  pair.muted.add("host");
  host.input({ type: "start", video: false });
  guest.input({ type: "start", video: false });
  pair.until(() => host.phase === "connecting");
  expect(guest.phase).toBe("calling");
  guest.input({ type: "hangUp" });
  pair.until(() => host.phase === "calling", 1_000);
  expect(host.peer).toBeNull();
  pair.muted.clear();
  const swallowed = pair.said.find(({ by, signal }) => by === "guest" && signal.t === "rtc.ring");
  if (swallowed !== undefined) host.input({ type: "heard", signal: swallowed.signal, ts: pair.time.now });
  expect(host.phase).toBe("calling");
  pair.until(() => guest.phase === "ringing", 5_000);
  host.input({ type: "hangUp" });
  pair.until(() => guest.phase === "ended", 1_000);
  expect(pair.faults).toEqual([]);
});

const call = "11111111-2222-4333-8444-555555555555";
const ring = { t: "rtc.ring", call, audio: true, video: false, relay: true } as const;

test("[CA1] a bye that overtook its ring: it does not ring", () => {
  const { host, time } = new Pair();
  host.input({ type: "heard", signal: { t: "rtc.bye", call }, ts: time.now });
  host.input({ type: "heard", signal: ring, ts: time.now });
  expect(host.phase).toBe("idle");
});

test("[CA1] of a call that is none here the other side is told so, once a second", () => {
  const pair = new Pair();
  for (let time = 0; time < 5; time++) {
    pair.host.input({ type: "heard", signal: { t: "rtc.ice", call, gen: 1, cands: [] }, ts: pair.time.now });
  }
  expect(pair.saidBy("host")).toEqual(["rtc.bye"]);
});

test("[CA1] their ring while one's own is being prepared is the call that was wanted", () => {
  const pair = new Pair();
  const { host } = pair;
  host.input({ type: "start", video: true });
  host.input({ type: "heard", signal: ring, ts: pair.time.now });
  expect(host.state.call).toMatchObject({ phase: "ringing", call, answer: { hasVideo: true } });
  pair.until(() => host.phase === "connecting");
  expect(joined(host)).toMatchObject({ call, isCaller: false });
});

test("[CA1] a ring heard again is answered again, a late one of before changes nothing", () => {
  const pair = new Pair();
  pair.connect();
  const { call: id, heardTs } = joined(pair.guest);
  pair.guest.input({ type: "heard", signal: { ...ring, call: id }, ts: pair.time.now });
  expect(pair.said.at(-1)?.signal).toEqual({ t: "rtc.accept", call: id });
  pair.guest.input({ type: "heard", signal: ring, ts: heardTs - 1 });
  expect(joined(pair.guest).call).toBe(id);
});

test("[CA1] accepted, but the caller is never heard again: given up after 45 s", () => {
  const pair = new Pair();
  pair.host.input({ type: "start", video: false });
  pair.until(() => pair.guest.phase === "ringing");
  pair.muted.add("host");
  pair.guest.input({ type: "accept", video: false });
  pair.until(() => pair.guest.phase === "connecting");
  expect(pair.until(() => pair.guest.phase === "ended")).toBeWithin(44_000, 46_000);
  expect(ended(pair.guest).why).toBe("no-answer");
  expect(pair.guest.media.isBusy).toBe(false);
});

test("[CA1] what comes late of one's own ring that was given up does not end the call that came of the other's", () => {
  const pair = new Pair();
  const { host, guest } = pair;
  pair.muted.add("guest");
  guest.input({ type: "start", video: false });
  pair.time.pass(500);
  guest.input({ type: "hangUp" });
  const given = pair.said.find(({ by, signal }) => by === "guest" && signal.t === "rtc.ring")?.signal;
  if (given?.t !== "rtc.ring") throw new Error("the guest did not ring");
  pair.time.pass(1_000);
  pair.muted.clear();
  host.input({ type: "start", video: false });
  pair.until(() => guest.phase === "ringing");
  // The ring arrives now, then the yes to this side's own, and last that the ring was given up.
  host.input({ type: "heard", signal: given, ts: pair.time.now });
  guest.input({ type: "accept", video: false });
  pair.until(() => host.phase === "connected" && guest.phase === "connected");
  pair.time.pass(1_000);
  host.input({ type: "heard", signal: { t: "rtc.bye", call: given.call }, ts: pair.time.now });
  pair.time.pass(5_000);
  expect([host.phase, guest.phase]).toEqual(["connected", "connected"]);
});
