import { fromBase64, verifyJoin } from "@chatorbit/crypto";
import type { Proofs } from "@chatorbit/relay";

let serial = 0;

/** The server's side of the proof of a link (CRYPTO §1.2); its challenges are no secret in a simulation. */
export const proofs: Proofs = {
  challenge(room, at) {
    const bytes = Buffer.alloc(32);
    bytes.write(room, 0, 20, "latin1");
    bytes.writeUInt32BE((serial += 1), 20);
    bytes.writeDoubleBE(at, 24);
    return bytes.toString("base64");
  },

  madeAt(room, challenge) {
    const bytes = Buffer.from(challenge, "base64");
    return bytes.toString("latin1", 0, 20) === room.slice(0, 20) ? bytes.readDoubleBE(24) : null;
  },

  isSigned: (key, room, challenge, signature) =>
    verifyJoin(fromBase64(key), room, fromBase64(challenge), fromBase64(signature)),
};
