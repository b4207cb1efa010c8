import type { Bytes } from "../base/bytes.ts";
import { lvCat } from "../base/lv.ts";
import { unspent } from "../base/spent.ts";
import { extract512, kdf512 } from "../primitives/kdf.ts";

/* A leap: the same two devices go on under a fresh token with fresh keys. Nothing secret is shown or typed, so
   nobody else can come along. */

/**
 * The psk both start the new session's H2 from, as base 0: 64 bytes. `psk` is the newest both hold, the two
 * random values of 32 bytes were exchanged sealed, `token` is the fresh one.
 */
export const leapPsk = (psk: Bytes, rHost: Bytes, rGuest: Bytes, token: string): Bytes =>
  extract512("ChatOrbit/v1 leap", lvCat(unspent(psk), rHost, rGuest, token));

/** The new session's id, 16 bytes. */
export const leapSessionId = (psk: Bytes): Bytes => kdf512(psk, "session id", 16);
