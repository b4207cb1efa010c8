import type { Bytes } from "../base/bytes.ts";
import { fail, ProtocolError } from "../base/protocol-error.ts";
import { openBody, type SealedBody } from "../live/sealed-body.ts";
import type { Aead } from "../primitives/aead.ts";
import { checkStamp, type Franked, frankRef, readStamp } from "./franking.ts";

/** What is proven: this payload was sent by this sender, and passed this server at `atMs`. */
export type ProvenReport = { readonly payload: Bytes; readonly atMs: number };

/** The stamping key of a number, 32 bytes; undefined when this server has none. */
export type KeyOf = (kid: number) => Bytes | undefined;

/** One sealed body of either kind of envelope, with what a reporter says of it. */
export type Reported = {
  readonly franked: Franked;
  readonly sealed: SealedBody;
  readonly stamp: Bytes;
  /** The key of this message and of no other. */
  readonly mk: Bytes;
  /** What the seal was bound to besides the header; the reporter says it, the signature proves it. 16 bytes. */
  readonly sealedIn: Bytes;
  readonly label: string;
  readonly aad: () => Bytes;
};

/**
 * Checks in the order that lets each step rest on the one before: stamp, signature, opening. Throws frank_stamp
 * (not passed on here as said, or the key is gone) or frank_open (the key does not open what was stamped).
 */
export function checkReported(reported: Reported, keyOf: KeyOf, aead: Aead): ProvenReport {
  const { franked, sealed, stamp, mk, sealedIn, label, aad } = reported;
  const fk = keyOf(readStamp(stamp).kid) ?? fail("frank_stamp");
  const { atMs } = checkStamp(fk, stamp, frankRef(franked), sealed.signature, sealed.body);
  if (mk.length !== 32 || sealedIn.length !== 16 || mk.every((byte) => byte === 0)) fail("frank_open");
  const payload = openBody(mk, label, aad(), sealed, aead);
  return payload === null ? fail("frank_open") : { payload, atMs };
}

/** An envelope that is none was never stamped. */
export function readReported<T>(read: (envelope: unknown) => T, envelope: unknown): T {
  try {
    return read(envelope);
  } catch (error) {
    throw new ProtocolError("frank_stamp", { cause: error });
  }
}
