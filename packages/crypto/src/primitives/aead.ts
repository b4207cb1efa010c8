import { gcm } from "@noble/ciphers/aes.js";
import type { Bytes } from "../base/bytes.ts";

/**
 * AES-256-GCM, 96-bit IV, 128-bit tag behind the ciphertext. Every key seals one message, so the IV is derived
 * with it. Synchronous on purpose: two sends that overlap at an `await` are the classic way to use a counter
 * twice. A platform with a faster synchronous one (node:crypto) passes its own.
 */
export type Aead = {
  readonly seal: (key: Bytes, iv: Bytes, aad: Bytes, plain: Bytes) => Bytes;
  /** null when the ciphertext is not what was sealed. */
  readonly open: (key: Bytes, iv: Bytes, aad: Bytes, sealed: Bytes) => Bytes | null;
};

export const nobleAead: Aead = {
  seal: (key, iv, aad, plain) => gcm(key, iv, aad).encrypt(plain),
  open(key, iv, aad, sealed) {
    try {
      return gcm(key, iv, aad).decrypt(sealed);
    } catch {
      return null;
    }
  },
};
