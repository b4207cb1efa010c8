import { ed25519 } from "@noble/curves/ed25519.js";
import type { Bytes } from "../base/bytes.ts";
import { lvCat } from "../base/lv.ts";
import { unspent } from "../base/spent.ts";

/* Who wants the second seat proves that it has the link's key, over a challenge the server made for this once.
   Somebody who knows only the path of a room cannot take its seat. */

/** The public half, 32 bytes, of a seed of 32 bytes (Ed25519, RFC 8032). */
export const admissionKeyOf = (seed: Bytes): Bytes => ed25519.getPublicKey(unspent(seed));

/** 64 bytes. `challenge`: 32 bytes of the server; throws RangeError on another length. */
export function signJoin(admissionSeed: Bytes, roomId: string, challenge: Bytes): Bytes {
  if (challenge.length !== challengeLength) throw new RangeError("a challenge has 32 bytes");
  return ed25519.sign(joinText(roomId, challenge), unspent(admissionSeed));
}

/**
 * Is this the signature of whoever has the link of `roomId`, over this challenge? Strict RFC 8032: no point of
 * small order, no second spelling of a point or scalar. Never throws; whatever is malformed is a no.
 */
export function verifyJoin(admissionPub: Bytes, roomId: string, challenge: Bytes, signature: Bytes): boolean {
  const isWhole = admissionPub.length === 32 && signature.length === 64;
  if (!isWhole || challenge.length !== challengeLength) return false;
  try {
    return ed25519.verify(signature, joinText(roomId, challenge), admissionPub, { zip215: false });
  } catch {
    return false;
  }
}

const challengeLength = 32;

const joinText = (roomId: string, challenge: Bytes): Bytes => lvCat("ChatOrbit/v1 join", roomId, challenge);
