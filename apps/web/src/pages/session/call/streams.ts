import type { CallModel } from "../../../models/views.ts";

const streamOf = (stream: unknown): MediaStream | null => (stream instanceof MediaStream ? stream : null);

export const remoteStream = (acts: CallModel): MediaStream | null => streamOf(acts.streams().remote);

/** What this device shows of itself: the camera and what it shares. */
export function ownPicture(acts: CallModel): {
  readonly camera: MediaStream | null;
  readonly screen: MediaStream | null;
} {
  const { self, screen } = acts.streams();
  return { camera: streamOf(self), screen: streamOf(screen) };
}

export const hasPicture = (stream: MediaStream | null): boolean =>
  stream?.getVideoTracks().some(({ readyState }) => readyState === "live") ?? false;
