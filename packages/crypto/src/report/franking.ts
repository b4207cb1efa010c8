import { type Bytes, concat, cut, equalBytes } from "../base/bytes.ts";
import { isWhole, readNumber, u32, u64, u8 } from "../base/integers.ts";
import { fail } from "../base/protocol-error.ts";
import { uuidToBytes } from "../base/uuid.ts";
import { mac256, sha256 } from "../primitives/kdf.ts";

/* Franking: the server stamps every message it relays and keeps nothing. A stamp that comes back in a report
   proves to this server, and to nobody else, that this seat sent this body here at that time. */

/** Where and as what a message was sent, as the server sees it. */
export type Franked = {
  readonly flavour: "live" | "room" | "stored";
  /** The server's id of the conversation, 16 bytes. */
  readonly conversationId16: Bytes;
  /** The sender's public participant or user id, 16 bytes. */
  readonly senderId16: Bytes;
  readonly type: string;
  readonly epoch: number;
  /** 8 bytes; live messages have none. */
  readonly inst?: Bytes;
  readonly n: number;
  readonly messageId: string;
  readonly timestamp: number;
};

/** The parts a stamp is made over. */
export type FrankRef = readonly (Bytes | string)[];

export type Stamp = { readonly kid: number; readonly atMs: number; readonly mac: Bytes };

export function frankRef(what: Franked): FrankRef {
  const { flavour, conversationId16, senderId16, type, epoch, n, messageId, timestamp } = what;
  const inst = what.inst ?? new Uint8Array(8);
  if (conversationId16.length !== 16 || senderId16.length !== 16 || inst.length !== 8)
    throw new RangeError("id size");
  return [
    flavour,
    conversationId16,
    senderId16,
    type,
    u32(epoch),
    inst,
    u64(n),
    uuidToBytes(messageId),
    u64(timestamp),
  ];
}

/**
 * 41 bytes: u8 kid ‖ u64 at_ms ‖ mac. `fk` is the server's key of the month, 32 bytes, `kid` its number;
 * `signature` and `body` are the envelope's, decoded.
 */
export function stamp(
  fk: Bytes,
  kid: number,
  atMs: number,
  ref: FrankRef,
  signature: Bytes,
  body: Bytes,
): Bytes {
  const at = u64(atMs);
  return concat(u8(kid), at, mac256(fk, "ChatOrbit/v1 frank", at, ...ref, signature, sha256(body)));
}

/** Takes a stamp apart; checks nothing. Throws frank_stamp on another length or an impossible time. */
export function readStamp(bytes: Bytes): Stamp {
  const [kid, at, mac] = cut(bytes, [1, 8, 32], "frank_stamp");
  const atMs = readNumber(at);
  return isWhole(atMs) ? { kid: readNumber(kid), atMs, mac } : fail("frank_stamp");
}

/** Is this the stamp this server made over these things? Throws frank_stamp when not. */
export function checkStamp(fk: Bytes, bytes: Bytes, ref: FrankRef, signature: Bytes, body: Bytes): Stamp {
  const read = readStamp(bytes);
  return equalBytes(bytes, stamp(fk, read.kid, read.atMs, ref, signature, body)) ? read : fail("frank_stamp");
}
