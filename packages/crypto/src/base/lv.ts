import { type Bytes, concat } from "./bytes.ts";
import { utf8Encode } from "./utf8.ts";

/** LEB128 length of `data`, then `data`: `prepend_len` of draft-irtf-cfrg-cpace. */
export const lv = (data: Bytes): Bytes => concat(leb128(data.length), data);

/** What `lv` puts in front of data of this length: for data that is hashed piece by piece. `length`: below 2³². */
export function leb128(length: number): Bytes {
  const bytes: number[] = [];
  let rest = length;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Uint8Array.of(...bytes, rest);
}

/**
 * The only way parts of any length are joined before hashing, MACing or as associated data: with each length
 * in front, no two different lists give the same bytes. Text is UTF-8.
 */
export function lvCat(...parts: readonly (Bytes | string)[]): Bytes {
  return concat(...parts.map((part) => lv(typeof part === "string" ? utf8Encode(part) : part)));
}
