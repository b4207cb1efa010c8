import { fromBase64, toBase64 } from "../base/base64.ts";
import { type Bytes, equalBytes } from "../base/bytes.ts";
import { isWhole } from "../base/integers.ts";
import { fail, ProtocolError } from "../base/protocol-error.ts";
import { unspent } from "../base/spent.ts";
import { newKemKeys } from "../primitives/kem.ts";
import { commitTo, guestTag } from "./confirm.ts";
import { type H2GuestRun, type H2HostRun, type H2Witness, offerMac } from "./h2.ts";
import { decodeOffer } from "./h2-messages.ts";
import { maxEpoch } from "./limits.ts";

/* Where the two need not be here at the same time, a run outlives the page that began it. It rests as JSON with
   base64; whoever can read it can finish it, so where it lies is the platform's matter. It goes as soon as the
   run is finished or dropped. */

type Text<Run, Kept extends keyof Run = never> = {
  readonly [Name in keyof Run]: Name extends Kept ? Run[Name] : string;
};

export type H2HostRunRecord = Text<H2HostRun, "base" | "epoch">;
export type H2WitnessRecord = Text<H2Witness, "base" | "epoch">;
export type H2GuestRunRecord = Text<H2GuestRun, "base" | "epoch">;

export function h2WitnessToRecord({
  sessionId,
  psk,
  base,
  epoch,
  rid,
  msg1,
  dk,
}: H2Witness): H2WitnessRecord {
  return {
    sessionId: toBase64(sessionId),
    psk: toBase64(psk),
    base,
    epoch,
    rid: toBase64(rid),
    msg1: toBase64(msg1),
    dk: toBase64(unspent(dk)),
  };
}

export function h2HostRunToRecord(run: H2HostRun): H2HostRunRecord {
  return { ...h2WitnessToRecord(run), na: toBase64(run.na) };
}

/** A guest's run of a session that has an id, as H2's always has. */
export function h2GuestRunToRecord(run: H2GuestRun): H2GuestRunRecord {
  const { id, prk, th, commitment, nb, tagB, epoch, base, sessionId } = run;
  return {
    id: toBase64(id),
    prk: toBase64(unspent(prk)),
    th: toBase64(th),
    commitment: toBase64(commitment),
    nb: toBase64(nb),
    tagB: toBase64(tagB),
    epoch,
    base,
    sessionId: toBase64(sessionId),
  };
}

/** Throws ProtocolError("record") on anything `h2HostRunToRecord` does not write. */
export const h2HostRunFromRecord = (value: unknown): H2HostRun =>
  reading(() => {
    const witness = readWitness(fieldsOf(value));
    const na = readKey(fieldsOf(value)["na"], 32);
    const { commitment } = decodeOffer(witness.msg1);
    return equalBytes(commitment, commitTo(na)) ? { ...witness, na } : fail("record");
  });

/** Throws ProtocolError("record") on anything `h2WitnessToRecord` does not write. */
export const h2WitnessFromRecord = (value: unknown): H2Witness => reading(() => readWitness(fieldsOf(value)));

/** Throws ProtocolError("record") on anything `h2GuestRunToRecord` does not write. */
export const h2GuestRunFromRecord = (value: unknown): H2GuestRun =>
  reading(() => {
    const fields = fieldsOf(value);
    const [base, epoch] = readEpochs(fields);
    const run = {
      id: readBytes(fields["id"], 16),
      prk: readKey(fields["prk"], 64),
      th: readBytes(fields["th"], 64),
      commitment: readBytes(fields["commitment"], 32),
      nb: readBytes(fields["nb"], 32),
      tagB: readBytes(fields["tagB"], 32),
      epoch,
      base,
      sessionId: readBytes(fields["sessionId"], 16),
    };
    return equalBytes(run.tagB, guestTag(run.prk, run.th)) ? run : fail("record");
  });

/** The offer is the one of these keys: its MAC is under the psk, its key is the one `dk` opens. */
function readWitness(fields: Fields): H2Witness {
  const [base, epoch] = readEpochs(fields);
  const [sessionId, psk] = [readBytes(fields["sessionId"], 16), readKey(fields["psk"], 64)];
  const [rid, dk] = [readBytes(fields["rid"], 16), readKey(fields["dk"], 32)];
  const msg1 = typeof fields["msg1"] === "string" ? fromBase64(fields["msg1"]) : fail("record");
  const offer = decodeOffer(msg1);
  const isOffer =
    equalBytes(offer.rid, rid) &&
    offer.base === base &&
    offer.epoch === epoch &&
    equalBytes(offer.mac, offerMac(psk, sessionId, offer.body)) &&
    equalBytes(offer.ek, newKemKeys(() => dk.slice()).ek);
  return isOffer ? { sessionId, psk, base, epoch, rid, msg1, dk } : fail("record");
}

function readEpochs({ base, epoch }: Fields): readonly [base: number, epoch: number] {
  return isWhole(base, 0, maxEpoch) && isWhole(epoch, base + 1, maxEpoch) ? [base, epoch] : fail("record");
}

function readBytes(value: unknown, size: number): Bytes {
  const bytes = typeof value === "string" ? fromBase64(value) : fail("record");
  return bytes.length === size ? bytes : fail("record");
}

function readKey(value: unknown, size: number): Bytes {
  const key = readBytes(value, size);
  return key.some((byte) => byte !== 0) ? key : fail("record");
}

type Fields = { readonly [name: string]: unknown };

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : fail("record");

/** Whatever is wrong with a record, it is the record that is wrong. */
function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ProtocolError("record", { cause: error });
  }
}
