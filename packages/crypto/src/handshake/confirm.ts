import { type Bytes, concat, cut, equalBytes, wipe } from "../base/bytes.ts";
import { u8 } from "../base/integers.ts";
import { lvCat } from "../base/lv.ts";
import { fail } from "../base/protocol-error.ts";
import { unspent } from "../base/spent.ts";
import { kdf512, mac256, sha256 } from "../primitives/kdf.ts";
import { type Agreement, type EpochKeys, epochKeys } from "./epoch-keys.ts";

/* The end of both handshakes is the same: the guest proves the key, then the host proves it and opens the nonce
   it had committed to. */

/**
 * cN in the host's first message. Without it, a man in the middle who knows the secret could try nonces until
 * the few words people compare are equal on both screens; with it he has one try, and it is shown.
 */
export const commitTo = (na: Bytes): Bytes => sha256(lvCat("ChatOrbit/v1 sas commit", na));

/** Proof of the guest that it has the key, over everything said so far. */
export const guestTag = (prk: Bytes, th: Bytes): Bytes =>
  mac256(kdf512(prk, "confirm guest", 32), "ChatOrbit/v1 confirm", "guest", th);

/** Proof of the host, over the opened nonce and the guest's proof too. */
const hostTag = (prk: Bytes, th: Bytes, na: Bytes, tagB: Bytes): Bytes =>
  mac256(kdf512(prk, "confirm host", 32), "ChatOrbit/v1 confirm", "host", th, na, tagB);

/** The last message, 81 bytes: type ‖ id of the run ‖ Na ‖ tagA. */
const encodeMsg3 = (type: number, id: Bytes, na: Bytes, tagA: Bytes): Bytes => concat(u8(type), id, na, tagA);

export type Confirmed = { readonly keys: EpochKeys; readonly msg3: Bytes };

type Answered = Agreement & { readonly id: Bytes; readonly th: Bytes; readonly tagB: Bytes };

/** The host's end of a run: the guest's proof in, its own out. Throws hs_confirm; `prk` is wiped either way. */
export function confirmToGuest(type: number, answered: Answered): Confirmed {
  const { id, prk, th, na, tagB } = answered;
  try {
    if (!equalBytes(tagB, guestTag(prk, th))) fail("hs_confirm");
    return { keys: epochKeys("host", answered), msg3: encodeMsg3(type, id, na, hostTag(prk, th, na, tagB)) };
  } finally {
    wipe(prk);
  }
}

/** What a guest keeps between its answer and the host's confirmation. */
export type Unconfirmed = {
  readonly id: Bytes;
  readonly prk: Bytes;
  readonly th: Bytes;
  readonly commitment: Bytes;
  readonly nb: Bytes;
  readonly tagB: Bytes;
  readonly epoch: number;
  readonly sessionId: Bytes | null;
};

/**
 * The guest's end of a run. A message that is not the host's leaves the run as it was (anybody can send
 * rubbish, the right one may still come); a host that opens another nonce than it committed to ends it.
 */
export function confirmByHost(type: number, run: Unconfirmed, msg3: Bytes): EpochKeys {
  const { id, prk, th, commitment, nb, tagB, epoch, sessionId } = run;
  unspent(prk);
  const [kind, theirId, na, tagA] = cut(msg3, [1, 16, 32, 32], "hs_length");
  if (kind[0] !== type || !equalBytes(theirId, id)) fail("hs_mismatch");
  if (!equalBytes(tagA, hostTag(prk, th, na, tagB))) fail("hs_confirm");
  const hasKept = equalBytes(commitTo(na), commitment);
  const keys = hasKept ? epochKeys("guest", { prk, epoch, sessionId, na, nb }) : null;
  wipe(prk);
  return keys ?? fail("hs_commit");
}
