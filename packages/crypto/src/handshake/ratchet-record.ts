import { fromBase64, toBase64 } from "../base/base64.ts";
import type { Bytes } from "../base/bytes.ts";
import { isWhole } from "../base/integers.ts";
import { fail, ProtocolError } from "../base/protocol-error.ts";
import { maxEpoch } from "./limits.ts";
import type { GuestPsk, HostPsks } from "./ratchet.ts";

/* How the psks of a seat rest in its record: JSON with base64. Whoever can read the record can resume the
   session, so where it lies is the platform's matter; chain keys and counters are never in it. */

export type HeldRecord = { readonly epoch: number; readonly psk: string };

export type HostPsksRecord = {
  readonly held: readonly HeldRecord[];
  readonly offered: number;
  readonly confirmed: number;
  readonly formerAskKey: string | null;
  readonly askNonces: readonly string[];
};

export const guestPskToRecord = ({ epoch, psk }: GuestPsk): HeldRecord => ({ epoch, psk: toBase64(psk) });

export function hostPsksToRecord(host: HostPsks): HostPsksRecord {
  const formerAskKey = host.formerAskKey && toBase64(host.formerAskKey);
  return { ...host, held: host.held.map(guestPskToRecord), formerAskKey };
}

/** Throws ProtocolError("record") on anything `guestPskToRecord` does not write. */
export const guestPskFromRecord = (value: unknown): GuestPsk => reading(() => readHeld(value));

/** Throws ProtocolError("record") on anything `hostPsksToRecord` does not write. */
export const hostPsksFromRecord = (value: unknown): HostPsks => reading(() => readHost(fieldsOf(value)));

function readHost({ held, offered, confirmed, formerAskKey, askNonces }: Fields): HostPsks {
  const psks = listOf(held).map(readHeld);
  const [older, newer] = psks;
  const isInOrder =
    older !== undefined && psks.length <= 2 && (newer === undefined || older.epoch < newer.epoch);
  if (!isInOrder || !isEpoch(offered) || !isEpoch(confirmed)) return fail("record");
  if (psks.some(({ epoch }) => epoch > offered) || confirmed > offered) return fail("record");
  return {
    held: psks,
    offered,
    confirmed,
    formerAskKey: formerAskKey === null ? null : readKey(formerAskKey, 32),
    askNonces: listOf(askNonces).map(readNonce),
  };
}

function readHeld(value: unknown): GuestPsk {
  const { epoch, psk } = fieldsOf(value);
  return isEpoch(epoch) ? { epoch, psk: readKey(psk, 64) } : fail("record");
}

function readKey(value: unknown, size: number): Bytes {
  const key = typeof value === "string" ? fromBase64(value) : fail("record");
  return key.length === size && key.some((byte) => byte !== 0) ? key : fail("record");
}

const readNonce = (value: unknown): string =>
  typeof value === "string" && /^[0-9a-f]{32}$/.test(value) ? value : fail("record");

type Fields = { readonly [name: string]: unknown };

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : fail("record");

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : fail("record"));

const isEpoch = (value: unknown): value is number => isWhole(value, 0, maxEpoch);

/** Whatever is wrong with a record, it is the record that is wrong. */
function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ProtocolError("record", { cause: error });
  }
}
