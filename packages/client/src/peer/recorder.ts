/** Records a call on this device alone: the other side's picture and both voices (CA7). */

export type Recording = {
  /** Ends it; the file comes by `finished`. */
  readonly stop: () => void;
  /** Other sound or another picture, perhaps: new sound is taken in, a change of the picture ends it. */
  readonly follow: (remote: MediaStream, voice: MediaStreamTrack | null) => void;
};

export type Finished = (recorded: Blob) => void;

/** What browsers can write, best first. */
const kinds = {
  picture: ["video/mp4;codecs=avc1,mp4a.40.2", "video/webm;codecs=vp9,opus", "video/webm"],
  sound: ["audio/mp4", "audio/webm;codecs=opus", "audio/webm"],
} as const;

/** A piece is handed over this often, so that a crash of the encoder costs no more, ms. */
const pieceMs = 5_000;

/** Throws where the browser cannot record. */
export function record(remote: MediaStream, voice: MediaStreamTrack | null, finished: Finished): Recording {
  const context = new AudioContext();
  try {
    return recordWith(context, remote, voice, finished);
  } catch (cause) {
    void context.close();
    throw cause;
  }
}

function recordWith(
  context: AudioContext,
  remote: MediaStream,
  voice: MediaStreamTrack | null,
  finished: Finished,
): Recording {
  const mixed = context.createMediaStreamDestination();
  const sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>();

  function mix(tracks: readonly MediaStreamTrack[]): void {
    for (const [track, source] of sources) {
      if (tracks.includes(track)) continue;
      source.disconnect();
      sources.delete(track);
    }
    for (const track of tracks) {
      if (sources.has(track)) continue;
      const source = context.createMediaStreamSource(new MediaStream([track]));
      source.connect(mixed);
      sources.set(track, source);
    }
  }

  mix(soundOf(remote, voice));
  const picture = pictureOf(remote);
  const type = kinds[picture === null ? "sound" : "picture"].find((one) =>
    MediaRecorder.isTypeSupported(one),
  );
  const recorder = new MediaRecorder(
    new MediaStream([...(picture === null ? [] : [picture]), ...mixed.stream.getAudioTracks()]),
    type === undefined ? {} : { mimeType: type },
  );
  const stop = (): void => {
    if (recorder.state !== "inactive") recorder.stop();
  };
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  recorder.onstop = () => {
    picture?.removeEventListener("ended", stop);
    void context.close();
    finished(new Blob(pieces, { type: recorder.mimeType }));
  };
  recorder.start(pieceMs);
  picture?.addEventListener("ended", stop);
  return {
    stop,
    follow(newRemote, newVoice) {
      if (recorder.state === "inactive") return;
      // A recorder takes no other picture than its first: better an end both see than a file without it.
      if (pictureOf(newRemote) !== picture) return stop();
      mix(soundOf(newRemote, newVoice));
    },
  };
}

const pictureOf = (remote: MediaStream): MediaStreamTrack | null =>
  remote.getVideoTracks().find(({ readyState }) => readyState === "live") ?? null;

const soundOf = (remote: MediaStream, voice: MediaStreamTrack | null): readonly MediaStreamTrack[] => [
  ...remote.getAudioTracks(),
  ...(voice === null ? [] : [voice]),
];
