import { afterEach, beforeEach, expect, test } from "bun:test";
import { record } from "./recorder.ts";

class FakeTrack extends EventTarget {
  readonly kind: "audio" | "video";
  readyState = "live";
  constructor(kind: "audio" | "video") {
    super();
    this.kind = kind;
  }
  end(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }
}

class FakeStream {
  readonly tracks: readonly FakeTrack[];
  constructor(tracks: readonly FakeTrack[] = []) {
    this.tracks = tracks;
  }
  getAudioTracks = () => this.tracks.filter(({ kind }) => kind === "audio");
  getVideoTracks = () => this.tracks.filter(({ kind }) => kind === "video");
}

/** What is mixed at the moment, contexts still open, and whether the platform refuses to record. */
const seen = { mixed: new Set<FakeTrack>(), open: 0, isRefusing: false };

class FakeContext {
  constructor() {
    seen.open += 1;
  }
  createMediaStreamDestination = () => ({ stream: new FakeStream([new FakeTrack("audio")]) });
  createMediaStreamSource = ({ tracks }: FakeStream) => ({
    connect: () => tracks.forEach((track) => seen.mixed.add(track)),
    disconnect: () => tracks.forEach((track) => seen.mixed.delete(track)),
  });
  close(): Promise<void> {
    seen.open -= 1;
    return Promise.resolve();
  }
}

class FakeRecorder {
  static isTypeSupported = () => true;
  state = "inactive";
  mimeType = "video/webm";
  onstop: () => void = () => undefined;
  constructor() {
    if (seen.isRefusing) throw new Error("NotSupportedError");
  }
  start(): void {
    this.state = "recording";
  }
  stop(): void {
    this.state = "inactive";
    this.onstop();
  }
}

const names = ["AudioContext", "MediaRecorder", "MediaStream"] as const;
const real = names.map((name) => [name, Reflect.get(globalThis, name)] as const);
beforeEach(() => {
  Object.assign(seen, { mixed: new Set(), open: 0, isRefusing: false });
  Object.assign(globalThis, {
    AudioContext: FakeContext,
    MediaRecorder: FakeRecorder,
    MediaStream: FakeStream,
  });
});
afterEach(() => Object.assign(globalThis, Object.fromEntries(real)));

const stream = (...tracks: FakeTrack[]) => new FakeStream(tracks) as unknown as MediaStream;
const voice = (track: FakeTrack) => track as unknown as MediaStreamTrack;

function recording(...tracks: FakeTrack[]) {
  const mine = new FakeTrack("audio");
  const files: Blob[] = [];
  const remote = stream(...tracks);
  const running = record(remote, voice(mine), (file) => files.push(file));
  return { running, files, mine, remote };
}

test("[CA7] a recording of sound takes the sound of a new connection and of another microphone", () => {
  const theirs = new FakeTrack("audio");
  const { running, files, mine } = recording(theirs);
  expect(seen.mixed).toEqual(new Set([theirs, mine]));
  running.follow(stream(), voice(mine));
  const [again, other] = [new FakeTrack("audio"), new FakeTrack("audio")];
  running.follow(stream(again), voice(other));
  expect(seen.mixed).toEqual(new Set([again, other]));
  expect(files).toEqual([]);
  running.stop();
  running.follow(stream(theirs), voice(mine));
  expect([files.length, seen.open]).toEqual([1, 0]);
});

test("[CA7] a picture that begins ends a recording of sound alone: what it holds is saved", () => {
  const theirs = new FakeTrack("audio");
  const { running, files, mine } = recording(theirs);
  running.follow(stream(theirs, new FakeTrack("video")), voice(mine));
  expect([files.length, seen.open]).toEqual([1, 0]);
});

test("[CA7] a recorded picture that ends, or goes with its connection, ends the recording", () => {
  const picture = new FakeTrack("video");
  const first = recording(picture);
  first.running.follow(first.remote, voice(first.mine));
  expect(first.files).toEqual([]);
  picture.end();
  expect(first.files.length).toBe(1);

  const second = recording(new FakeTrack("video"));
  second.running.follow(stream(), voice(second.mine));
  expect([second.files.length, seen.open]).toEqual([1, 0]);
});

test("[CA7] a browser that refuses to record keeps nothing open", () => {
  seen.isRefusing = true;
  expect(() => recording(new FakeTrack("audio"))).toThrow();
  expect(seen.open).toBe(0);
});
