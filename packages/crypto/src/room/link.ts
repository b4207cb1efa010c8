import { fromBase64Url, toBase64Url } from "../base/base64.ts";
import { type Bytes, wipe } from "../base/bytes.ts";
import { lvCat } from "../base/lv.ts";
import { ProtocolError } from "../base/protocol-error.ts";
import { draw, type Random } from "../base/random.ts";
import { unspent } from "../base/spent.ts";
import { admissionKeyOf } from "./admission.ts";
import { extract512, kdf512 } from "../primitives/kdf.ts";

/* The link of a room is /room/<roomId>#<key>. Its key has 256 bits, so nobody can guess it and a public key made
   from it may lie at the server, which a join code of 35 bits must never allow. Whoever holds the link before
   the second seat is taken can take it; once epoch 1 is confirmed all of this is wiped and the link opens nothing. */

/** Bytes of the key behind `#`. */
export const roomKeyLength = 32;

/** What a link's key is good for, until epoch 1 is confirmed. Wipe with `dropRoomKeys`. */
export type RoomKeys = {
  /** 64 bytes: psk 0, base of the first handshake. */
  readonly psk: Bytes;
  /** 16 bytes: the room's id inside seals and handshakes. No secret. */
  readonly sid: Bytes;
  /** 32 bytes: signs at the door. */
  readonly admissionSeed: Bytes;
  /** 32 bytes: the server keeps it and checks signatures with it. No secret. */
  readonly admissionPub: Bytes;
};

/** A fresh key of 32 bytes, made by the creator's device and sent to no server. Wipe it with the keys made of it. */
export const newRoomKey = (random: Random): Bytes => draw(random, roomKeyLength);

/**
 * The keys of a link. `roomId` is the text in its path. `key` is left as it is. Throws RangeError when it has
 * not 32 bytes, SpentError when it was wiped.
 */
export function roomKeys(roomId: string, key: Bytes): RoomKeys {
  if (key.length !== roomKeyLength) throw new RangeError("the key of a room has 32 bytes");
  const psk = extract512("ChatOrbit/v1 room", lvCat(roomId, unspent(key)));
  const admissionSeed = kdf512(psk, "admission", 32);
  return { psk, sid: kdf512(psk, "room id", 16), admissionSeed, admissionPub: admissionKeyOf(admissionSeed) };
}

/** EK0, 32 bytes: what the creator writes under while it is alone. Everybody who has the link can write so too. */
export const roomEpochZero = (psk: Bytes): Bytes => kdf512(psk, "room epoch 0", 32);

/** Wipes what a link could do: when epoch 1 is confirmed, or at the end. `sid` stays, the seals name it. */
export const dropRoomKeys = ({ psk, admissionSeed }: RoomKeys): void => wipe(psk, admissionSeed);

/** What stands behind the `#`: 43 symbols of the URL alphabet. */
export const formatRoomFragment = (key: Bytes): string => toBase64Url(key);

/**
 * The key behind a `#` (without it); null when the text is none: another length, symbol or spelling, or a key
 * of zeros, which nobody draws.
 */
export function parseRoomFragment(text: string): Bytes | null {
  if (text.length !== 43) return null;
  try {
    const key = fromBase64Url(text);
    return key.some((byte) => byte !== 0) ? key : null;
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}
