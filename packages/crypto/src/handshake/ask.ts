import { type Bytes, concat, cut, equalBytes } from "../base/bytes.ts";
import { readNumber, u8, u32 } from "../base/integers.ts";
import { fail } from "../base/protocol-error.ts";
import { draw, type Random } from "../base/random.ts";
import { kdf512, mac256 } from "../primitives/kdf.ts";

/* The guest's wish for a new handshake. It is authenticated, because the epoch of the next offer depends on it
   and epochs are not the relay's to choose. 57 bytes: 0x20 ‖ nonce(16) ‖ u32 base ‖ u32 ep ‖ mac(32). */

/** `base`: the epoch whose psk the guest holds. `epoch`: the last one it confirmed, as far as it knows. */
export type Ask = { readonly base: number; readonly epoch: number; readonly nonce: Bytes };

export type Asking = {
  readonly sessionId: Bytes;
  readonly psk: Bytes;
  readonly base: number;
  readonly epoch: number;
};

/** Authenticates asks and offers under a psk. A host keeps it for the psk it wiped last (rule 8). */
export const askMacKey = (psk: Bytes): Bytes => kdf512(psk, "h2 mac", 32);

export function askH2({ sessionId, psk, base, epoch }: Asking, random: Random): Bytes {
  const body = concat(u8(0x20), draw(random, 16), u32(base), u32(epoch));
  return concat(body, askMac(askMacKey(psk), sessionId, body));
}

/**
 * The host reads an ask. `pskOf` gives the psk of an epoch it holds. Throws hs_length, hs_mismatch, hs_base
 * (no such psk), hs_mac (not from who holds it). Whether `epoch` is sane is rule 1's: `offerUnder`.
 */
export function readAskH2(bytes: Bytes, sessionId: Bytes, pskOf: (base: number) => Bytes | undefined): Ask {
  const { ask, body, mac } = decode(bytes);
  const psk = pskOf(ask.base) ?? fail("hs_base");
  return equalBytes(mac, askMac(askMacKey(psk), sessionId, body)) ? ask : fail("hs_mac");
}

/** The same under a kept MAC key. It says who asks, and opens nothing. */
export function readAskWithMacKey(bytes: Bytes, sessionId: Bytes, macKey: Bytes): Ask {
  const { ask, body, mac } = decode(bytes);
  return equalBytes(mac, askMac(macKey, sessionId, body)) ? ask : fail("hs_mac");
}

const askMac = (macKey: Bytes, sessionId: Bytes, body: Bytes): Bytes =>
  mac256(macKey, "ChatOrbit/v1 H2 ask", sessionId, body);

function decode(bytes: Bytes): { readonly ask: Ask; readonly body: Bytes; readonly mac: Bytes } {
  const [body, mac] = cut(bytes, [25, 32], "hs_length");
  const [type, nonce, base, epoch] = cut(body, [1, 16, 4, 4], "hs_length");
  if (type[0] !== 0x20) fail("hs_mismatch");
  return { ask: { base: readNumber(base), epoch: readNumber(epoch), nonce }, body, mac };
}
