import { createHash } from "node:crypto";
import type { Random } from "../src/index.ts";

/** The generator of the vectors: 32-byte blocks SHA-256("ChatOrbit vector rng " ‖ decimal number), a draw takes whole blocks. */
export function vectorRandom(firstBlock: number): Random {
  let block = firstBlock;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      const digest = createHash("sha256").update(`ChatOrbit vector rng ${block++}`).digest();
      bytes.set(digest.subarray(0, Math.min(32, length - at)), at);
    }
    return bytes;
  };
}

/** Inputs of vectors by name: SHA-256("ChatOrbit red vector " ‖ name [‖ counter]), cut to length. */
export function namedBytes(name: string, length = 32): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
    createHash("sha256")
      .update(`ChatOrbit red vector ${name}${i === 0 ? "" : i}`)
      .digest(),
  );
  return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
}

export const systemRandom: Random = (length) => crypto.getRandomValues(new Uint8Array(length));
