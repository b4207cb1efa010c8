/**
 * Takes out of a picture what cameras and programs wrote beside it, without touching the picture: where it was taken,
 * when, with what, by whom. For what a canvas cannot make anew: moving pictures, very large ones, browsers that forbid it.
 */
import type { ImageType } from "@chatorbit/engine/files";

/** The same picture without its remarks; null where that cannot be done. */
export function strip(type: ImageType, bytes: Uint8Array): Uint8Array | null {
  try {
    switch (type) {
      case "image/jpeg":
        return stripJpeg(bytes);
      case "image/png":
        return stripPng(bytes);
      case "image/webp":
        return stripWebp(bytes);
      case "image/gif":
        return stripGif(bytes);
      case "image/avif":
        return null;
    }
  } catch {
    return null;
  }
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Application segments but JFIF (0), colour profiles (2) and Adobe's colours (14), and comments. */
function stripJpeg(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  const kept = [bytes.subarray(0, 2)];
  for (let at = 2; at < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const mark = bytes[at + 1] ?? 0;
    // The picture itself, up to the end: what stands behind the end is dropped.
    if (mark === 0xda) {
      const end = endOfJpeg(bytes, at);
      return end === null ? null : join([...kept, bytes.subarray(at, end)]);
    }
    const length = 2 + view.getUint16(at + 2);
    const isApp = mark >= 0xe0 && mark <= 0xef;
    const isMark = mark === 0xfe || (isApp && mark !== 0xe0 && mark !== 0xe2 && mark !== 0xee);
    // Multi-picture files hide a second picture, with its own remarks, behind an APP2.
    const isProfile =
      mark !== 0xe2 || String.fromCharCode(...bytes.subarray(at + 4, at + 15)) === "ICC_PROFILE";
    if (!isMark && isProfile) kept.push(bytes.subarray(at, at + length));
    at += length;
  }
  return null;
}

/** Behind the end mark; entropy-coded data writes 0xff as 0xff 0x00, so the mark stands nowhere else. */
function endOfJpeg(bytes: Uint8Array, from: number): number | null {
  for (let at = from + 2; at + 1 < bytes.length; at += 1)
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at + 2;
  return null;
}

const pngRemarks = ["eXIf", "tEXt", "zTXt", "iTXt", "tIME", "caBX"];

function stripPng(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length) return null;
    if (!pngRemarks.includes(name)) kept.push(bytes.subarray(at, end));
    if (name === "IEND") return join(kept);
    at = end;
  }
  return null;
}

function stripWebp(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [];
  const whole = Math.min(bytes.length, 8 + view.getUint32(4, true));
  for (let at = 12; at + 8 <= whole;) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length & 1);
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    if (at + 8 + length > whole) return null;
    const chunk = bytes.slice(at, end);
    // The head of an extended file says whether remarks follow: they do not any more.
    if (name === "VP8X") chunk[8] = (chunk[8] ?? 0) & ~0x0c;
    if (name !== "EXIF" && name !== "XMP ") kept.push(chunk);
    at = end;
  }
  const head = bytes.slice(0, 12);
  const stripped = join([head, ...kept]);
  viewOf(stripped).setUint32(4, stripped.length - 8, true);
  return stripped;
}

/** Comments, plain text, and applications but the one that says how often it repeats. */
function stripGif(bytes: Uint8Array): Uint8Array | null {
  const tableOf = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  const head = 13 + tableOf(bytes[10] ?? 0);
  const kept = [bytes.subarray(0, head)];
  for (let at = head; at < bytes.length;) {
    const kind = bytes[at];
    if (kind === 0x3b) return join([...kept, Uint8Array.of(0x3b)]);
    if (kind === 0x2c) {
      const end = endOfBlocks(bytes, at + 11 + tableOf(bytes[at + 9] ?? 0));
      kept.push(bytes.subarray(at, end));
      at = end;
      continue;
    }
    if (kind !== 0x21) return null;
    const label = bytes[at + 1];
    const end = endOfBlocks(bytes, at + 2);
    const application = String.fromCharCode(...bytes.subarray(at + 3, at + 14));
    const isLoop = label === 0xff && (application === "NETSCAPE2.0" || application === "ANIMEXTS1.0");
    if (label === 0xf9 || isLoop) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}

/** Behind a row of sub-blocks: each begins with its length, a length of nothing ends the row. */
function endOfBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let length = bytes[at]; length !== undefined && length !== 0; length = bytes[at]) at += 1 + length;
  if (at >= bytes.length) throw new RangeError("breaks off");
  return at + 1;
}
