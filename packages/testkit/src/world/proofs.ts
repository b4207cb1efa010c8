import { createPublicKey, verify } from "node:crypto";
import type { Proofs } from "@chatorbit/relay";

/** What an Ed25519 public key looks like as SPKI (RFC 8410), before its 32 bytes. */
const head = Buffer.from("302a300506032b6570032100", "hex");

/** lv_cat of CRYPTO §0, for parts below 128 bytes. */
const lvCat = (...parts: readonly Buffer[]): Buffer =>
  Buffer.concat(parts.flatMap((part) => [Buffer.of(part.length), part]));

/** The server's side of the proof of a link (CRYPTO §1.2); its challenges are no secret in a simulation. */
export const proofs: Proofs = {
  challenge(room, at) {
    const bytes = Buffer.alloc(32);
    bytes.write(room, 0, 22, "latin1");
    bytes.writeDoubleBE(at, 24);
    return bytes.toString("base64");
  },

  madeAt(room, challenge) {
    const bytes = Buffer.from(challenge, "base64");
    return bytes.toString("latin1", 0, 22) === room ? bytes.readDoubleBE(24) : null;
  },

  isSigned(key, room, challenge, signature) {
    const [raw, question] = [key, challenge].map((text) => Buffer.from(text, "base64"));
    if (raw?.length !== 32 || question === undefined) return false;
    const said = lvCat(Buffer.from("ChatOrbit/v1 join"), Buffer.from(room), question);
    const publicKey = createPublicKey({ key: Buffer.concat([head, raw]), format: "der", type: "spki" });
    return verify(null, said, publicKey, Buffer.from(signature, "base64"));
  },
};
