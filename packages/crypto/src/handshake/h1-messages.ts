import { type Bytes, concat, cut, equalBytes } from "../base/bytes.ts";
import { readNumber, u8, u32 } from "../base/integers.ts";
import { fail } from "../base/protocol-error.ts";
import { kemSizes } from "../primitives/kem.ts";

/* The bytes of H1. Every message has one length; a version or suite we do not know is never negotiated. */

/** Protocol version 1, suite 1: CPace-ristretto255, X-Wing, HKDF-SHA-512, HMAC-SHA-256, AES-256-GCM. */
export const versionAndSuite = Uint8Array.of(1, 1);

/** How long the session lives and how long a message may be: fixed by the host, authenticated by the run. */
export type Terms = { readonly ttlSeconds: number; readonly maxChars: number };

/** ADa: what the host binds to its share. */
export function encodeAda({ ttlSeconds, maxChars }: Terms, commitment: Bytes, ek: Bytes): Bytes {
  return concat(versionAndSuite, u32(ttlSeconds), u32(maxChars), commitment, ek);
}

/** ADb: what the guest binds to its share. */
export const encodeAdb = (nb: Bytes, ct: Bytes): Bytes => concat(versionAndSuite, nb, ct);

export const encodeMsg1 = (sid: Bytes, ya: Bytes, ada: Bytes): Bytes => concat(u8(0x11), sid, ya, ada);

export const encodeMsg2 = (sid: Bytes, yb: Bytes, adb: Bytes, tagB: Bytes): Bytes =>
  concat(u8(0x12), sid, yb, adb, tagB);

/** 1307 bytes. Throws hs_length, hs_mismatch, hs_version, in this order. */
export function decodeMsg1(msg1: Bytes) {
  const [type, sid, ya, ada] = cut(msg1, [1, 16, 32, 42 + kemSizes.ek], "hs_length");
  if (type[0] !== 0x11) fail("hs_mismatch");
  const [head, ttl, chars, commitment, ek] = cut(ada, [2, 4, 4, 32, kemSizes.ek], "hs_length");
  if (!equalBytes(head, versionAndSuite)) fail("hs_version");
  const terms: Terms = { ttlSeconds: readNumber(ttl), maxChars: readNumber(chars) };
  return { sid, ya, ada, terms, commitment, ek };
}

/** 1235 bytes. Throws hs_length, hs_mismatch (another type, or an answer to another run), hs_version. */
export function decodeMsg2(msg2: Bytes, expectedSid: Bytes) {
  const [type, sid, yb, adb, tagB] = cut(msg2, [1, 16, 32, 34 + kemSizes.ct, 32], "hs_length");
  if (type[0] !== 0x12 || !equalBytes(sid, expectedSid)) fail("hs_mismatch");
  const [head, nb, ct] = cut(adb, [2, 32, kemSizes.ct], "hs_length");
  if (!equalBytes(head, versionAndSuite)) fail("hs_version");
  return { yb, adb, nb, ct, tagB };
}
