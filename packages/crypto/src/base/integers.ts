import type { Bytes } from "./bytes.ts";

/* Integers on the wire are big-endian. A number that does not fit is a bug of the caller: RangeError. */

export const u8 = (value: number): Bytes => bigEndian(value, 1);

export const u32 = (value: number): Bytes => bigEndian(value, 4);

/** Holds what a JavaScript number holds exactly, up to 2⁵³−1. */
export const u64 = (value: number): Bytes => bigEndian(value, 8);

/** The number in `bytes`, at most 8 of them; exact up to 2⁵³−1, so check `isWhole` where more could come. */
export const readNumber = (bytes: Bytes): number => bytes.reduce((value, byte) => value * 256 + byte, 0);

/** Is this, whatever it is, an exact whole number from `least` to `most`? */
export function isWhole(value: unknown, least = 0, most = Number.MAX_SAFE_INTEGER): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}

function bigEndian(value: number, size: number): Bytes {
  if (!isWhole(value) || value >= 256 ** size) throw new RangeError(`${value} is no u${8 * size}`);
  const bytes = new Uint8Array(size);
  for (let i = size - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  return bytes;
}
