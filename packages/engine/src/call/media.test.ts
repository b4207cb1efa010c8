import { expect, test } from "bun:test";
import { ended, effectsOf, joined, Pair } from "./testing/pair.ts";

const poor = { rttMs: 900, lossShare: 0.3, bitrate: 50_000, path: "direct", relayProtocol: null } as const;
const good = { ...poor, rttMs: 30, lossShare: 0, bitrate: 900_000 } as const;

test("[CA5] mute, camera, screen, device: heard on the other side, one question to the person each", () => {
  const pair = new Pair();
  pair.connect("host", true);
  const { host, guest } = pair;
  host.input({ type: "mute", isMuted: true });
  pair.until(() => !joined(guest).theirs.audio);
  host.input({ type: "share", isOn: true });
  pair.until(() => joined(host).sending.video === "screen");
  expect(effectsOf(host, "replaceTrack").at(-1)).toMatchObject({ kind: "video", source: "screen" });
  host.input({ type: "share", isOn: false });
  expect(joined(host).sending.video).toBe("camera");
  host.input({ type: "chooseDevice", source: "camera", device: "back" });
  pair.time.pass(10_000);
  expect(effectsOf(host, "getMedia").at(-1)).toMatchObject({ microphone: false, camera: "back" });
  expect(effectsOf(host, "replaceTrack").at(-1)).toMatchObject({ source: "camera" });
  host.input({ type: "camera", isOn: false });
  pair.until(() => !joined(guest).theirs.video);
  expect([...host.media.live]).toEqual(["microphone"]);
  expect(pair.faults).toEqual([]);
});

test("[CA5] a muted microphone stays muted when it is changed", () => {
  const pair = new Pair();
  pair.connect();
  pair.host.input({ type: "mute", isMuted: true });
  pair.host.input({ type: "chooseDevice", source: "microphone", device: "headset" });
  pair.until(() => effectsOf(pair.host, "replaceTrack").length > 0);
  expect(effectsOf(pair.host, "enable").at(-1)).toMatchObject({ isOn: false });
  pair.time.pass(100);
  expect(joined(pair.guest).theirs.audio).toBe(false);
});

test("[CA6] no microphone: an own call does not ring, an accepted one waits for another press", () => {
  const pair = new Pair();
  pair.host.media.refusing = 1;
  pair.host.input({ type: "start", video: true });
  pair.until(() => pair.host.phase === "ended");
  expect(ended(pair.host).why).toBe("no-devices");
  expect(ended(pair.host).trouble).not.toBeNull();
  expect(pair.said).toEqual([]);

  pair.guest.input({ type: "start", video: false });
  pair.until(() => pair.host.phase === "ringing");
  expect(pair.host.state.media.trouble).toBeNull();
  pair.host.input({ type: "accept", video: false });
  pair.until(() => pair.host.state.media.trouble !== null);
  expect(pair.host.state.call).toMatchObject({ phase: "ringing", answer: null });
  pair.host.media.refusing = 0;
  pair.host.input({ type: "accept", video: false });
  pair.until(() => pair.host.phase === "connected");
});

test("[CA6] a camera that is refused leaves the voice", () => {
  const pair = new Pair();
  pair.host.input({ type: "start", video: true });
  const [asked] = effectsOf(pair.host, "getMedia");
  pair.host.input({ type: "mediaRefused", request: asked?.request ?? 0, why: "in-use" });
  expect(effectsOf(pair.host, "getMedia")[1]).toMatchObject({ microphone: null, camera: false });
  pair.until(() => pair.guest.phase === "ringing");
  expect(pair.said[0]?.signal).toMatchObject({ video: false });
});

test("[CA6] pulled out: the microphone is replaced by what is left, the camera is off and said so", () => {
  const pair = new Pair();
  pair.connect("host", true);
  pair.host.media.lose("microphone");
  pair.host.media.lose("camera");
  pair.time.pass(10_000);
  expect([...pair.host.media.live]).toEqual(["microphone"]);
  expect(joined(pair.guest).theirs).toEqual({ audio: true, video: false });
  expect(pair.faults).toEqual([]);
});

test("[CA6] a prompt answered after the end lights no camera", () => {
  const pair = new Pair();
  pair.host.input({ type: "start", video: true });
  const [asked] = effectsOf(pair.host, "getMedia");
  pair.host.input({ type: "hangUp" });
  const before = effectsOf(pair.host, "stopMedia").length;
  pair.host.input({ type: "gotMedia", request: asked?.request ?? 0, sources: ["microphone", "camera"] });
  const stopped = effectsOf(pair.host, "stopMedia").slice(before);
  expect(stopped.map(({ sources }) => sources)).toEqual([["microphone", "camera"]]);
});

test("[CA4] a line too poor for a picture keeps the sound, and says when it is better", () => {
  const pair = new Pair();
  pair.connect("host", true);
  for (let look = 0; look < 4; look++) pair.host.input({ type: "sample", gen: 1, sample: poor });
  pair.time.pass(1_000);
  expect(joined(pair.host).quality.isAudioOnly).toBe(true);
  expect(pair.host.media.live.has("camera")).toBe(false);
  expect(joined(pair.guest).theirs.video).toBe(false);
  for (let look = 0; look < 8; look++) pair.host.input({ type: "sample", gen: 1, sample: good });
  const words = effectsOf(pair.host, "notice").map(({ notice }) => notice.type);
  expect(words).toEqual(["stepped-down", "better-again"]);
});
