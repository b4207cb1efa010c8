import { type Bytes, concat, equalBytes, wipe } from "../base/bytes.ts";
import { u32 } from "../base/integers.ts";
import { lvCat } from "../base/lv.ts";
import { fail, ProtocolError } from "../base/protocol-error.ts";
import { draw, type Random } from "../base/random.ts";
import { unspent } from "../base/spent.ts";
import { extract512, mac256, sha512 } from "../primitives/kdf.ts";
import { decapsulate, encapsulate, newKemKeys } from "../primitives/kem.ts";
import { askMacKey } from "./ask.ts";
import {
  commitTo,
  type Confirmed,
  confirmByHost,
  confirmToGuest,
  guestTag,
  type Unconfirmed,
} from "./confirm.ts";
import { type EpochKeys, epochKeyOf } from "./epoch-keys.ts";
import { decodeAnswer, decodeOffer, encodeAnswer, encodeOffer } from "./h2-messages.ts";
import { refusalOfOffer } from "./ratchet-rules.ts";

/* H2: the next epoch of two devices that already share 64 bytes. Each run replaces them, so a stolen copy dies
   at the next run, and X-Wing makes keys that even whoever has the old psk cannot compute from the traffic.
   The psk cannot be guessed: there is no budget here, and rubbish leaves a run as it was. */

export type H2HostRun = {
  readonly sessionId: Bytes;
  readonly psk: Bytes;
  readonly base: number;
  readonly epoch: number;
  readonly rid: Bytes;
  readonly msg1: Bytes;
  readonly dk: Bytes;
  readonly na: Bytes;
};

/** What of a run still recognises answers after one was accepted, and can confirm none: its nonce is not in it. */
export type H2Witness = Omit<H2HostRun, "na">;

export type H2GuestRun = Unconfirmed & { readonly base: number; readonly sessionId: Bytes };

export type H2Offering = {
  readonly sessionId: Bytes;
  readonly psk: Bytes;
  readonly base: number;
  readonly epoch: number;
};

/** Host: an offer of `epoch` under the psk of `base`. Both come from `offerUnder`, written before this leaves. */
export function startH2(
  { sessionId, psk, base, epoch }: H2Offering,
  random: Random,
): { readonly run: H2HostRun; readonly msg1: Bytes } {
  const na = draw(random, 32);
  const rid = draw(random, 16);
  const { ek, dk } = newKemKeys(random);
  const body = encodeOffer({ rid, base, epoch, commitment: commitTo(na), ek });
  const msg1 = concat(body, offerMac(psk, sessionId, body));
  return { run: { sessionId, psk: unspent(psk).slice(), base, epoch, rid, msg1, dk, na }, msg1 };
}

export type H2Answering = {
  readonly sessionId: Bytes;
  readonly psk: Bytes;
  /** The epoch `psk` is from. */
  readonly base: number;
  /** The last epoch this guest confirmed. */
  readonly lastEpoch: number;
};

/**
 * Guest: answers an offer under its one psk. Drop an earlier unfinished run (rule 2). Throws hs_length,
 * hs_mismatch, hs_version, hs_base (another psk than mine), hs_mac (not from who holds mine), hs_epoch (an old
 * offer played again).
 */
export function answerH2(
  { sessionId, psk, base, lastEpoch }: H2Answering,
  msg1: Bytes,
  random: Random,
): { readonly run: H2GuestRun; readonly msg2: Bytes; readonly epoch: number } {
  const offer = decodeOffer(msg1);
  const refusal = refusalOfOffer({ base, lastEpoch }, offer);
  if (refusal === "hs_base") fail(refusal);
  if (!equalBytes(offer.mac, offerMac(psk, sessionId, offer.body))) fail("hs_mac");
  if (refusal !== null) fail(refusal);
  const { rid, epoch, commitment } = offer;
  const nb = draw(random, 32);
  const { ct, secret } = encapsulate(offer.ek, random) ?? fail("hs_mismatch");
  const body = encodeAnswer(rid, nb, ct);
  const { th, prk } = agree({ sessionId, psk, epoch }, msg1, body, secret);
  const tagB = guestTag(prk, th);
  const run = { id: rid, prk, th, commitment, nb, tagB, epoch, base, sessionId: sessionId.slice() };
  return { run, msg2: concat(body, tagB), epoch };
}

