/** All a client of ours may say on `/api/socket`. */
import { sealedMessage, sealedSignal } from "./envelope.ts";
import { maxHandshakeLength } from "./limits.ts";
import { base64, fitJson, uuid, v, wholeNumber } from "./schema.ts";

/** The seat key of our clients: 256 random bits, base64url; source 002 allows any 1–128 of the set. */
export const seatKey = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,128}$/));

export const token = v.pipe(v.string(), v.regex(/^[A-Z0-9]{12}$/));

const conv = uuid;

export const hello = v.strictObject({
  type: v.literal("hello"),
  /** Wire version; another one is refused, never negotiated. */
  v: v.number(),
  /** Which face and build, e.g. `web/0.1.0`. Never logged with an address. */
  client: v.pipe(v.string(), v.maxLength(64)),
  auth: v.strictObject({ token, key: seatKey }),
});

export const up = v.variant("type", [
  hello,
  v.strictObject({ type: v.literal("send"), conv, sealed: sealedMessage }),
  v.strictObject({ type: v.literal("signal"), conv, sealed: sealedSignal }),
  /** One handshake message of CRYPTO §2 or §3. */
  v.strictObject({ type: v.literal("hs"), conv, m: base64(maxHandshakeLength) }),
  v.strictObject({ type: v.literal("end"), conv, reason: v.picklist(["manually_ended", "burned", "moved"]) }),
  /** What both devices agreed on (CRYPTO §18.1); counts when both seats said the same. */
  v.strictObject({ type: v.literal("extend"), conv, id: uuid, seconds: wholeNumber(1, 600_000) }),
  v.strictObject({ type: v.literal("pong") }),
]);

export type Up = v.InferOutput<typeof up>;
export type Hello = v.InferOutput<typeof hello>;

/** The frame in `text`, or null when it is none of ours. */
export const parseUp = (text: string): Up | null => fitJson(up, text);
