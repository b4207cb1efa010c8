/** What passes through the channel between two devices: sealed chunks one way, how far they are kept the other. */
import {
  type Bytes,
  bytesToUuid,
  chunkBytes,
  chunkOverhead,
  concat,
  u32,
  u8,
  uuidToBytes,
} from "@chatorbit/crypto";

/** `0x31 ‖ fid ‖ u32 i ‖ u8 last ‖ C_i` (CRYPTO §16). */
const chunkMark = 0x31;
/** `0x32 ‖ fid ‖ u32 next`: every chunk below `next` is kept. Under DTLS alone: it lets chunks flow, and no more. */
const keptMark = 0x32;

const headLength = 1 + 16 + 4;

/** The longest frame there is, bytes. */
export const longestFrame = headLength + 1 + chunkBytes + chunkOverhead;

export type Frame =
  | { readonly is: "chunk"; readonly fid: string; readonly i: number; readonly sealed: Bytes }
  | { readonly is: "kept"; readonly fid: string; readonly next: number };

export const chunkFrame = (fid: string, i: number, chunks: number, sealed: Bytes): Bytes =>
  concat(u8(chunkMark), uuidToBytes(fid), u32(i), u8(i === chunks - 1 ? 1 : 0), sealed);

export const keptFrame = (fid: string, next: number): Bytes =>
  concat(u8(keptMark), uuidToBytes(fid), u32(next));

/** What a frame says; null for what is none. The bytes of a chunk are a view of the frame's. */
export function readFrame(bytes: Bytes): Frame | null {
  if (bytes.length < headLength || bytes.length > longestFrame) return null;
  const fid = bytesToUuid(bytes.subarray(1, 17));
  const number = new DataView(bytes.buffer, bytes.byteOffset).getUint32(17);
  if (bytes[0] === keptMark) return bytes.length === headLength ? { is: "kept", fid, next: number } : null;
  // Whether it is the last follows from its number; the seal says so too.
  if (bytes[0] !== chunkMark || bytes.length <= headLength + 1 + chunkOverhead) return null;
  return { is: "chunk", fid, i: number, sealed: bytes.subarray(headLength + 1) };
}
