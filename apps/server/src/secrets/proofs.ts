import { timingSafeEqual } from "node:crypto";
import { verifyJoin } from "@chatorbit/crypto";
import { base64Length } from "@chatorbit/protocol";
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
      const first = Buffer.from(bytes.subarray(0, macAt));
      if (!timingSafeEqual(bytes.subarray(macAt), macOf(room, first))) return null;
      return Number(first.readBigUInt64BE());
    },

    isSigned(key, room, challenge, signature) {
      const [publicKey, question, signed] = [
        bytesOf(key, 32),
        bytesOf(challenge, length),
        bytesOf(signature, 64),
      ];
      return publicKey !== null && question !== null && signed !== null
        ? verifyJoin(publicKey, room, question, signed)
        : false;
    },
  };
}

/** Null: not so many bytes, or not in their one strict spelling. */
function bytesOf(text: string, count: number): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(count + 2);
  return text.length === base64Length(count) && decodeStrict(bytes, text) === count
    ? bytes.subarray(0, count)
    : null;
}
