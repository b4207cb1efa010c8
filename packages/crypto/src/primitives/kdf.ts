import { expand, extract } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import type { Bytes } from "../base/bytes.ts";
import { lvCat } from "../base/lv.ts";
import { unspent } from "../base/spent.ts";
import { utf8Encode } from "../base/utf8.ts";

export { sha256, sha512 };

/** In front of every label, so that no other protocol can ask for our keys. */
const protocol = "ChatOrbit/v1";

export const hmac256 = (key: Bytes, message: Bytes): Bytes => hmac(sha256, key, message);

/** HMAC-SHA-256 over parts that are joined by their lengths: 32 bytes. */
export const mac256 = (key: Bytes, ...parts: readonly (Bytes | string)[]): Bytes =>
  hmac256(key, lvCat(...parts));

/** HKDF-Extract with SHA-512 (RFC 5869): 64 bytes. */
export function extract512(salt: Bytes | string, secret: Bytes): Bytes {
  return extract(sha512, secret, typeof salt === "string" ? utf8Encode(salt) : salt);
}

/** HKDF-Expand with SHA-512. `prk` has at least 64 bytes: less would not be a pseudorandom key (RFC 5869 §2.3). */
export function kdf512(prk: Bytes, label: string, length: number, ...context: readonly Bytes[]): Bytes {
  if (prk.length < 64) throw new RangeError("kdf512 needs a key of 64 bytes");
  return expand(sha512, unspent(prk), lvCat(protocol, label, ...context), length);
}

/** HKDF-Expand with SHA-256. `prk` has at least 32 bytes. */
export function kdf256(prk: Bytes, label: string, length: number, ...context: readonly Bytes[]): Bytes {
  if (prk.length < 32) throw new RangeError("kdf256 needs a key of 32 bytes");
  return expand(sha256, unspent(prk), lvCat(protocol, label, ...context), length);
}
