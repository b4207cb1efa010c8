import { createDecipheriv, createHash, createHmac } from "node:crypto";
import { fromBase64, type KeptEnvelope, lvCat, u32, u64, u8, uuidToBytes } from "../src/index.ts";

/* The same computed by another library, from the specification and not from our code. */

/** HKDF-Expand (RFC 5869 §2.3) with our label: node has only extract and expand in one. */
export function expandByNode(
  hash: "sha256" | "sha512",
  prk: Uint8Array,
  label: string,
  length: number,
  ...context: readonly Uint8Array[]
): Buffer {
  const info = lvCat("ChatOrbit/v1", label, ...context);
  let [block, okm] = [Buffer.alloc(0), Buffer.alloc(0)];
  for (let i = 1; okm.length < length; i++) {
    block = createHmac(hash, prk).update(block).update(info).update(Uint8Array.of(i)).digest();
    okm = Buffer.concat([okm, block]);
  }
  return okm.subarray(0, length);
}

/** Opens a kept envelope: SPEC.md CR17. Throws when anything is not as it should be. */
export function openByNode(ek: Uint8Array, sid: Uint8Array, dir: number, envelope: KeptEnvelope) {
  const { type, ep, inst, n, message_id, timestamp } = envelope;
  const where = [u32(ep), u8(dir), fromBase64(inst), u64(n), uuidToBytes(message_id), u64(timestamp)];
  const aad = lvCat("ChatOrbit/v1 roomstore", type, sid, ...where);
  const mk = expandByNode("sha256", ek, "room mk", 32, createHash("sha256").update(aad).digest());
  const keys = expandByNode("sha256", mk, "room msg", 76);
  const [key, iv, mac] = [keys.subarray(0, 32), keys.subarray(32, 44), keys.subarray(44)];
  const body = Buffer.from(fromBase64(envelope.encrypted));
  const signature = createHmac("sha256", mac).update(lvCat(aad, body)).digest("base64");
  if (signature !== envelope.signature) throw new Error("signature");
  if (!body.subarray(0, 12).equals(iv)) throw new Error("iv");
  const decipher = createDecipheriv("aes-256-gcm", key, iv).setAAD(aad).setAuthTag(body.subarray(-16));
  const padded = Buffer.concat([decipher.update(body.subarray(12, -16)), decipher.final()]);
  const payload = padded.subarray(0, padded.lastIndexOf(0x80));
  return { payload, mk, hash: createHash("sha256").update(body).digest("base64") };
}
