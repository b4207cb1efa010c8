/**
 * The live chains of a conversation, by epoch: which one is written under, which ones are still
 * read (CRYPTO §3 rules 4 and 5, §4). The chains are linear values of packages/crypto.
 */
import {
  ackOf,
  type Bytes,
  dropReceiving,
  dropSending,
  type EpochKeys,
  expire,
  failuresInLastMinute,
  isAckFull,
  open,
  type Opened,
  type ReceiveChain,
  seal,
  type SendChain,
  skippedKeyMs,
  startReceiving,
  startSending,
} from "@chatorbit/crypto";
import type { Role, Sealed } from "@chatorbit/protocol";
import type { Ack } from "./payload.ts";
import { earliest } from "./turn.ts";

type Sending = {
  readonly ep: number;
  readonly chain: SendChain;
  readonly since: number;
  readonly messages: number;
};
type Receiving = {
  readonly ep: number;
  readonly chain: ReceiveChain;
  /** The chain of an older epoch is kept until then, ms. */
  readonly closesAt: number | null;
  readonly hasOpened: boolean;
};

/** What both people can compare, and the number of its epoch. */
export type Sas = { readonly ep: number; readonly bytes: Bytes };

export type Epochs = {
  readonly sending: Sending | null;
  /** The host's next epoch: it writes under it once the guest's first message opened. */
  readonly prepared: (Sending & { readonly sas: Sas }) | null;
  /** Newest first. */
  readonly receiving: readonly Receiving[];
  /** Of the epoch this device writes under. */
  readonly sas: Sas | null;
};

export const noEpochs: Epochs = { sending: null, prepared: null, receiving: [], sas: null };

/** The receiving chain of an older epoch lives this long after the newer one is in use, ms. */
const oldEpochMs = 60_000;

/** A new epoch: the guest writes under it at once, the host prepares it. */
export function beginEpoch(epochs: Epochs, role: Role, keys: EpochKeys, now: number): Epochs {
  const sending: Sending = { ep: keys.epoch, chain: startSending(keys), since: now, messages: 0 };
  const receiving: Receiving = {
    ep: keys.epoch,
    chain: startReceiving(keys),
    closesAt: null,
    hasOpened: false,
  };
  const sas: Sas = { ep: keys.epoch, bytes: keys.sas };
  const replaced = role === "guest" ? epochs.sending : epochs.prepared;
  if (replaced !== null) dropSending(replaced.chain);
  return {
    sending: role === "guest" ? sending : epochs.sending,
    prepared: role === "host" ? { ...sending, sas } : null,
    receiving: [receiving, ...epochs.receiving.filter(({ ep }) => ep !== keys.epoch)],
    sas: role === "guest" ? sas : epochs.sas,
  };
}

export type Header = {
  readonly type: "message" | "signal";
  readonly messageId: string;
  /** Seconds. */
  readonly timestamp: number;
  readonly payload: Bytes;
};

/** Seals under the present epoch; null when there is none. */
export function sealWith(
  epochs: Epochs,
  header: Header,
): { readonly epochs: Epochs; readonly sealed: Sealed; readonly n: number; readonly ep: number } | null {
  const { sending } = epochs;
  if (sending === null) return null;
  const { chain, envelope, mk } = seal(sending.chain, header);
  mk.fill(0);
  const messages = sending.messages + (header.type === "message" ? 1 : 0);
  return {
    epochs: { ...epochs, sending: { ...sending, chain, messages } },
    sealed: envelope as Sealed,
    n: envelope.n,
    ep: sending.ep,
  };
}

export type Arrived =
  | {
      readonly kind: "opened";
      readonly epochs: Epochs;
      readonly opened: Opened;
      readonly ep: number;
      readonly isFirst: boolean;
    }
  | { readonly kind: "replay"; readonly epochs: Epochs }
  | { readonly kind: "refused"; readonly epochs: Epochs; readonly isGapTooLarge: boolean };

