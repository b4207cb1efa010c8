import { expect, test } from "bun:test";
import type { Sample } from "./state.ts";
import { effectsOf, joined, Pair } from "./testing/pair.ts";

const poor: Sample = { rttMs: 90, lossShare: 0.4, bitrate: 60_000, path: "relayed", relayProtocol: "udp" };

test("[CA2] silence restarts ICE at once, also while the platform still believes in the path", () => {
  const pair = new Pair();
  pair.connect();
  pair.time.pass(10_000);
  const ufrag = pair.host.peer?.pair?.local.ufrag;
  pair.host.input({ type: "silent", gen: 1 });
  expect(pair.until(() => pair.host.peer?.pair?.local.ufrag !== ufrag)).toBeLessThan(1_000);
  expect(pair.host.phase).toBe("connected");
});

test("[CA2] silence while ICE begins anew, by either side's wish, begins nothing more", () => {
  const pair = new Pair();
  pair.connect();
  pair.time.pass(10_000);
  pair.host.input({ type: "networkChanged" });
  pair.time.pass(1_000);
  for (const side of [pair.host, pair.guest]) side.input({ type: "silent", gen: 1 });
  pair.time.pass(1_000);
  expect(effectsOf(pair.host, "restartIce")).toHaveLength(1);
  expect(effectsOf(pair.guest, "restartIce")).toHaveLength(0);
});

test("[CA2] new ICE that leaves a silent path silent is followed by a new connection, once for both", () => {
  const pair = new Pair();
  pair.connect();
  pair.time.pass(10_000);
  for (const side of [pair.host, pair.guest]) side.input({ type: "silent", gen: 1 });
  expect(pair.until(() => joined(pair.host).negotiation.gen === 2)).toBeLessThan(3_000);
  expect(pair.until(() => [pair.host, pair.guest].every(({ phase }) => phase === "connected"))).toBeLessThan(
    3_000,
  );
  pair.time.pass(10_000);
  for (const side of [pair.host, pair.guest]) {
    expect(joined(side).negotiation.gen).toBe(2);
    expect(effectsOf(side, "openPeer")).toHaveLength(2);
  }
});

test("[CA2] new ICE that brings the path back is all there is", () => {
  const pair = new Pair();
  pair.connect();
  pair.time.pass(10_000);
  for (const side of [pair.host, pair.guest]) side.input({ type: "silent", gen: 1 });
  pair.time.pass(700);
  for (const side of [pair.host, pair.guest]) side.input({ type: "flows", gen: 1 });
  pair.time.pass(10_000);
  expect([pair.host, pair.guest].map((side) => joined(side).negotiation.gen)).toEqual([1, 1]);
  // A later silence begins with ICE again.
  pair.host.input({ type: "silent", gen: 1 });
  pair.time.pass(100);
  expect(joined(pair.host).negotiation.gen).toBe(1);
});

test("[CA2] silence of somebody who sends nothing is no fault of the path", () => {
  const pair = new Pair();
  pair.connect();
  pair.guest.media.refusing = 1;
  pair.guest.media.lose("microphone");
  pair.until(() => !joined(pair.host).theirs.audio);
  pair.time.pass(10_000);
  pair.host.input({ type: "silent", gen: 1 });
  expect(effectsOf(pair.host, "restartIce")).toEqual([]);
});

test("[CA2] an offer that left on a line that was dead goes again as soon as there is one", () => {
  const pair = new Pair();
  pair.connect();
  const ufrag = pair.host.peer?.pair?.local.ufrag;
  // The line is dead and nobody knows yet.
  pair.muted.add("host");
  pair.host.input({ type: "networkChanged" });
  pair.time.pass(500);
  pair.host.input({ type: "reachable", isReachable: false });
  pair.time.pass(300);
  pair.muted.clear();
  pair.host.input({ type: "reachable", isReachable: true });
  expect(pair.until(() => pair.host.peer?.pair?.local.ufrag !== ufrag)).toBeLessThan(1_000);
});

test("[CA4] what is measured on a silent path, and before a new one works, takes no picture away", () => {
  const pair = new Pair();
  pair.connect("host", true);
  pair.until(() => joined(pair.host).sending.video === "camera");
  const sample = (times: number) => {
    for (let n = 0; n < times; n += 1) pair.host.input({ type: "sample", gen: 1, sample: poor });
  };
  pair.time.pass(10_000);
  sample(3);
  pair.host.input({ type: "silent", gen: 1 });
  sample(3);
  expect(joined(pair.host).sending.video).toBe("camera");
  pair.host.input({ type: "connection", gen: 1, state: "disconnected" });
  sample(10);
  expect(joined(pair.host).sending.video).toBe("camera");
  expect(joined(pair.host).quality.isAudioOnly).toBe(false);
});
