import { toBase64 } from "../base/base64.ts";
import type { Bytes } from "../base/bytes.ts";
import { isWhole, u32, u64, u8 } from "../base/integers.ts";
import { lvCat } from "../base/lv.ts";
import { fail } from "../base/protocol-error.ts";
import { isUuid, uuidToBytes } from "../base/uuid.ts";
import { maxEpoch } from "../handshake/limits.ts";
import { decodeBytes, readSealed } from "../live/envelope.ts";
import type { SealedBody } from "../live/sealed-body.ts";
import { kdf256, sha256 } from "../primitives/kdf.ts";

/* An envelope the server keeps. It is opened long after it was sealed, by a page that knows nothing but the key
   of its epoch: so each carries where it stands (a stream and a place in it), and its own key comes from there. */

/** `message`: what a person wrote. `control`: what else must last. `signal`: passed on, never kept. */
export type KeptType = "message" | "control" | "signal";

/** 0: written by the host's seat, 1: by the guest's. Never sent: the reader puts in whom it takes for the author. */
export type KeptDirection = 0 | 1;

/** What the server sees, keeps and hands out. It can read the header and change nothing in it. */
export type KeptEnvelope = {
  readonly type: KeptType;
  readonly v: 1;
  readonly ep: number;
  /** base64 of 8 random bytes: one page load of one seat. */
  readonly inst: string;
  /** Counts inside `inst`, from 0; signals for themselves. */
  readonly n: number;
  readonly message_id: string;
  /** base64 of iv ‖ ciphertext ‖ tag. */
  readonly encrypted: string;
  /** base64 of 32 bytes. */
  readonly signature: string;
  /** Whole seconds. The exact time is inside. */
  readonly timestamp: number;
};

export type KeptHeader = {
  readonly type: KeptType;
  readonly epoch: number;
  /** 8 bytes. */
  readonly inst: Bytes;
  readonly n: number;
  readonly messageId: string;
  readonly timestamp: number;
};

export const keptLabel = "room msg";

/** Bytes of `inst`. */
export const instLength = 8;

/** Everything the seal binds to the body, the author's side among it: a reflected envelope fails. */
export function keptAad(header: KeptHeader, sid: Bytes, dir: KeptDirection): Bytes {
  const { type, epoch, inst, n, messageId, timestamp } = header;
  const id = uuidToBytes(messageId);
  const where = [u32(epoch), u8(dir), inst, u64(n)];
  return lvCat("ChatOrbit/v1 roomstore", type, sid, ...where, id, u64(timestamp));
}

/** The key of one envelope, 32 bytes: of its epoch's key and of all that is bound. It says nothing of another. */
export const keptMessageKey = (ek: Bytes, aad: Bytes): Bytes => kdf256(ek, "room mk", 32, sha256(aad));

/** The name of an entry in `prev`, in `own`, in a tombstone and in the seal of epoch 0: base64 of SHA-256(body). */
export const entryHash = ({ body }: Pick<SealedBody, "body">): string => toBase64(sha256(body));

export function toKeptEnvelope(header: KeptHeader, { body, signature }: SealedBody): KeptEnvelope {
  const { type, epoch, inst, n, messageId, timestamp } = header;
  return {
    type,
    v: 1,
    ep: epoch,
    inst: toBase64(inst),
    n,
    message_id: messageId,
    encrypted: toBase64(body),
    signature: toBase64(signature),
    timestamp,
  };
}

/**
 * Every field by type and range, before anything is computed with it. Other fields are not looked at. Throws
 * ProtocolError("header").
 */
export function readKeptEnvelope(value: unknown): {
  readonly header: KeptHeader;
  readonly sealed: SealedBody;
} {
  if (typeof value !== "object" || value === null) fail("header");
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const { type, v, ep, n, message_id, timestamp } = fields;
  const isHeader = isKeptType(type) && v === 1 && isUuid(message_id);
  if (!isHeader || !isWhole(ep, 0, maxEpoch) || !isWhole(n) || !isWhole(timestamp)) return fail("header");
  const inst = decodeBytes(fields["inst"], instLength, instLength);
  const sealed = readSealed(fields["encrypted"], fields["signature"]);
  return { header: { type, epoch: ep, inst, n, messageId: message_id, timestamp }, sealed };
}

const isKeptType = (value: unknown): value is KeptType =>
  value === "message" || value === "control" || value === "signal";
