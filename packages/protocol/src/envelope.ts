import { base64Length, maxSignalLength } from "./limits.ts";
import { base64, uuid, v, wholeNumber } from "./schema.ts";

/** 2³¹−1: no epoch goes beyond it (CRYPTO §3 rule 1). */
export const maxEpoch = 2_147_483_647;

const header = {
  v: v.literal(1),
  ep: wholeNumber(0, maxEpoch),
  n: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  message_id: uuid,
  encrypted: base64(maxSignalLength),
  signature: base64(base64Length(32)),
  timestamp: wholeNumber(0, 9_999_999_999),
};

/** What a person wrote, sealed for the other device (CRYPTO §4). The server reads the header only. */
export const sealedMessage = v.strictObject({ type: v.literal("message"), ...header });

/** Everything else one device says to the other, sealed the same way; never stamped, never kept. */
export const sealedSignal = v.strictObject({ type: v.literal("signal"), ...header });

export type SealedMessage = v.InferOutput<typeof sealedMessage>;
export type SealedSignal = v.InferOutput<typeof sealedSignal>;
export type Sealed = SealedMessage | SealedSignal;
