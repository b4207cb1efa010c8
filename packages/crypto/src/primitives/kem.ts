import { ml_kem768_x25519 as xwing } from "@noble/post-quantum/hybrid.js";
import type { Bytes } from "../base/bytes.ts";
import { draw, type Random } from "../base/random.ts";

/* X-Wing: ML-KEM-768 and X25519 in one (draft-connolly-cfrg-xwing-kem). It holds while either of the two does,
   so what is recorded today stays closed to a quantum computer of tomorrow. */

/** Sizes in bytes: encapsulation key, decapsulation key (a seed), ciphertext, secret. */
export const kemSizes = { ek: 1216, dk: 32, ct: 1120, secret: 32 } as const;

export function newKemKeys(random: Random): { readonly ek: Bytes; readonly dk: Bytes } {
  const { publicKey, secretKey } = xwing.keygen(draw(random, 32));
  return { ek: publicKey, dk: secretKey };
}

/** null when `ek` is no key: ML-KEM coefficients out of range (FIPS 203 §7.2), or an X25519 point of low order. */
export function encapsulate(
  ek: Bytes,
  random: Random,
): { readonly ct: Bytes; readonly secret: Bytes } | null {
  const seed = draw(random, 64);
  try {
    const { cipherText, sharedSecret } = xwing.encapsulate(ek, seed);
    return { ct: cipherText, secret: sharedSecret };
  } catch {
    return null;
  } finally {
    seed.fill(0);
  }
}

/** null when the X25519 half of `ct` is a point of low order. A wrong ciphertext otherwise gives a wrong secret. */
export function decapsulate(ct: Bytes, dk: Bytes): Bytes | null {
  try {
    return xwing.decapsulate(ct, dk);
  } catch {
    return null;
  }
}
