import { base64Length, maxHandshakeLength, maxSignalLength } from "./limits.ts";
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

/** 8 random bytes of one page load, base64: which stream of its author an envelope belongs to (CRYPTO §5). */
const inst = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{10}[AEIMQUYcgkosw048]=$/));

const keptHeader = { v: header.v, ep: header.ep, inst, n: header.n };
const keptRest = {
  message_id: header.message_id,
  encrypted: header.encrypted,
  signature: header.signature,
  timestamp: header.timestamp,
};

/** What is kept until the end of the conversation (CRYPTO §5): words of a person, or what must last beside them. */
export const keptEntry = v.strictObject({
  type: v.picklist(["message", "control"]),
  ...keptHeader,
  ...keptRest,
});

/** A passing word where entries are kept; never kept itself. */
export const keptSignal = v.strictObject({ type: v.literal("signal"), ...keptHeader, ...keptRest });

/** A handshake message where the two need not be here at the same time: kept like all else. */
export const keptHandshake = v.strictObject({
  type: v.literal("hs"),
  message_id: uuid,
  m: base64(maxHandshakeLength),
});

/** All that a log holds. */
export const keptSealed = v.variant("type", [keptEntry, keptHandshake]);

export type SealedMessage = v.InferOutput<typeof sealedMessage>;
export type SealedSignal = v.InferOutput<typeof sealedSignal>;
export type Sealed = SealedMessage | SealedSignal;
export type KeptEntry = v.InferOutput<typeof keptEntry>;
export type KeptSignal = v.InferOutput<typeof keptSignal>;
export type KeptHandshake = v.InferOutput<typeof keptHandshake>;
export type KeptSealed = v.InferOutput<typeof keptSealed>;

/** Belongs to a log, or beside one, and not to a live channel. */
export const isKept = (
  sealed: SealedMessage | SealedSignal | KeptSealed | KeptSignal,
): sealed is KeptSealed | KeptSignal => sealed.type === "hs" || "inst" in sealed;
