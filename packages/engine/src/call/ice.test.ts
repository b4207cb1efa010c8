import { expect, test } from "bun:test";
import { pathOf } from "./path.ts";
import { obstacle } from "./prepare.ts";
import { effectsOf, joined, Pair } from "./testing/pair.ts";

const turn = { urls: ["turn:relay.test"], username: "u", credential: "c" };

test("[CA3] relay only until verified where a relay exists; the person may choose", () => {
  const pair = new Pair();
  pair.connect();
  expect(effectsOf(pair.host, "openPeer")[0]?.config.isRelayOnly).toBe(true);
  const { state } = pair.host;
  expect(pathOf({ ...state, isVerified: true })).toBe("direct");
  expect(pathOf({ ...state, choice: "direct" })).toBe("direct");
  expect(pathOf({ ...state, isVerified: true, choice: "relay" })).toBe("relay");
});

test("[CA3] without a relay nobody hears of the call before the person agreed to show the address", () => {
  const pair = new Pair();
  pair.host.hasTurn = false;
  pair.host.input({ type: "start", video: false });
  pair.time.pass(10_000);
  expect(obstacle(pair.host.state)).toBe("address-consent");
  expect(pair.said).toEqual([]);
  pair.host.input({ type: "agreeExposure" });
  expect(pair.said[0]?.signal).toMatchObject({ t: "rtc.ring", relay: false });
});

test("[CA3] a relay that was chosen and does not exist never becomes a direct line", () => {
  const pair = new Pair();
  pair.host.hasTurn = false;
  pair.host.input({ type: "choosePath", path: "relay" });
  pair.host.input({ type: "start", video: false });
  pair.time.pass(10_000);
  expect(obstacle(pair.host.state)).toBe("no-relay");
  expect(pair.said).toEqual([]);
});

test("[CA3] in a relayed call no candidate but the relay's leaves, not even one found before", () => {
  const pair = new Pair();
  pair.host.input({ type: "choosePath", path: "direct" });
  pair.connect();
  const { gen } = joined(pair.host).negotiation;
  const found = (address: string, type: string) => ({
    candidate: `candidate:1 1 udp 9 ${address} 5000 typ ${type}`,
    sdpMid: "0",
    sdpMLineIndex: 0,
    usernameFragment: null,
  });
  pair.host.input({ type: "gathered", gen, candidate: found("192.168.1.7", "host"), relay: null });
  pair.host.input({ type: "choosePath", path: "relay" });
  pair.host.input({ type: "gathered", gen, candidate: found("192.168.1.8", "srflx"), relay: null });
  pair.time.pass(5_000);
  expect(JSON.stringify(pair.said)).not.toContain("192.168.1.");
  expect(effectsOf(pair.host, "configure").at(-1)?.config.isRelayOnly).toBe(true);
  expect(pair.host.phase).toBe("connected");
});

test("[CA3] credentials are renewed before they die, and a relayed call moves to the new ones", () => {
  const pair = new Pair();
  pair.connect();
  pair.time.pass(530_000);
  expect(effectsOf(pair.host, "fetchIce")).toHaveLength(1);
  pair.time.pass(12_000);
  expect(effectsOf(pair.host, "fetchIce")).toHaveLength(2);
  expect(effectsOf(pair.host, "configure")).toHaveLength(1);
  expect(effectsOf(pair.host, "restartIce")).not.toHaveLength(0);
  pair.time.pass(5_000);
  expect([pair.host.phase, joined(pair.host).negotiation.gen]).toEqual(["connected", 1]);
});

test.each([401, 403, 438])("[CA2] %d from the relay: new credentials, not without end", (code) => {
  const pair = new Pair();
  pair.connect();
  for (let time = 0; time < 10; time++) {
    pair.host.input({ type: "iceError", gen: 1, url: "turn:relay.test", code });
    pair.host.input({ type: "iceError", gen: 1, url: "turn:relay.test", code });
    pair.time.pass(3_000);
  }
  expect(effectsOf(pair.host, "fetchIce")).toHaveLength(1 + 3);
});

test("[CA2] a platform that hides refusals: a relay that gives nothing gets new credentials too", () => {
  const pair = new Pair();
  pair.air.isUp = false;
  pair.host.input({ type: "start", video: false });
  pair.until(() => pair.guest.phase === "ringing");
  pair.host.peer?.close();
  pair.guest.input({ type: "accept", video: false });
  pair.until(() => pair.host.phase === "connecting");
  pair.host.peer?.close();
  pair.until(() => effectsOf(pair.host, "fetchIce").length === 2, 25_000);
});

test("[CA2] the first refusal is heard, however short ago the credentials came", () => {
  const pair = new Pair();
  pair.host.input({ type: "start", video: false });
  pair.until(() => pair.guest.phase === "ringing");
  pair.guest.input({ type: "accept", video: false });
  pair.until(() => pair.guest.phase === "connecting");
  pair.guest.input({ type: "iceError", gen: 1, url: "turn:relay.test", code: 401 });
  expect(effectsOf(pair.guest, "fetchIce")).toHaveLength(2);
});

test("[CA3] servers that cannot be fetched hold nobody up, and no address is shown for it", () => {
  const pair = new Pair();
  pair.host.isIceBroken = true;
  pair.host.input({ type: "start", video: false });
  pair.time.pass(6_000);
  expect(obstacle(pair.host.state)).toBe("address-consent");
  pair.host.input({ type: "iceServers", servers: [turn], expiresAt: null });
  expect(pair.host.state.call).toMatchObject({ phase: "calling", step: { is: "ringing" } });
});
