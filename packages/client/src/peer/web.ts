/** The browser's hands for calls; loaded only when a call starts. */
import { Connection } from "./connection.ts";
import { devices, watchDevices } from "./devices.ts";
import type { CallEvents, CallHands, Order, PeerFactory } from "./port.ts";
import { record, type Recording } from "./recorder.ts";
import { ring } from "./ringer.ts";
import { saveFile } from "./save.ts";
import { Tracks } from "./tracks.ts";
import { keepAwake } from "./wake-lock.ts";
import { browserNetwork, watchNetwork } from "./watch-network.ts";

export const webPeers: PeerFactory<MediaStream> = (events) => webHands(events);

function webHands({ report, changed: told }: CallEvents): CallHands<MediaStream> {
  let connection: Connection | null = null;
  let isClosed = false;
  let stopRing: (() => void) | null = null;
  let letSleep: (() => void) | null = null;
  let recording: Recording | null = null;
  let speaker: string | null = null;
  const tell: typeof report = (one) => {
    if (!isClosed) report(one);
  };
  const theirs = (): MediaStream => connection?.stream ?? new MediaStream();
  const changed = (): void => {
    recording?.follow(theirs(), tracks.of("microphone"));
    told();
  };
  const tracks = new Tracks(tell, changed);
  const ends = new AbortController();
  watchNetwork(browserNetwork(), () => tell({ type: "networkChanged" }), ends.signal);
  watchDevices(changed, ends.signal);

  function closeConnection(): void {
    connection?.close();
    connection = null;
    changed();
  }

  function perform(order: Order): void {
    if (isClosed) return;
    switch (order.type) {
      case "getMedia":
      case "getScreen":
      case "stopMedia":
      case "enable":
        return tracks.order(order);
      case "ring":
        stopRing?.();
        stopRing = quietly(() => ring(order.sound));
        return;
      case "stopRing":
        stopRing?.();
        stopRing = null;
        return;
      case "wakeLock":
        letSleep?.();
        letSleep = order.isOn ? quietly(keepAwake) : null;
        return;
      case "startRecorder":
        return startRecorder();
      case "stopRecorder":
        recording?.stop();
        recording = null;
        return;
      case "openPeer":
        closeConnection();
        connection = quietly(
          () => new Connection(order.gen, order.config, (source) => tracks.of(source), tell, changed),
        );
        if (connection === null) {
          const broke = { type: "peerBroke", gen: order.gen, ticket: null } as const;
          void Promise.resolve().then(() => tell(broke));
        }
        return;
      case "closePeer":
        if (connection?.gen === order.gen) closeConnection();
        return;
      default:
        if (connection?.gen === order.gen) connection.order(order);
    }
  }

  function startRecorder(): void {
    const ended = () => tell({ type: "recorderEnded" });
    try {
      recording = record(theirs(), tracks.of("microphone"), (file) => {
        saveFile(file, "chatorbit-call");
        ended();
      });
    } catch {
      // The other side was told that it runs: it must hear that it does not.
      void Promise.resolve().then(ended);
    }
  }

  /** One stream a track, so that a screen that asks again does not start its picture anew. */
  const shown = new WeakMap<MediaStreamTrack, MediaStream>();
  function streamOf(source: "camera" | "screen"): MediaStream | null {
    const track = tracks.of(source);
    if (track === null) return null;
    const stream = shown.get(track) ?? new MediaStream([track]);
    shown.set(track, stream);
    return stream;
  }

  return {
    perform,
    streams: () => ({
      remote: connection === null || connection.stream.getTracks().length === 0 ? null : connection.stream,
      self: streamOf("camera"),
      screen: streamOf("screen"),
    }),
    devices,
    speaker: () => speaker,
    chooseSpeaker(id) {
      speaker = id;
      changed();
    },
    save: (text) => saveFile(new Blob([text], { type: "text/plain;charset=utf-8" }), "chatorbit-transcript"),
    close() {
      isClosed = true;
      ends.abort();
      stopRing?.();
      letSleep?.();
      recording?.stop();
      connection?.close();
      connection = null;
      tracks.stopAll();
    },
  };
}

/** What a browser may refuse: a sound before the first press, a connection where WebRTC is switched off. */
function quietly<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
