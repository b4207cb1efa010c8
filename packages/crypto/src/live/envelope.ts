import type { Role } from "@chatorbit/protocol";
import { fromBase64, toBase64 } from "../base/base64.ts";
import type { Bytes } from "../base/bytes.ts";
import { isWhole, u32, u64, u8 } from "../base/integers.ts";
import { lvCat } from "../base/lv.ts";
import { fail } from "../base/protocol-error.ts";
import { isUuid, uuidToBytes } from "../base/uuid.ts";
import { maxEpoch } from "../handshake/limits.ts";
import { largestBody, type SealedBody, smallestBody } from "./sealed-body.ts";

/** `message`: what a person wrote. `signal`: everything else one device says to the other. */
export type LiveType = "message" | "signal";

/** What the relay sees and carries. It can read the header and change nothing in it. */
export type LiveEnvelope = {
  readonly type: LiveType;
  readonly v: 1;
  readonly ep: number;
  readonly n: number;
  readonly message_id: string;
  /** base64 of iv ‖ ciphertext ‖ tag. */
  readonly encrypted: string;
  /** base64 of 32 bytes. */
  readonly signature: string;
  /** Whole seconds. The exact time is inside. */
  readonly timestamp: number;
};

export type LiveHeader = {
  readonly type: LiveType;
  readonly epoch: number;
  readonly n: number;
  readonly messageId: string;
  readonly timestamp: number;
};

export const liveLabel = "live msg";

/**
 * What the seal binds to the body. The direction is not sent: the receiver puts in its peer's, so an envelope
 * that is reflected to its sender fails.
 */
export function liveAad(header: LiveHeader, sessionId: Bytes, sender: Role): Bytes {
  const { type, epoch, n, messageId, timestamp } = header;
  const direction = u8(sender === "host" ? 0 : 1);
  const id = uuidToBytes(messageId);
  return lvCat("ChatOrbit/v1 live", type, sessionId, u32(epoch), direction, u64(n), id, u64(timestamp));
}

export function toEnvelope(header: LiveHeader, { body, signature }: SealedBody): LiveEnvelope {
  const { type, epoch, n, messageId, timestamp } = header;
  return {
    type,
    v: 1,
    ep: epoch,
    n,
    message_id: messageId,
    encrypted: toBase64(body),
    signature: toBase64(signature),
    timestamp,
  };
}

/**
 * Every field by type and range, before anything is computed with it. Other fields (the relay's stamp) are not
 * looked at. Throws ProtocolError("header").
 */
export function readEnvelope(value: unknown): { readonly header: LiveHeader; readonly sealed: SealedBody } {
  if (typeof value !== "object" || value === null) fail("header");
  const { type, v, ep, n, message_id, encrypted, signature, timestamp }: Readonly<Record<string, unknown>> = {
    ...value,
  };
  const isHeader = (type === "message" || type === "signal") && v === 1 && isUuid(message_id);
  if (!isHeader || !isWhole(ep, 0, maxEpoch) || !isWhole(n) || !isWhole(timestamp)) return fail("header");
  const sealed = readSealed(encrypted, signature);
  return { header: { type, epoch: ep, n, messageId: message_id, timestamp }, sealed };
}

/** Body and signature out of their base64. Throws ProtocolError("header"). */
export function readSealed(encrypted: unknown, signature: unknown): SealedBody {
  return {
    body: decodeBytes(encrypted, smallestBody, largestBody),
    signature: decodeBytes(signature, 32, 32),
  };
}

/** Sizes are checked before the text is read. Throws ProtocolError("header"). */
export function decodeBytes(text: unknown, least: number, most: number): Bytes {
  if (typeof text !== "string" || text.length > Math.ceil(most / 3) * 4) return fail("header");
  const bytes = fromBase64OrNull(text);
  return bytes !== null && bytes.length >= least && bytes.length <= most ? bytes : fail("header");
}

function fromBase64OrNull(text: string): Bytes | null {
  try {
    return fromBase64(text);
  } catch {
    return null;
  }
}
