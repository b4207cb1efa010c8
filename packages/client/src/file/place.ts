/** Where what comes is put: a file the person chose, the browser's own file system, or memory. */
import { cleanName, safeType } from "@chatorbit/engine/files";
import { headerBytes, isDecodable, readPicture } from "./picture-header.ts";
import type { FileFace } from "@chatorbit/engine";

export type Kept = {
  /** The file, under the type it may be shown by; null where it lies at the person's. */
  readonly blob: Blob | null;
  readonly isSaved: boolean;
  /** Its own header says that it is the picture it was offered as, and of a size that may be decoded. */
  readonly isPicture: boolean;
};

/** Nothing of it can be had before `finish`. */
export type Place = {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly finish: () => Promise<Kept>;
  readonly discard: () => Promise<void>;
};

/** Up to here a file waits in the page to be saved or shown; beyond, the person is asked for a place first, bytes. */
const smallBytes = 32 * 1024 * 1024;
/** The most that is put into memory where there is no other place, bytes. */
export const mostInMemory = 512 * 1024 * 1024;

type Picker = (how: { suggestedName: string }) => Promise<FileSystemFileHandle>;

/** A place for a file; or why there is none. Called within the press that wants it: the picker opens only then. */
export async function makePlace(
  face: FileFace,
  privateFolder: () => Promise<FileSystemDirectoryHandle | null>,
  fid: string,
): Promise<Place | "no-room" | "put-off"> {
  if (face.size <= smallBytes) return inMemory(face);
  const picked = await pick(face);
  if (picked !== null) return picked;
  const folder = await privateFolder().catch(() => null);
  const room = await navigator.storage?.estimate?.().catch(() => null);
  if (folder !== null) {
    if (room?.quota !== undefined && room.quota - (room.usage ?? 0) < face.size) return "no-room";
    return inPrivateFolder(folder, fid, face);
  }
  return face.size <= mostInMemory ? inMemory(face) : "no-room";
}

/** The person's own choice of a place; null where the browser has no such question. */
async function pick(face: FileFace): Promise<Place | "put-off" | null> {
  const showSaveFilePicker: unknown = Reflect.get(globalThis, "showSaveFilePicker");
  if (typeof showSaveFilePicker !== "function") return null;
  try {
    const handle = await (showSaveFilePicker as Picker)({ suggestedName: cleanName(face.name) });
    // What is written becomes the file only when it is closed.
    const stream = await handle.createWritable();
    return {
      write: (bytes) => stream.write(bytes as Uint8Array<ArrayBuffer>),
      finish: async () => (await stream.close(), { blob: null, isSaved: true, isPicture: false }),
      discard: () => stream.abort(),
    };
  } catch (cause) {
    return cause instanceof DOMException && cause.name === "AbortError" ? "put-off" : null;
  }
}

async function inPrivateFolder(
  folder: FileSystemDirectoryHandle,
  fid: string,
  face: FileFace,
): Promise<Place> {
  const handle = await folder.getFileHandle(fid, { create: true });
  const stream = await handle.createWritable();
  const remove = () => folder.removeEntry(fid).catch(() => {});
  return {
    write: (bytes) => stream.write(bytes as Uint8Array<ArrayBuffer>),
    async finish() {
      await stream.close();
      const file = await handle.getFile();
      return kept(file, face);
    },
    async discard() {
      await stream.abort().catch(() => {});
      await remove();
    },
  };
}

/** Piece by piece as blobs, which a browser may put on its disk; never one large block. */
function inMemory(face: FileFace): Place {
  let pieces: Blob[] = [];
  return {
    write: async (bytes) => void pieces.push(new Blob([bytes as Uint8Array<ArrayBuffer>])),
    finish: () => kept(new Blob(pieces), face),
    discard: async () => {
      pieces = [];
    },
  };
}

/** What is not the picture it was said to be is nothing but bytes: to be saved, never to be shown. */
async function kept(whole: Blob, face: FileFace): Promise<Kept> {
  const type = safeType(face.mime);
  const header =
    face.image === null ? null : readPicture(new Uint8Array(await whole.slice(0, headerBytes).arrayBuffer()));
  const isPicture = header !== null && header.type === type && isDecodable(header);
  const blob = whole.slice(0, whole.size, isPicture ? type : "application/octet-stream");
  return { blob, isSaved: false, isPicture };
}
