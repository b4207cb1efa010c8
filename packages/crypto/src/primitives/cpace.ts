import { ristretto255, ristretto255_hasher } from "@noble/curves/ed25519.js";
import { bytesToNumberLE } from "@noble/curves/utils.js";
import { type Bytes, concat, wipe } from "../base/bytes.ts";
import { lv, lvCat } from "../base/lv.ts";
import { fail } from "../base/protocol-error.ts";
import { draw, type Random } from "../base/random.ts";
import { utf8Encode } from "../base/utf8.ts";
import { sha512 } from "./kdf.ts";

/* CPACE-RISTR255-SHA512, initiator and responder, draft-irtf-cfrg-cpace-21. Two people who know one short secret
   get a strong key; whoever does not know it, not even one of them, can test one guess per run and no more. */

const suite = utf8Encode("CPaceRistretto255");
const { Point } = ristretto255;
const { Fn } = Point;

type Generator = InstanceType<typeof Point>;

/** Input block of SHA-512: the zero padding keeps the secret in a hash block of its own. */
const blockBytes = 128;

export function generatorString(prs: Bytes, ci: Bytes, sid: Bytes): Bytes {
  const padding = Math.max(0, blockBytes - 1 - lv(prs).length - lv(suite).length);
  return lvCat(suite, prs, new Uint8Array(padding), ci, sid);
}

/** RFC 9496 §4.3.4. */
const elementDerivation = ristretto255_hasher.deriveToCurve;

/** The group element both start from. `prs` is the secret both know, `ci` says who talks about what. */
export function generator(prs: Bytes, ci: Bytes, sid: Bytes): Generator {
  if (elementDerivation === undefined) throw new Error("this ristretto255 has no element derivation");
  return elementDerivation(sha512(generatorString(prs, ci, sid)));
}

/** A fresh secret exponent and the share Y = g^y that goes to the peer. */
export function newShare(g: Generator, random: Random): { readonly scalar: Bytes; readonly share: Bytes } {
  const wide = draw(random, 64);
  const scalar = Fn.toBytes(Fn.create(bytesToNumberLE(wide)));
  wipe(wide);
  return { scalar, share: shareOf(g, scalar) };
}

/** Throws when the scalar is zero: only a dead generator gives one. */
export const shareOf = (g: Generator, scalar: Bytes): Bytes => g.multiply(toNumber(scalar)).toBytes();

/**
 * K = Y^y, 32 bytes (`scalar_mult_vfy`). Throws cpace_bad_point when the peer's share is no canonical encoding
 * and cpace_identity when it is the neutral element: with it K would not depend on any secret.
 */
export function agreedPoint(scalar: Bytes, peerShare: Bytes): Bytes {
  const peer = decodePoint(peerShare);
  if (peer.is0()) fail("cpace_identity");
  return peer.multiply(toNumber(scalar)).toBytes();
}

/** Both shares, each with what its sender bound to it: the order of initiator, responder. */
export type Shares = { readonly ya: Bytes; readonly ada: Bytes; readonly yb: Bytes; readonly adb: Bytes };

/** ISK, 64 bytes. */
export function intermediateKey(sid: Bytes, k: Bytes, { ya, ada, yb, adb }: Shares): Bytes {
  return sha512(concat(lvCat("CPaceRistretto255_ISK", sid, k), lvCat(ya, ada), lvCat(yb, adb)));
}

function decodePoint(share: Bytes): Generator {
  try {
    return Point.fromBytes(share);
  } catch {
    return fail("cpace_bad_point");
  }
}

const toNumber = (scalar: Bytes): bigint => Fn.create(bytesToNumberLE(scalar));
