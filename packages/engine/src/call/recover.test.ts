import { expect, test } from "bun:test";
import { ladder } from "./ladder.ts";
import { effectsOf, joined, Pair } from "./testing/pair.ts";

const isUp = ({ host, guest }: Pair) => host.phase === "connected" && guest.phase === "connected";

test("[CA2] silent death: ICE is restarted before anything is rebuilt, and the picture is back", () => {
  const pair = new Pair();
  pair.connect();
  pair.air.isUp = false;
  pair.until(() => !isUp(pair));
  pair.air.isUp = true;
  expect(pair.until(() => isUp(pair))).toBeLessThan(10_000);
  expect(
    effectsOf(pair.host, "restartIce").length + effectsOf(pair.guest, "restartIce").length,
  ).toBeGreaterThan(0);
  expect(joined(pair.host).negotiation.gen).toBe(1);
});

test("[CA2] a change of network restarts ICE at once, and the call stays connected", () => {
  const pair = new Pair();
  pair.connect();
  const ufrag = pair.host.peer?.pair?.local.ufrag;
  pair.host.input({ type: "networkChanged" });
  expect(pair.until(() => pair.host.peer?.pair?.local.ufrag !== ufrag)).toBeLessThan(1_000);
  pair.time.pass(20_000);
  expect(isUp(pair)).toBe(true);
  expect(joined(pair.host).negotiation.gen).toBe(1);
});

test("[CA2] rebuilt after 2, 4 and 8 s, then the person's button", () => {
  const pair = new Pair();
  pair.connect();
  pair.air.isUp = false;
  const pauses: number[] = [];
  for (const expected of [2_000, 4_000, 8_000]) {
    pair.until(() => joined(pair.host).recovery.is === "pausing", 120_000);
    const { recovery } = joined(pair.host);
    if (recovery.is === "pausing")
      pauses.push(Math.round((recovery.rebuildAt - pair.time.now) / 1_000) * 1_000);
    expect(pauses.at(-1)).toBe(expected);
    // The other side would call this one to a newer connection; here it is alone.
    pair.muted.add("guest");
    pair.until(() => joined(pair.host).recovery.is === "trying", 20_000);
  }
  pair.until(() => joined(pair.host).recovery.is === "stuck", 120_000);
  pair.muted.clear();
  pair.air.isUp = true;
  pair.until(() => joined(pair.guest).recovery.is === "stuck", 300_000);
  const gen = joined(pair.host).negotiation.gen;
  pair.host.input({ type: "reconnect" });
  pair.until(() => isUp(pair));
  expect(joined(pair.host).negotiation.gen).toBeGreaterThan(gen);
  expect(joined(pair.guest).negotiation.gen).toBe(joined(pair.host).negotiation.gen);
  expect(pair.faults).toEqual([]);
});

test("[CA4] without a path the verdict comes within 10 s, with reasons and a voice message", () => {
  const pair = new Pair();
  pair.air.isUp = false;
  pair.host.input({ type: "start", video: false });
  pair.until(() => pair.guest.phase === "ringing");
  pair.guest.input({ type: "accept", video: false });
  pair.until(() => pair.host.phase === "connecting");
  expect(pair.until(() => ladder(pair.host.state)?.verdict === "voice-message")).toBeLessThanOrEqual(10_100);
  const rungs = ladder(pair.host.state)?.rungs.map(
    ({ name, standing, reason }) => `${name} ${standing} ${reason}`,
  );
  expect(rungs).toEqual([
    "direct left-out hides-address",
    "turn-udp failed no-answer",
    "turn-tcp left-out not-offered",
    "turn-tls left-out not-offered",
    "audio-only waiting looking",
    "voice-message here no-path",
  ]);
  expect(effectsOf(pair.host, "notice").filter(({ notice }) => notice.type === "no-path")).toHaveLength(1);
});

test("[CA2] without the sealed channel nothing is tried in vain; with it everything at once", () => {
  const pair = new Pair();
  pair.connect();
  for (const side of [pair.host, pair.guest]) side.input({ type: "reachable", isReachable: false });
  pair.muted.add("host").add("guest");
  pair.air.isUp = false;
  pair.time.pass(100_000);
  expect(joined(pair.host).failures).toBe(0);
  pair.muted.clear();
  pair.air.isUp = true;
  for (const side of [pair.host, pair.guest]) side.input({ type: "reachable", isReachable: true });
  expect(pair.until(() => isUp(pair))).toBeLessThan(4_000);
});

test("[CA4] the ladder names the way in use", () => {
  const pair = new Pair();
  pair.connect();
  const sample = {
    rttMs: 20,
    lossShare: 0,
    bitrate: 500_000,
    path: "relayed",
    relayProtocol: "udp",
  } as const;
  pair.host.input({ type: "sample", gen: 1, sample });
  expect(ladder(pair.host.state)?.verdict).toBe("relayed");
  expect(ladder(pair.host.state)?.rungs[1]).toEqual({ name: "turn-udp", standing: "here", reason: "in-use" });
});

test("[CA2] two who send nothing still find each other again", () => {
  const pair = new Pair();
  pair.connect();
  for (const side of [pair.host, pair.guest]) {
    side.media.refusing = 1;
    side.media.lose("microphone");
  }
  pair.until(() => [pair.host, pair.guest].every(({ state }) => state.media.microphone.is === "off"));
  pair.host.input({ type: "peerBroke", gen: 1, ticket: joined(pair.host).negotiation.ticket });
  pair.until(() => joined(pair.host).negotiation.gen === 2 && isUp(pair));
  expect(pair.faults).toEqual([]);
});
