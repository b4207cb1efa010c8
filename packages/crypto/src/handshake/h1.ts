import { type Bytes, wipe } from "../base/bytes.ts";
import { lvCat } from "../base/lv.ts";
import { fail } from "../base/protocol-error.ts";
import { draw, type Random } from "../base/random.ts";
import { unspent } from "../base/spent.ts";
import { type JoinCode, passwordOf } from "../invite/invite.ts";
import { agreedPoint, generator, intermediateKey, newShare, type Shares } from "../primitives/cpace.ts";
import { extract512, sha512 } from "../primitives/kdf.ts";
import { decapsulate, encapsulate, newKemKeys } from "../primitives/kem.ts";
import {
  commitTo,
  type Confirmed,
  confirmByHost,
  confirmToGuest,
  guestTag,
  type Unconfirmed,
} from "./confirm.ts";
import type { EpochKeys } from "./epoch-keys.ts";
import {
  decodeMsg1,
  decodeMsg2,
  encodeAda,
  encodeAdb,
  encodeMsg1,
  encodeMsg2,
  type Terms,
} from "./h1-messages.ts";

/* H1: from a code two people know to keys nobody else has. CPace turns 35 bits into a strong secret without
   giving anybody, the relaying server included, more than one guess a run; X-Wing adds a secret that recorded
   traffic does not give away later. Host and guest are fixed: the host made the code. */

/** The host between its offer and the one answer it will look at. */
export type H1HostRun = {
  readonly token: string;
  readonly sid: Bytes;
  readonly scalar: Bytes;
  readonly ya: Bytes;
  readonly ada: Bytes;
  readonly dk: Bytes;
  readonly na: Bytes;
};

/** The guest between its answer and the host's confirmation. */
export type H1GuestRun = Unconfirmed;

/** Host: a new offer. Made when both are there, and again after every failed run: one offer, one answer. */
export function startH1(
  offer: JoinCode & Terms,
  random: Random,
): { readonly run: H1HostRun; readonly msg1: Bytes } {
  const { token } = offer;
  const na = draw(random, 32);
  const sid = draw(random, 16);
  const { scalar, share: ya } = newShare(generator(passwordOf(offer), identities(token), sid), random);
  const { ek, dk } = newKemKeys(random);
  const ada = encodeAda(offer, commitTo(na), ek);
  return { run: { token, sid, scalar, ya, ada, dk, na }, msg1: encodeMsg1(sid, ya, ada) };
}

/**
 * Guest: answers an offer. Charge the guess budget before `msg2` leaves: from then on whoever made the offer
 * can test the guess it was made with. Throws hs_length, hs_mismatch, hs_version, cpace_*.
 */
export function answerH1(
  code: JoinCode,
  msg1: Bytes,
  random: Random,
): { readonly run: H1GuestRun; readonly msg2: Bytes; readonly offered: Terms } {
  const password = passwordOf(code);
  const { sid, ya, ada, terms, commitment, ek } = decodeMsg1(msg1);
  const nb = draw(random, 32);
  const { scalar, share: yb } = newShare(generator(password, identities(code.token), sid), random);
  const k = agreedPoint(scalar, ya);
  const { ct, secret } = encapsulate(ek, random) ?? fail("hs_mismatch");
  const adb = encodeAdb(nb, ct);
  const { th, prk } = agree(code.token, sid, { ya, ada, yb, adb }, k, secret);
  wipe(scalar);
  const tagB = guestTag(prk, th);
  const run = { id: sid, prk, th, commitment, nb, tagB, epoch: 0, sessionId: null };
  return { run, msg2: encodeMsg2(sid, yb, adb, tagB), offered: terms };
}

/**
 * Host: looks at the one answer. The run is consumed whatever the answer is: a second look would be a second
 * guess. Charge the budget first. Throws hs_length, hs_mismatch, hs_version, cpace_*, hs_confirm.
 */
export function acceptH1(run: H1HostRun, msg2: Bytes): Confirmed {
  const { token, sid, scalar, ya, ada, dk, na } = run;
  unspent(scalar);
  try {
    const { yb, adb, nb, ct, tagB } = decodeMsg2(msg2, sid);
    const k = agreedPoint(scalar, yb);
    const secret = decapsulate(ct, dk) ?? fail("hs_mismatch");
    const { th, prk } = agree(token, sid, { ya, ada, yb, adb }, k, secret);
    return confirmToGuest(0x13, { id: sid, prk, th, na, nb, tagB, epoch: 0, sessionId: null });
  } finally {
    dropH1(run);
  }
}

/**
 * Guest: the host's confirmation. Rubbish leaves the run open for the right one (hs_length, hs_mismatch,
 * hs_confirm); hs_commit ends it and is an alarm.
 */
export const finishH1 = (run: H1GuestRun, msg3: Bytes): EpochKeys => confirmByHost(0x13, run, msg3);

/** Wipes a run that will not be finished. */
export function dropH1(run: H1HostRun | H1GuestRun): void {
  if ("scalar" in run) wipe(run.scalar, run.dk, run.na);
  else wipe(run.prk);
}

/** CI of CPace: the token and who plays which part. */
const identities = (token: string): Bytes => lvCat("ChatOrbit/v1", "session", token, "host", "guest");

/** TH over all that was said, PRK out of both secrets; the secrets are wiped. */
function agree(token: string, sid: Bytes, shares: Shares, k: Bytes, kemSecret: Bytes) {
  const { ya, ada, yb, adb } = shares;
  const th = sha512(lvCat("ChatOrbit/v1 H1", identities(token), sid, ya, ada, yb, adb));
  const isk = intermediateKey(sid, k, shares);
  const prk = extract512(th, lvCat(isk, kemSecret));
  wipe(k, isk, kemSecret);
  return { th, prk };
}
