import { type Bytes, concat, cut, equalBytes } from "../base/bytes.ts";
import { readNumber, u8, u32 } from "../base/integers.ts";
import { fail } from "../base/protocol-error.ts";
import { kemSizes } from "../primitives/kem.ts";
import { versionAndSuite } from "./h1-messages.ts";

/* The bytes of H2. The first message is authenticated as a whole; of the second the tag is the last part. */

export type Offer = {
  readonly rid: Bytes;
  readonly base: number;
  readonly epoch: number;
  readonly commitment: Bytes;
  readonly ek: Bytes;
};

export function encodeOffer({ rid, base, epoch, commitment, ek }: Offer): Bytes {
  return concat(u8(0x21), rid, versionAndSuite, u32(base), u32(epoch), commitment, ek);
}

/** 1307 bytes. Throws hs_length, hs_mismatch, hs_version. The MAC is not checked here: it needs `base` first. */
export function decodeOffer(msg1: Bytes): Offer & { readonly body: Bytes; readonly mac: Bytes } {
  const [body, mac] = cut(msg1, [59 + kemSizes.ek, 32], "hs_length");
  const [type, rid, head, base, epoch, commitment, ek] = cut(
    body,
    [1, 16, 2, 4, 4, 32, kemSizes.ek],
    "hs_length",
  );
  if (type[0] !== 0x21) fail("hs_mismatch");
  if (!equalBytes(head, versionAndSuite)) fail("hs_version");
  return { rid, base: readNumber(base), epoch: readNumber(epoch), commitment, ek, body, mac };
}

/** The second message without its tag. */
export const encodeAnswer = (rid: Bytes, nb: Bytes, ct: Bytes): Bytes => concat(u8(0x22), rid, nb, ct);

/** 1201 bytes. Throws hs_length, hs_mismatch. */
export function decodeAnswer(msg2: Bytes, expectedRid: Bytes) {
  const [body, tagB] = cut(msg2, [49 + kemSizes.ct, 32], "hs_length");
  const [type, rid, nb, ct] = cut(body, [1, 16, 32, kemSizes.ct], "hs_length");
  if (type[0] !== 0x22 || !equalBytes(rid, expectedRid)) fail("hs_mismatch");
  return { body, nb, ct, tagB };
}