/**
 * Host: the guest's answer. Consumes the run when it is valid. Write the record of `hostAccepted` before `msg3`
 * leaves (rule 3). Throws hs_length, hs_mismatch, hs_confirm.
 */
export function acceptH2(run: H2HostRun, msg2: Bytes): Confirmed {
  const { sessionId, epoch, rid, na } = run;
  const confirmed = confirmToGuest(0x23, { id: rid, na, epoch, sessionId, ...hear(run, msg2) });
  dropH2(run);
  return confirmed;
}

/**
 * Host: a copy of a run that is about to be accepted, for `isValidAnswer` afterwards: where a link was answered,
 * a second valid answer means that two people hold it. Wipe it with `dropH2` when the epoch is confirmed.
 */
export function witnessOf({ sessionId, psk, base, epoch, rid, msg1, dk }: H2HostRun): H2Witness {
  return { sessionId, psk: unspent(psk).slice(), base, epoch, rid, msg1, dk: unspent(dk).slice() };
}

/**
 * Host: was this answer made by somebody who holds the psk? Completes nothing and leaves the run as it is. Never
 * throws on `msg2`.
 */
export function isValidAnswer(run: H2HostRun | H2Witness, msg2: Bytes): boolean {
  try {
    const { th, prk, tagB } = hear(run, msg2);
    const isValid = equalBytes(tagB, guestTag(prk, th));
    wipe(prk);
    return isValid;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

/**
 * Guest: the host's confirmation. Write the record of `guestConfirmed` before anything is sent under the new
 * epoch (rule 3). Throws hs_length, hs_mismatch, hs_confirm; hs_commit ends the run and is an alarm.
 */
export const finishH2 = (run: H2GuestRun, msg3: Bytes): EpochKeys => confirmByHost(0x23, run, msg3);

/**
 * Guest: the key of the epoch it answered, 32 bytes, before the host confirmed it. What is written under it only
 * the holder of the offer's key can read; whether that is the host is not known yet, and the person is told so.
 * Epoch 1 of a room is begun so, since its creator may be away. A copy: wipe it when the run is dropped.
 */
export const unconfirmedEpochKey = ({ prk }: H2GuestRun): Bytes => epochKeyOf(prk);

/** Wipes a run that will not be finished. */
export function dropH2(run: H2HostRun | H2Witness | H2GuestRun): void {
  if ("prk" in run) wipe(run.prk);
  else wipe(run.psk, run.dk, ...("na" in run ? [run.na] : []));
}

/** Takes an answer apart and computes what its tag has to prove; the caller wipes `prk`. */
function hear(run: H2Witness, msg2: Bytes) {
  const dk = unspent(run.dk);
  const { body, nb, ct, tagB } = decodeAnswer(msg2, run.rid);
  const secret = decapsulate(ct, dk) ?? fail("hs_mismatch");
  return { ...agree(run, run.msg1, body, secret), nb, tagB };
}

export const offerMac = (psk: Bytes, sessionId: Bytes, body: Bytes): Bytes =>
  mac256(askMacKey(psk), "ChatOrbit/v1 H2 offer", sessionId, body);

type Bound = { readonly sessionId: Bytes; readonly psk: Bytes; readonly epoch: number };

/** TH over all that was said, PRK out of psk and fresh secret; the fresh secret is wiped. */
function agree({ sessionId, psk, epoch }: Bound, msg1: Bytes, answer: Bytes, kemSecret: Bytes) {
  const th = sha512(lvCat("ChatOrbit/v1 H2", sessionId, u32(epoch), msg1, answer));
  const prk = extract512(th, lvCat(unspent(psk), kemSecret));
  wipe(kemSecret);
  return { th, prk };
}