/** Opens what came for one of the epochs still read. A failure changes no key. */
export function openWith(epochs: Epochs, sealed: Sealed, now: number): Arrived {
  const index = epochs.receiving.findIndex(({ ep }) => ep === sealed.ep);
  const receiving = epochs.receiving[index];
  if (receiving === undefined) return { kind: "refused", epochs, isGapTooLarge: false };
  const result = open(receiving.chain, sealed, now);
  const next = { ...epochs, receiving: epochs.receiving.with(index, { ...receiving, chain: result.chain }) };
  if (result.kind === "replay") return { kind: "replay", epochs: next };
  if (result.kind === "refused") {
    return { kind: "refused", epochs: next, isGapTooLarge: result.code === "gap_too_large" };
  }
  return {
    kind: "opened",
    opened: result,
    ep: sealed.ep,
    isFirst: !receiving.hasOpened,
    epochs: firstOpened(next, sealed.ep, now),
  };
}

/** The first message under an epoch: the host writes under it from now on, older ones are on their way out. */
function firstOpened(epochs: Epochs, ep: number, now: number): Epochs {
  return {
    ...(epochs.prepared?.ep === ep ? confirmed(epochs, now) : epochs),
    receiving: epochs.receiving.map((receiving) => {
      if (receiving.ep === ep) return { ...receiving, hasOpened: true };
      const isOlder = receiving.ep < ep && receiving.closesAt === null;
      return isOlder ? { ...receiving, closesAt: now + oldEpochMs } : receiving;
    }),
  };
}

function confirmed(epochs: Epochs, now: number): Epochs {
  const { prepared, sending } = epochs;
  if (prepared === null) return epochs;
  if (sending !== null) dropSending(sending.chain);
  const { sas, ...next } = prepared;
  return { ...epochs, sending: { ...next, since: now }, prepared: null, sas };
}

/** The newest epoch this device opened anything of. */
const newestOpened = ({ receiving }: Epochs): Receiving | undefined =>
  receiving.find(({ hasOpened }) => hasOpened) ?? receiving[0];

/** Are there more holes than an acknowledgement holds? Then nothing newer is ever confirmed under these keys. */
export function isFull(epochs: Epochs, now: number): boolean {
  const newest = newestOpened(epochs);
  return newest !== undefined && isAckFull(newest.chain, now);
}

/** Is something still missing that may yet come? */
export const hasHoles = ({ receiving }: Epochs): boolean =>
  receiving.some(({ chain }) => chain.skipped.length > 0);

/** What this device tells the other of its frames. */
export function ackNow(epochs: Epochs, now: number): Ack {
  const newest = newestOpened(epochs);
  if (newest === undefined) return { ep: 0, n: -1, miss: [], lost: [] };
  const { n, miss, lost } = ackOf(newest.chain, now);
  return {
    ep: newest.ep,
    n,
    miss: miss.map(([first, last]) => [first, last]),
    lost: lost.map(([first, last]) => [first, last]),
  };
}

/** Forged or damaged frames of the last minute, over all epochs. */
export const failures = (epochs: Epochs, now: number): number =>
  epochs.receiving.reduce((sum, { chain }) => sum + failuresInLastMinute(chain, now), 0);

/** Numbers of the present epoch that will not come any more. What older epochs lack is said again. */
export const lostCount = (epochs: Epochs): number =>
  epochs.receiving
    .filter(({ closesAt }) => closesAt === null)
    .flatMap(({ chain }) => chain.lost)
    .reduce((count, [first, last]) => count + last - first + 1, 0);

/** Wipes what has lived long enough: skipped keys and the chains of older epochs. */
export function age(epochs: Epochs, now: number): Epochs {
  for (const { chain, closesAt } of epochs.receiving) {
    if (closesAt !== null && now >= closesAt) dropReceiving(chain);
  }
  const receiving = epochs.receiving
    .filter(({ closesAt }) => closesAt === null || now < closesAt)
    .map((one) => {
      const chain = expire(one.chain, now);
      return chain === one.chain ? one : { ...one, chain };
    });
  const isSame =
    receiving.length === epochs.receiving.length &&
    receiving.every((one, index) => one === epochs.receiving[index]);
  return isSame ? epochs : { ...epochs, receiving };
}

export const nextAgeAt = (epochs: Epochs): number | null =>
  earliest(
    ...epochs.receiving.flatMap(({ closesAt, chain }) => [
      closesAt,
      ...chain.skipped.map(({ since }) => since + skippedKeyMs),
    ]),
  );
