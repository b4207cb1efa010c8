import { sha256 as streamed } from "@noble/hashes/sha2.js";
import { type Bytes, wipe } from "../base/bytes.ts";
import { isWhole, u32 } from "../base/integers.ts";
import { leb128, lvCat } from "../base/lv.ts";
import { type Aead, nobleAead } from "../primitives/aead.ts";
import { sha256 } from "../primitives/kdf.ts";
import { chunkAad, chunkIv, fileKey, largestSize } from "./file.ts";
import { chunkBytes, chunkCount, chunkLength, chunkOverhead } from "./padme.ts";

/* The files of file.ts for those that do not fit into memory: one chunk at a time, the same bytes. Whoever seals or
   opens one calls it for chunk after chunk, each when the one before is done. */

/**
 * AES-256-GCM and SHA-256 under the key of one file. A platform with native ones brings its own (CRYPTO §0 allows
 * WebCrypto for attachments: every chunk has a nonce of its own, so nothing is lost when calls overlap).
 */
export type ChunkCipher = {
  readonly seal: (iv: Bytes, aad: Bytes, plain: Bytes) => Promise<Bytes>;
  /** null when it is not what was sealed. */
  readonly open: (iv: Bytes, aad: Bytes, sealed: Bytes) => Promise<Bytes | null>;
  readonly hash: (bytes: Bytes) => Promise<Bytes>;
};

export type StreamShape = {
  /** 16 random bytes, new for every file and attempt. */
  readonly fid: Bytes;
  /** Bytes of the file itself, at least one. */
  readonly size: number;
};

export type FileSealer = {
  readonly chunks: number;
  /**
   * Seals chunk `i` of `plain`: its bytes of the file, without padding. The same bytes give the same chunk again;
   * OTHER BYTES UNDER ONE `fk` AND `i` BREAK GCM, so only a source that is known to be unchanged may be sealed again.
   */
  readonly seal: (i: number, plain: Bytes) => Promise<Bytes>;
  /** The first chunk that was never sealed: none beyond it may be. */
  readonly next: () => number;
  /** The root, once every chunk was sealed, in order; null before. 32 bytes. */
  readonly root: () => Bytes | null;
};

export type FileOpener = {
  readonly chunks: number;
  /** The next chunk that is wanted. */
  readonly next: () => number;
  /**
   * The bytes of the file in the next chunk; null when it is not the one that was sealed there, or its padding is not
   * all zero: then the same chunk is still wanted.
   */
  readonly open: (sealed: Bytes) => Promise<Bytes | null>;
  /** The root of what was opened, once it was all; null before. It must be the sender's before anything is shown. */
  readonly root: () => Bytes | null;
};

/** This package's own cipher for one file, where the platform has none. `key`: `fileKey`; wiped by nobody else. */
export const nobleChunks = (key: Bytes, aead: Aead = nobleAead): ChunkCipher => ({
  seal: async (iv, aad, plain) => aead.seal(key, iv, aad, plain),
  open: async (iv, aad, sealed) => aead.open(key, iv, aad, sealed),
  hash: async (bytes) => sha256(bytes),
});

/**
 * Seals a file chunk by chunk, by the letter of `sealFile`. `fk`: 32 random bytes, new for every file and attempt.
 * Throws RangeError for a size that is none.
 */
export async function fileSealer(
  { fid, size }: StreamShape,
  fk: Bytes,
  cipherOf: (key: Bytes) => ChunkCipher | Promise<ChunkCipher> = nobleChunks,
): Promise<FileSealer> {
  if (!isWhole(size, 1, largestSize)) throw new RangeError(`${size} bytes are no file`);
  const count = chunkCount(size);
  const cipher = await cipherOf(fileKey(fk, fid));
  const root = rootOf(fid, count);
  return {
    chunks: count,
    async seal(i, plain) {
      if (!isWhole(i, 0, Math.min(count - 1, root.next())) || plain.length !== plainLength(size, i))
        throw new RangeError(`chunk ${i} of ${plain.length} bytes is none of this file`);
      const padded = new Uint8Array(chunkLength(size, i));
      padded.set(plain);
      const sealed = await cipher.seal(chunkIv(i, count), chunkAad(fid, size, i, count), padded);
      wipe(padded);
      if (i === root.next()) root.add(await cipher.hash(sealed));
      return sealed;
    },
    next: root.next,
    root: root.done,
  };
}

/** Opens a file chunk by chunk. `size` as the offer says; its chunks follow from it. */
export async function fileOpener(
  { fid, size }: StreamShape,
  fk: Bytes,
  cipherOf: (key: Bytes) => ChunkCipher | Promise<ChunkCipher> = nobleChunks,
): Promise<FileOpener> {
  if (!isWhole(size, 1, largestSize)) throw new RangeError(`${size} bytes are no file`);
  const count = chunkCount(size);
  const cipher = await cipherOf(fileKey(fk, fid));
  const root = rootOf(fid, count);
  return {
    chunks: count,
    next: root.next,
    async open(sealed) {
      const i = root.next();
      if (i >= count || sealed.length !== chunkLength(size, i) + chunkOverhead) return null;
      const padded = await cipher.open(chunkIv(i, count), chunkAad(fid, size, i, count), sealed);
      if (padded === null) return null;
      const length = plainLength(size, i);
      for (let at = length; at < padded.length; at++) if (padded[at] !== 0) return null;
      root.add(await cipher.hash(sealed));
      return padded.subarray(0, length);
    },
    root: root.done,
  };
}

/** Bytes of the file itself in chunk `i`; padding may fill whole chunks. */
export const plainLength = (size: number, i: number): number =>
  Math.max(0, Math.min(chunkBytes, size - i * chunkBytes));

/** `fileRoot`, one hash after the other. */
function rootOf(fid: Bytes, count: number) {
  const hash = streamed.create().update(lvCat("ChatOrbit/v1 file root", fid, u32(count)));
  hash.update(leb128(32 * count));
  let next = 0;
  let root: Bytes | null = null;
  return {
    next: () => next,
    add(chunk: Bytes): void {
      hash.update(chunk);
      next += 1;
      if (next === count) root = hash.digest();
    },
    done: () => root,
  };
}
