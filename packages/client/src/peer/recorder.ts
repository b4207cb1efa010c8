/** Records a call on this device alone: the other side's picture and both voices (CA7). */

export type Recording = {
  /** Ends it; the file comes by `finished`. */
  readonly stop: () => void;
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
  const mixed = context.createMediaStreamDestination();
  const voices = [...remote.getAudioTracks(), ...(voice === null ? [] : [voice])];
  for (const track of voices) {
    context.createMediaStreamSource(new MediaStream([track])).connect(mixed);
  }
  const pictures = remote.getVideoTracks();
  const type = kinds[pictures.length > 0 ? "picture" : "sound"].find((one) =>
    MediaRecorder.isTypeSupported(one),
  );
  const recorder = new MediaRecorder(
    new MediaStream([...pictures, ...mixed.stream.getAudioTracks()]),
    type === undefined ? {} : { mimeType: type },
  );
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  recorder.onstop = () => {
    void context.close();
    finished(new Blob(pieces, { type: recorder.mimeType }));
  };
  recorder.start(pieceMs);
  return {
    stop() {
      if (recorder.state !== "inactive") recorder.stop();
    },
  };
}
