import { type Bytes, concat, equalBytes, wipe } from "../base/bytes.ts";
import { type Aead } from "../primitives/aead.ts";
import { kdf256, mac256 } from "../primitives/kdf.ts";
import { pad, unpad } from "./pad.ts";

/* One message under its own key mk. The body is iv ‖ AES-256-GCM; the signature is an HMAC over header and body.
   GCM alone does not commit to its key (one ciphertext can be made to open under two), the HMAC does: whoever
   is shown mk later, in a report, can read one thing only. */

export type SealedBody = { readonly body: Bytes; readonly signature: Bytes };

/** iv, the smallest padded payload, tag. */
export const smallestBody = 12 + 256 + 16;

/** Bytes of the largest body. */
export const largestBody = 12 + 131_072 + 16;

export function sealBody(mk: Bytes, label: string, aad: Bytes, payload: Bytes, aead: Aead): SealedBody {
  const { key, iv, mac } = messageKeys(mk, label);
  const body = concat(iv, aead.seal(key, iv, aad, pad(payload)));
  const signature = mac256(mac, aad, body);
  wipe(key, mac);
  return { body, signature };
}

/** The payload; null when anything differs from what was sealed. The HMAC is checked before anything is opened. */
export function openBody(
  mk: Bytes,
  label: string,
  aad: Bytes,
  { body, signature }: SealedBody,
  aead: Aead,
): Bytes | null {
  const { key, iv, mac } = messageKeys(mk, label);
  const isAuthentic = equalBytes(signature, mac256(mac, aad, body)) && equalBytes(body.subarray(0, 12), iv);
  const padded = isAuthentic ? aead.open(key, iv, aad, body.subarray(12)) : null;
  wipe(key, mac);
  return padded && unpad(padded);
}

/** Key, IV and MAC key of one message. mk opens that message and says nothing about any other key. */
function messageKeys(mk: Bytes, label: string) {
  const keys = kdf256(mk, label, 76);
  return { key: keys.subarray(0, 32), iv: keys.subarray(32, 44), mac: keys.subarray(44) };
}
