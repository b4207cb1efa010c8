import { createPublicKey, timingSafeEqual, verify } from "node:crypto";
import type { Hash, Proofs, Random } from "@chatorbit/relay";
import { decodeStrict } from "./strict-base64.ts";

/*
 * A challenge is u64 at ‖ 8 random bytes ‖ the first 16 bytes of an HMAC over the room and those 16,
 * under the server's secret: 32 bytes. So the server knows its own, keeps none, and nobody can use
 * one room's for another.
 */
const macAt = 16;
const length = 32;

/** Proofs of a room's link (CRYPTO §1.2). */
export function linkProofs(random: Random, hash: Hash): Proofs {
  const macOf = (room: string, first: Buffer): Buffer =>
    Buffer.from(hash("challenge", `${room} ${first.toString("hex")}`), "base64url").subarray(0, macAt);

  return {
    challenge(room, at) {
      const first = Buffer.alloc(macAt);
      first.writeBigUInt64BE(BigInt(Math.floor(at)));
      first.set(random.bytes(8), 8);
      return Buffer.concat([first, macOf(room, first)]).toString("base64");
    },

    madeAt(room, challenge) {
      const bytes = bytesOf(challenge, length);
      if (bytes === null) return null;
      const first = bytes.subarray(0, macAt);
      if (!timingSafeEqual(bytes.subarray(macAt), macOf(room, first))) return null;
      return Number(first.readBigUInt64BE());
    },

    isSigned(key, room, challenge, signature) {
      const [publicKey, question, signed] = [
        bytesOf(key, 32),
        bytesOf(challenge, length),
        bytesOf(signature, 64),
      ];
      if (!publicKey || !question || !signed) return false;
      return isSignedBy(
        publicKey,
        lvCat(Buffer.from("ChatOrbit/v1 join"), Buffer.from(room), question),
        signed,
      );
    },
  };
}

/** Null: not so many bytes, or not in their one strict spelling. */
function bytesOf(text: string, count: number): Buffer | null {
  const bytes = Buffer.alloc(count + 2);
  return text.length <= 88 && decodeStrict(bytes, text) === count ? bytes.subarray(0, count) : null;
}

const lvCat = (...parts: readonly Buffer[]): Buffer =>
  Buffer.concat(parts.flatMap((part) => [Buffer.of(part.length), part]));

const spki = Buffer.from("302a300506032b6570032100", "hex");

function isSignedBy(publicKey: Buffer, said: Buffer, signature: Buffer): boolean {
  try {
    const key = createPublicKey({ key: Buffer.concat([spki, publicKey]), format: "der", type: "spki" });
    return verify(null, said, key, signature);
  } catch {
    return false;
  }
}
