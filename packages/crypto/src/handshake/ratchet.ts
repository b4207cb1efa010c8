import { type Bytes, wipe } from "../base/bytes.ts";
import { toHex } from "../base/hex.ts";
import { fail, ProtocolError } from "../base/protocol-error.ts";
import { take } from "../base/spent.ts";
import { type Ask, askMacKey, readAskWithMacKey } from "./ask.ts";
import type { EpochKeys } from "./epoch-keys.ts";
import * as rules from "./ratchet-rules.ts";

/* The rules of the ratchet with real keys: a psk that is let go is wiped in place. Every value here is what the
   record of a seat has to hold, and has to be WRITTEN before what it allows is done (SPEC.md, rules 1 and 3). */

export type HostPsks = rules.HostHolds<Bytes> & {
  /** Authenticates asks of the psk that was wiped last: it says who still holds a copy of it (rule 8). */
  readonly formerAskKey: Bytes | null;
  /** Nonces of the asks seen lately, hex: one of them under the former psk is the relay playing it again. */
  readonly askNonces: readonly string[];
};

export type GuestPsk = rules.GuestHolds<Bytes>;

type Fresh = Pick<EpochKeys, "epoch" | "psk">;

/** How many nonces are remembered. */
const rememberedAsks = 32;

/** The host's first psk: of H1, of a leap or of a room, epoch 0. Takes it out of `keys`. */
export function newHostPsks(keys: Fresh): HostPsks {
  const held = [{ epoch: keys.epoch, psk: take(keys.psk) }];
  return { held, offered: keys.epoch, confirmed: keys.epoch, formerAskKey: null, askNonces: [] };
}

/** The guest's first psk. Takes it out of `keys`. */
export const newGuestPsk = (keys: Fresh): GuestPsk => ({ epoch: keys.epoch, psk: take(keys.psk) });

/** The psk of an epoch, for `readAskH2`. */
export const hostPskOf = (host: HostPsks, epoch: number): Bytes | undefined =>
  host.held.find((held) => held.epoch === epoch)?.psk;

/**
 * Rule 1: what to offer, to an ask or unasked. Write `host` before the offer leaves. Throws hs_base or hs_epoch:
 * the ask is dropped.
 */
export function offerEpoch(
  host: HostPsks,
  ask: Ask | null,
): { readonly host: HostPsks; readonly epoch: number; readonly base: number; readonly psk: Bytes } {
  const offer = rules.offerUnder(host, ask);
  if (typeof offer === "string") return fail(offer);
  const seen = ask === null ? [] : [toHex(ask.nonce)];
  const askNonces = [...host.askNonces, ...seen].slice(-rememberedAsks);
  return {
    host: { ...host, ...offer.next, askNonces },
    epoch: offer.epoch,
    base: offer.base.epoch,
    psk: offer.base.psk,
  };
}

/**
 * Rule 3, host, after a valid answer under `base`: write this, then send msg3. Takes the psk out of `keys`.
 * Throws hs_base when the base was let go meanwhile: the run is void, send no msg3.
 */
export function hostAccepted(host: HostPsks, base: number, keys: Fresh): HostPsks {
  const fresh = { epoch: keys.epoch, psk: take(keys.psk) };
  return letGo(host, rules.accepted(host, base, fresh) ?? fail("hs_base"));
}

/** Rule 4: a message of the guest was opened under `epoch`. The same value when nothing changes. */
export function hostOpenedUnder(host: HostPsks, epoch: number): HostPsks {
  const step = rules.openedUnder(host, epoch);
  const hasChanged = step.dropped.length > 0 || step.next.confirmed !== host.confirmed;
  return hasChanged ? letGo(host, step) : host;
}

/** Rule 3, guest, after a valid msg3: write this, then speak under the new epoch. Throws hs_epoch. */
export function guestConfirmed(guest: GuestPsk, keys: Fresh): GuestPsk {
  const step = rules.confirmed(guest, newGuestPsk(keys)) ?? fail("hs_epoch");
  wipe(...step.dropped);
  return step.next;
}

/**
 * Rule 8: a new ask under the psk that was wiped last. The other device fell behind, or somebody has a copy of
 * its keys: show it, compare the words, answer nothing.
 */
export function isAskOfFormer(host: HostPsks, sessionId: Bytes, ask: Bytes): boolean {
  if (host.formerAskKey === null) return false;
  try {
    return !host.askNonces.includes(toHex(readAskWithMacKey(ask, sessionId, host.formerAskKey).nonce));
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

/** Wipes a record's keys at the end of the session. */
export function dropPsks(record: HostPsks | GuestPsk): void {
  if ("psk" in record) return wipe(record.psk);
  wipe(...record.held.map(({ psk }) => psk), ...(record.formerAskKey === null ? [] : [record.formerAskKey]));
}

function letGo(host: HostPsks, { next, dropped }: rules.Step<rules.HostHolds<Bytes>, Bytes>): HostPsks {
  const last = dropped.at(-1);
  const formerAskKey = last === undefined ? host.formerAskKey : askMacKey(last);
  wipe(...dropped);
  return { ...host, ...next, formerAskKey };
}
