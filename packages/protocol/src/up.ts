/** All a client of ours may say on `/api/socket`. */
import { keptSealed, keptSignal, sealedMessage, sealedSignal } from "./envelope.ts";
import { maxCursorLength, maxHandshakeLength } from "./limits.ts";
import { base64, fitJson, uuid, v, wholeNumber } from "./schema.ts";

/** The seat key of our clients: 256 random bits, base64url; source 002 allows any 1–128 of the set. */
export const seatKey = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,128}$/));

export const token = v.pipe(v.string(), v.regex(/^[A-Z0-9]{12}$/));

/** A room's id: 16 random bytes as base64url. */
export const roomId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{21}[AQgw]$/));

/** A reader's place in a log, as the server gave it: opaque to whoever holds it. */
export const cursor = v.pipe(v.string(), v.maxLength(maxCursorLength));

const conv = uuid;

export const hello = v.strictObject({
  type: v.literal("hello"),
  /** Wire version; another one is refused, never negotiated. */
  v: v.number(),
  /** Which face and build, e.g. `web/0.1.0`. Never logged with an address. */
  client: v.pipe(v.string(), v.maxLength(64)),
  /** The key of a room's seat comes by cookie, with the request for the socket. */
  auth: v.union([v.strictObject({ token, key: seatKey }), v.strictObject({ room: roomId })]),
  /** Where the log is read on from; left out, or one the server does not know: from its beginning. */
  cursor: v.exactOptional(cursor),
});

export const up = v.variant("type", [
  hello,
  /** Passed on where nothing is kept, appended to the log where something is. */
  v.strictObject({ type: v.literal("send"), conv, sealed: v.union([sealedMessage, keptSealed]) }),
  /** Empties an entry of one's own. */
  v.strictObject({ type: v.literal("del"), conv, cid: uuid }),
  v.strictObject({ type: v.literal("signal"), conv, sealed: v.union([sealedSignal, keptSignal]) }),
  /** One handshake message of CRYPTO §2 or §3, where nothing is kept. */
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
