import { toBase64 } from "../base/base64.ts";
import { type Bytes, wipe } from "../base/bytes.ts";
import { type Failure, ProtocolError } from "../base/protocol-error.ts";
import { take, unspent } from "../base/spent.ts";
import { openBody, sealBody } from "../live/sealed-body.ts";
import { type Aead, nobleAead } from "../primitives/aead.ts";
import {
  entryHash,
  instLength,
  type KeptDirection,
  type KeptEnvelope,
  type KeptHeader,
  keptAad,
  keptLabel,
  keptMessageKey,
  type KeptType,
  readKeptEnvelope,
  toKeptEnvelope,
} from "./kept-envelope.ts";

/* Sealing and opening what a log keeps. There is no chain: a page that comes back has only the epoch's key, and
   nothing to restore, so no counter that is set back can ever repeat a message's key. */

/** The keys of epochs a device can read: 32 bytes each, kept until the room ends. */
export type KeptKeys = {
  readonly sid: Bytes;
  readonly keys: readonly { readonly ep: number; readonly ek: Bytes }[];
};

/**
 * What one page load writes under one epoch. Consumed by every seal: the next one goes with the stream it
 * returns, and using the old one again throws SpentError.
 */
export type KeptStream = {
  readonly ep: number;
  /** 8 random bytes, fresh for each page load and each epoch in it. No secret. */
  readonly inst: Bytes;
  /** The number of the next entry. */
  readonly n: number;
  /** The number of the next signal: nothing keeps signals, so they must leave no holes between entries. */
  readonly signals: number;
  /** base64 of SHA-256(body) of the entry before, of 32 zeros when there is none. The payload carries it. */
  readonly prev: string;
};

/** `prev` in front of the first entry of a stream. */
export const noPrev = toBase64(new Uint8Array(32));

/** `inst` is copied. Throws RangeError when it has not 8 bytes, SpentError when they are zeros. */
export function startKept(inst: Bytes, ep: number): KeptStream {
  if (inst.length !== instLength) throw new RangeError("inst has 8 bytes");
  return { ep, inst: unspent(inst).slice(), n: 0, signals: 0, prev: noPrev };
}

export type KeptSealing = {
  /** 16 bytes. */
  readonly sid: Bytes;
  /** 32 bytes: the key of the stream's epoch. Left as it is. */
  readonly ek: Bytes;
  /** My side. */
  readonly dir: KeptDirection;
  readonly stream: KeptStream;
  readonly header: {
    readonly type: KeptType;
    /** uuid; the same when a payload is sealed again, so that the peer shows it once. */
    readonly messageId: string;
    /** Whole seconds. */
    readonly timestamp: number;
  };
  /** An entry's carries `stream.prev`. */
  readonly payload: Bytes;
};

export type KeptSealed = {
  readonly stream: KeptStream;
  readonly envelope: KeptEnvelope;
  /** Opens this one envelope, for whoever has to be shown it. Wipe it when it is not needed. */
  readonly mk: Bytes;
  /** base64 of SHA-256(body): belongs into `own`, written before the envelope leaves. */
  readonly hash: string;
};

/**
 * Seals one entry or signal. Keep the envelope until the server has it and send these very bytes again when they
 * got lost: what is sealed again gets another number. Throws too_long, encoding (no uuid); the stream is then
 * untouched. RangeError: the guest's side writes nothing under epoch 0.
 */
export function sealKept(sealing: KeptSealing, aead: Aead = nobleAead): KeptSealed {
  const { sid, ek, dir, stream, payload } = sealing;
  if (stream.ep === 0 && dir === 1) throw new RangeError("epoch 0 is the creator's");
  const inst = unspent(stream.inst).slice();
  const isSignal = sealing.header.type === "signal";
  const n = isSignal ? stream.signals : stream.n;
  const header: KeptHeader = { ...sealing.header, epoch: stream.ep, inst, n };
  const aad = keptAad(header, sid, dir);
  const mk = keptMessageKey(ek, aad);
  const sealed = sealBody(mk, keptLabel, aad, payload, aead);
  const hash = entryHash(sealed);
  const taken = { ...stream, inst: take(stream.inst) };
  const next = isSignal ? { ...taken, signals: n + 1 } : { ...taken, n: n + 1, prev: hash };
  return { stream: next, envelope: toKeptEnvelope(header, sealed), mk, hash };
}

export type KeptOpening = {
  readonly sid: Bytes;
  /** The key of the envelope's epoch: `keptEpoch` says which. Left as it is. */
  readonly ek: Bytes;
  /** The side of whoever the server says wrote it; opening proves it. */
  readonly dir: KeptDirection;
  readonly envelope: unknown;
};

export type KeptOpened = {
  readonly kind: "opened";
  readonly type: KeptType;
  readonly ep: number;
  /** base64 of 8 bytes, as in the envelope. */
  readonly inst: string;
  readonly n: number;
  readonly messageId: string;
  readonly timestamp: number;
  readonly payload: Bytes;
  /** Opens this one envelope and no other. It can be made again from the epoch's key: wipe it. */
  readonly mk: Bytes;
  /** base64 of SHA-256(body). */
  readonly hash: string;
};

export type KeptRefused = {
  readonly kind: "refused";
  readonly code: Extract<Failure, "header" | "auth" | "er_old">;
};

/**
 * Opens what the log shows. Never throws on it. `header`: malformed. `auth`: not sealed so under this key by this
 * side. `er_old`: under epoch 0 as the guest's, which never writes there. What opens was sealed by somebody who
 * has the key: the other device, or this one; which of the two, only `own` can say.
 */
export function openKept(
  { sid, ek, dir, envelope }: KeptOpening,
  aead: Aead = nobleAead,
): KeptOpened | KeptRefused {
  const read = tryToRead(envelope);
  if (read === null) return { kind: "refused", code: "header" };
  const { header, sealed } = read;
  if (header.epoch === 0 && dir === 1) return { kind: "refused", code: "er_old" };
  const aad = keptAad(header, sid, dir);
  const mk = keptMessageKey(ek, aad);
  const payload = openBody(mk, keptLabel, aad, sealed, aead);
  if (payload === null) {
    wipe(mk);
    return { kind: "refused", code: "auth" };
  }
  const { type, epoch, n, messageId, timestamp } = header;
  const inst = toBase64(header.inst);
  return {
    kind: "opened",
    type,
    ep: epoch,
    inst,
    n,
    messageId,
    timestamp,
    payload,
    mk,
    hash: entryHash(sealed),
  };
}

/** The epoch an envelope says it is of, to choose the key that checks it; null when it is no envelope. */
export const keptEpoch = (envelope: unknown): number | null => tryToRead(envelope)?.header.epoch ?? null;

/** The key of an epoch; undefined when this device has none. */
export const keptKeyOf = ({ keys }: KeptKeys, ep: number): Bytes | undefined =>
  keys.find((key) => key.ep === ep)?.ek;

/** Wipes the keys of all epochs at the end of the room. */
export const dropKept = ({ keys }: KeptKeys): void => wipe(...keys.map(({ ek }) => ek));

function tryToRead(envelope: unknown): ReturnType<typeof readKeptEnvelope> | null {
  try {
    return readKeptEnvelope(envelope);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}
