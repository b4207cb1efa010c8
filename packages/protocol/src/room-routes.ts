/** The HTTP resources of secure rooms: paths, bodies, answers (SR1–SR5). The seat comes by cookie. */
import { keptHandshake, keptSealed } from "./envelope.ts";
import { base64Length, roomTtlSeconds } from "./limits.ts";
import { roles } from "./ids.ts";
import { base64, uuid, v, wholeNumber } from "./schema.ts";
import { sessionStatus } from "./status.ts";
import { roomId } from "./up.ts";

const base = "/api/secure-rooms";
const named = (path: string) => (id: string) => `${base}${path}?roomId=${id}`;

export const roomPaths = {
  create: `${base}/create`,
  admission: named("/admission"),
  challenge: named("/challenge"),
  join: named("/join"),
  ttl: named("/ttl"),
  status: named("/status"),
  messages: (id: string, after = 0) => `${named("/messages")(id)}${after > 0 ? `&after=${after}` : ""}`,
  room: named(""),
} as const;

/** Path of a room's page; its key stands behind `#` and never leaves the device. */
export const roomPath = (id: string): string => `/room/${id}`;

export const createRoomBody = v.object({
  ttl_seconds: v.exactOptional(wholeNumber(roomTtlSeconds.least, roomTtlSeconds.most)),
});

export const roomCreated = v.object({ roomId, role: v.picklist(roles), status: sessionStatus });
export type RoomCreated = v.InferOutput<typeof roomCreated>;

/** What newcomers prove their knowledge of the link against, and the first handshake message. Said once. */
export const admissionBody = v.object({
  /** Ed25519 public key, 32 bytes. */
  adm_pub: base64(base64Length(32)),
  offer: keptHandshake,
});

export const admitted = v.object({ status: sessionStatus });
export type Admitted = v.InferOutput<typeof admitted>;

/** 32 bytes, good for `challengeMs` and once. */
export const challenged = v.object({ challenge: base64(base64Length(32)) });
export type Challenged = v.InferOutput<typeof challenged>;

/** `signature`: Ed25519 over lv_cat("ChatOrbit/v1 join", roomId, challenge), 64 bytes (CRYPTO §1.2). */
export const enterBody = v.object({
  challenge: base64(base64Length(32)),
  signature: base64(base64Length(64)),
});

export const entered = v.object({
  role: v.picklist(roles),
  status: sessionStatus,
  /** The creator's first handshake message; null when it was emptied. */
  offer: v.nullable(keptHandshake),
});
export type Entered = v.InferOutput<typeof entered>;

/** Whole seconds, rounded up. */
export const timeLeft = v.object({ ttl: v.number() });
export type TimeLeft = v.InferOutput<typeof timeLeft>;

export const postBody = v.object({ sealed: keptSealed });

export const posted = v.object({
  id: uuid,
  seq: v.number(),
  /** When it was kept: server time, ms. */
  timestamp: v.number(),
  /** It was there before. */
  dup: v.exactOptional(v.literal(true)),
});
export type Posted = v.InferOutput<typeof posted>;

export const history = v.object({
  /** In their order; a page of them. */
  messages: v.array(
    v.object({
      id: uuid,
      seq: v.number(),
      /** Null: emptied by its author. */
      sealed: v.nullable(keptSealed),
      timestamp: v.number(),
      roomId,
      own: v.boolean(),
    }),
  ),
  /** Is there another page, after the last `seq`? */
  more: v.boolean(),
});
export type History = v.InferOutput<typeof history>;
