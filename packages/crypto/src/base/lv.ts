import { type Bytes, concat } from "./bytes.ts";
import { utf8Encode } from "./utf8.ts";

/** LEB128 length of `data`, then `data`: `prepend_len` of draft-irtf-cfrg-cpace. */
export function lv(data: Bytes): Bytes {
  const prefix: number[] = [];
  let rest = data.length;
  for (; rest > 127; rest >>>= 7) prefix.push((rest & 127) | 128);
  return concat(Uint8Array.of(...prefix, rest), data);
}

/**
 * The only way parts of any length are joined before hashing, MACing or as associated data: with each length
 * in front, no two different lists give the same bytes. Text is UTF-8.
 */
export function lvCat(...parts: readonly (Bytes | string)[]): Bytes {
  return concat(...parts.map((part) => lv(typeof part === "string" ? utf8Encode(part) : part)));
}
