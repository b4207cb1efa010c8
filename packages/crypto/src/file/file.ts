import { type Bytes, concat, equalBytes, wipe } from "../base/bytes.ts";
import { isWhole, u32, u64, u8 } from "../base/integers.ts";
import { lvCat } from "../base/lv.ts";
import { type Aead, nobleAead } from "../primitives/aead.ts";
import { kdf256, sha256 } from "../primitives/kdf.ts";
import { chunkBytes, chunkCount, chunkLength, chunkOverhead, padme } from "./padme.ts";

/* A file under a key of its own, in chunks that each know their place and whether they are the last (STREAM:
   Hoang, Reyhanitabar, Rogaway, Vizár 2015). The descriptor travels in a sealed message, which commits to it; its
   root commits to every byte. Tags alone would not: whoever knows the key can forge them. */

/** What a descriptor says about the bytes. Checked with `isFileShape` before anything is done with it. */
export type FileShape = {
  /** 16 random bytes, new for every file and attempt. */
  readonly fid: Bytes;
  /** Bytes of the file itself. */
  readonly size: number;
  /** Its chunks: what `chunkCount(size)` gives, or it is no file. */
  readonly chunks: number;
  /** 32 bytes. */
  readonly root: Bytes;
};

export type SealedFile = {
  readonly shape: FileShape;
  readonly chunks: readonly Bytes[];
};

/** The largest file anybody may describe, bytes: its chunks are numbered by a u32, and far below that. */
export const largestSize = 2 ** 40;

/** Does the number of chunks follow from the size, and has everything its length? */
export const isFileShape = ({ fid, size, chunks, root }: FileShape): boolean =>
  fid.length === 16 && root.length === 32 && isWhole(size, 1, largestSize) && chunks === chunkCount(size);

/**
 * The key of a file's chunks. `fk`: 32 random bytes, new for every file and every attempt to send it: other bytes
 * under the same key and number would break GCM.
 */
export const fileKey = (fk: Bytes, fid: Bytes): Bytes => kdf256(fk, "file key", 32, fid);

/** Seals a whole file that is in memory, `bytes` at least one. Uses up `fk` for this `fid`. */
export function sealFile(fid: Bytes, fk: Bytes, bytes: Bytes, aead: Aead = nobleAead): SealedFile {
  const size = bytes.length;
  if (!isWhole(size, 1, largestSize)) throw new RangeError(`${size} bytes are no file`);
  const count = chunkCount(size);
  const key = fileKey(fk, fid);
  const chunks = Array.from({ length: count }, (_, i) => {
    const plain = new Uint8Array(chunkLength(size, i));
    plain.set(bytes.subarray(i * chunkBytes, i * chunkBytes + plain.length));
    const sealed = aead.seal(key, chunkIv(i, count), chunkAad(fid, size, i, count), plain);
    wipe(plain);
    return sealed;
  });
  wipe(key);
  const root = fileRoot(
    fid,
    chunks.map((chunk) => sha256(chunk)),
  );
  return { shape: { fid, size, chunks: count, root }, chunks };
}

/** Chunk `i` without its seal, or null when it is not the one that was sealed there. `key`: `fileKey`. */
export function openChunk(
  key: Bytes,
  { fid, size, chunks }: FileShape,
  i: number,
  sealed: Bytes,
  aead: Aead = nobleAead,
): Bytes | null {
  if (!isWhole(i, 0, chunks - 1) || sealed.length !== chunkLength(size, i) + chunkOverhead) return null;
  return aead.open(key, chunkIv(i, chunks), chunkAad(fid, size, i, chunks), sealed);
}

/** The hash of one sealed chunk, as the root takes it. */
export const chunkHash = (sealed: Bytes): Bytes => sha256(sealed);

/** What the descriptor commits to: every sealed chunk by its hash, in order. */
export const fileRoot = (fid: Bytes, hashes: readonly Bytes[]): Bytes =>
  sha256(lvCat("ChatOrbit/v1 file root", fid, u32(hashes.length), concat(...hashes)));

/**
 * The file of its opened chunks and the hashes of the sealed ones, both in order; null when the root is another,
 * something is missing, or the padding is not all zero. Nothing of a file may be shown as whole before.
 */
export function joinFile(shape: FileShape, opened: readonly Bytes[], hashes: readonly Bytes[]): Bytes | null {
  const { fid, size, chunks, root } = shape;
  if (opened.length !== chunks || hashes.length !== chunks) return null;
  if (!equalBytes(root, fileRoot(fid, hashes))) return null;
  const padded = concat(...opened);
  if (padded.length !== padme(size)) return null;
  for (let at = size; at < padded.length; at++) if (padded[at] !== 0) return null;
  return padded.slice(0, size);
}

/** STREAM's nonce: the place, and whether it is the end. */
export const chunkIv = (i: number, count: number): Bytes =>
  concat(new Uint8Array(7), u32(i), lastOf(i, count));

export const chunkAad = (fid: Bytes, size: number, i: number, count: number): Bytes =>
  lvCat("ChatOrbit/v1 file", fid, u64(size), u32(i), lastOf(i, count));

const lastOf = (i: number, count: number): Bytes => u8(i === count - 1 ? 1 : 0);
