/** Voice messages: their sound, on its way and here. Plain data; what lets sound go also wipes it. */
import { type Bytes, chunkHash, type FileShape, joinFile, openChunk, wipe } from "@chatorbit/crypto";
import type { Role } from "@chatorbit/protocol";
import type { BodyOf } from "./payload.ts";
import type { Waiting } from "./waiting.ts";

/** Whose sound it is: the message it belongs to, and the file it came or goes as. */
type Owner = { readonly by: Role; readonly id: string; readonly fid: string; readonly size: number };

/** Sound that is being sent: the descriptor first, then part after part, each once the one before is confirmed. */
export type Going = Owner & {
  readonly is: "going";
  readonly bytes: Bytes;
  readonly body: BodyOf<"file">;
  readonly ts: number;
  readonly chunks: readonly Bytes[];
  /** The descriptor is in the outbox, or further. */
  readonly isSaid: boolean;
  /** The other device has the descriptor: it knows what the parts are. */
  readonly isOpen: boolean;
  /** Parts the other device has. */
  readonly done: number;
};

export type Coming = Owner & {
  readonly is: "coming";
  readonly shape: FileShape;
  readonly key: Bytes;
  readonly opened: readonly (Bytes | null)[];
  readonly hashes: readonly Bytes[];
  readonly done: number;
  readonly bad: number;
};

export type Voice =
  | Going
  | Coming
  /** Not sent, and not being sent. */
  | (Owner & { readonly is: "failed"; readonly bytes: Bytes })
  | (Owner & { readonly is: "here"; readonly bytes: Bytes })
  | (Owner & { readonly is: "gone"; readonly why: "broken" | "let-go" });

export type Voices = {
  /** Oldest first. */
  readonly all: readonly Voice[];
  /** When the next part may leave, ms. */
  readonly nextPartAt: number;
  /** Files of the other device that were refused: each is told once. */
  readonly refused: readonly string[];
};

export const noVoices: Voices = { all: [], nextPartAt: 0, refused: [] };

/** Files open in one direction at once (CRYPTO §16). */
export const mostOpen = 4;

/** So many chunks of a file may be bad; one more, and it is dropped (CRYPTO §16). */
const mostBad = 4;

/** Sound of a conversation kept in memory, bytes; the oldest that is whole goes first. */
export const mostKeptBytes = 16 * 1024 * 1024;

const soundOf = (voice: Voice): readonly Bytes[] => {
  switch (voice.is) {
    case "coming":
      return [voice.key, ...voice.opened.filter((chunk) => chunk !== null)];
    case "gone":
      return [];
    default:
      return [voice.bytes];
  }
};

export const wipeVoices = ({ all }: Pick<Voices, "all">): void => wipe(...all.flatMap(soundOf));

export const voiceOf = ({ all }: Voices, by: Role, id: string): Voice | undefined =>
  all.find((voice) => voice.by === by && voice.id === id);

/** Puts another in its place, or at the end. */
export function place(voices: Voices, voice: Voice): Voices {
  const at = voices.all.findIndex(({ by, id }) => by === voice.by && id === voice.id);
  return { ...voices, all: at === -1 ? [...voices.all, voice] : voices.all.with(at, voice) };
}

const ownerOf = ({ by, id, fid, size }: Voice): Owner => ({ by, id, fid, size });

/** Lets the sound go; what was it stays in its place. */
export function letGo(voices: Voices, voice: Voice, why: "broken" | "let-go"): Voices {
  wipe(...soundOf(voice));
  return place(voices, { ...ownerOf(voice), is: "gone", why });
}

export const fail = (voices: Voices, voice: Extract<Voice, { readonly bytes: Bytes }>): Voices =>
  place(voices, { ...ownerOf(voice), is: "failed", bytes: voice.bytes });

export const arrive = (voices: Voices, voice: Going | Coming, bytes: Bytes): Voices =>
  place(voices, { ...ownerOf(voice), is: "here", bytes });

/** What a device that is another now has no part in: nothing is on its way any more. */
export function leaveUnsent(voices: Voices): Voices {
  return voices.all.reduce((rest, voice) => {
    if (voice.is === "going") return fail(rest, voice);
    return voice.is === "coming" ? letGo(rest, voice, "broken") : rest;
  }, voices);
}

const held = (all: readonly Voice[]): number =>
  all.reduce((sum, { is, size }) => (is === "gone" ? sum : sum + size), 0);

/** Lets the oldest sound that is whole go until no more is kept than may be. */
export function makeRoom(voices: Voices): Voices {
  if (held(voices.all) <= mostKeptBytes) return voices;
  const oldest = voices.all.find(({ is }) => is === "here");
  return oldest === undefined ? voices : makeRoom(letGo(voices, oldest, "let-go"));
}

/** Is there room for this much more to be sent? What is not sent yet is never let go. */
export const hasRoom = ({ all }: Voices, size: number): boolean =>
  held(all.filter(({ is }) => is === "going" || is === "failed")) + size <= mostKeptBytes / 2;

/** A sealed chunk came. The same value when it changed nothing. */
export function takeChunk(coming: Coming, i: number, sealed: Bytes): Coming {
  if (coming.opened[i] !== null) return coming;
  const chunk = openChunk(coming.key, coming.shape, i, sealed);
  if (chunk === null) return { ...coming, bad: coming.bad + 1 };
  return {
    ...coming,
    opened: coming.opened.with(i, chunk),
    hashes: coming.hashes.with(i, chunkHash(sealed)),
    done: coming.done + 1,
  };
}

export const isHopeless = ({ bad }: Coming): boolean => bad > mostBad;

/** The sound, once all of it is here and is what the descriptor says; null: it is something else. */
export function whole({ shape, opened, hashes, key }: Coming): Bytes | null {
  const chunks = opened.filter((chunk) => chunk !== null);
  const bytes = joinFile(shape, chunks, hashes);
  wipe(key, ...chunks);
  return bytes;
}

/** What a reload takes with it: the other device hears that it need not wait, this person that it is lost. */
export const unsentVoices = ({ all }: Voices): Waiting =>
  all.flatMap((voice) =>
    voice.is === "going" || voice.is === "failed"
      ? [{ id: voice.fid, ts: 0, body: { t: "file.cancel", id: voice.fid } as const, isFailed: true }]
      : [],
  );
