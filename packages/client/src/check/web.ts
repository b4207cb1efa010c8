/** The check before a call in a browser; fetched when it is opened. */
import { devices, watchDevices } from "../peer/devices.ts";
import { watchLevel } from "../peer/level.ts";
import { Tracks } from "../peer/tracks.ts";
import { measure } from "./bandwidth.ts";
import { checkOn } from "./check-model.ts";
import type { CheckHandsFactory } from "./port.ts";
import { probe } from "./probe.ts";
import { canChooseSpeaker, playSound } from "./sound.ts";

const webHands: CheckHandsFactory = ({ report, changed }) => {
  const ends = new AbortController();
  const tell: typeof report = (one) => {
    if (!ends.signal.aborted) report(one);
  };
  const tracks = new Tracks(tell, changed);
  let shown: { readonly track: MediaStreamTrack; readonly stream: MediaStream } | null = null;
  watchDevices(changed, ends.signal);
  return {
    order: (order) => tracks.order(order),
    devices,
    camera() {
      const track = tracks.of("camera");
      if (track === null) return null;
      if (shown?.track !== track) shown = { track, stream: new MediaStream([track]) };
      return shown.stream;
    },
    watchLevel(heard) {
      const track = tracks.of("microphone");
      return track === null ? () => {} : watchLevel(track, heard);
    },
    canChooseSpeaker: canChooseSpeaker(),
    play: (speaker) => playSound(speaker, ends.signal),
    probe,
    measure,
    close() {
      ends.abort();
      tracks.stopAll();
    },
  };
};

export const openCheck = checkOn(webHands);
