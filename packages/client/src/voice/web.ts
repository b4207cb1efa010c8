/** A browser's microphone for voice messages; loaded when the first one is recorded. */
import { voiceLimits } from "@chatorbit/protocol";
import type { Recorded } from "../models/voice-view.ts";
import { watchLevel } from "../peer/level.ts";
import type { DeviceTrouble } from "../peer/port.ts";
import { troubleOf } from "../peer/trouble.ts";
import { waveOf } from "./wave.ts";

export type { DeviceTrouble };

/** What browsers record and what other browsers play, best first; the descriptor names it without its codec. */
const kinds = [
  { mime: "audio/webm", type: "audio/webm;codecs=opus" },
  { mime: "audio/ogg", type: "audio/ogg;codecs=opus" },
  { mime: "audio/mp4", type: "audio/mp4" },
] as const;

/** Plenty for a voice: five minutes are under 1 MiB. */
const bitsPerSecond = 24_000;

/** The recorder hands over what it has this often, ms. */
const pieceMs = 1_000;

export type Taking = {
  /** Ends the recording; resolves with it, or null when nothing was heard. */
  readonly stop: () => Promise<Recorded | null>;
  /** Lets everything go. */
  readonly cancel: () => void;
};

export type TakingEvents = {
  /** Loudness 0…1, about sixteen times a second. */
  readonly level: (level: number) => void;
  /** It stopped by itself: the longest time is over, or the microphone is gone. */
  readonly ended: (why: "full" | "lost") => void;
};

/** Asks for the microphone and records until told, five minutes at most. Every way out switches it off. */
export async function takeVoice(events: TakingEvents): Promise<Taking | DeviceTrouble> {
  if (!isSecureContext) return "insecure";
  const kind = kinds.find(({ type }) => MediaRecorder.isTypeSupported(type));
  if (kind === undefined) return "failed";
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
    try {
      return record(stream, kind, events);
    } catch (cause) {
      for (const track of stream.getTracks()) track.stop();
      throw cause;
    }
  } catch (cause) {
    return troubleOf(cause, true);
  }
}

function record(stream: MediaStream, { mime, type }: (typeof kinds)[number], events: TakingEvents): Taking {
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: bitsPerSecond });
  const pieces: Blob[] = [];
  const levels: number[] = [];
  const [track] = stream.getAudioTracks();
  const startedAt = performance.now();
  let ms = 0;
  const stopped = new Promise<void>((resolve) => {
    recorder.onstop = () => resolve();
  });
  recorder.ondataavailable = ({ data }) => void pieces.push(data);
  recorder.start(pieceMs);
  const unwatch =
    track === undefined
      ? () => undefined
      : watchLevel(track, (level) => {
          levels.push(level);
          events.level(level);
        });
  const limit = setTimeout(() => end("full"), voiceLimits.ms);
  if (track !== undefined) track.onended = () => end("lost");

  function end(why: "full" | "lost" | null): void {
    if (recorder.state === "inactive") return;
    ms = Math.min(voiceLimits.ms, Math.round(performance.now() - startedAt));
    clearTimeout(limit);
    unwatch();
    recorder.stop();
    for (const one of stream.getTracks()) one.stop();
    if (why !== null) events.ended(why);
  }

  return {
    async stop() {
      end(null);
      await stopped;
      const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
      return bytes.length === 0 || ms < 1 ? null : { bytes, mime, ms, wave: waveOf(levels) };
    },
    cancel() {
      end(null);
    },
  };
}
