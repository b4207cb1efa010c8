import type { Role } from "@chatorbit/protocol";
import { type Bytes, wipe } from "../base/bytes.ts";
import { take, unspent } from "../base/spent.ts";
import type { EpochKeys } from "../handshake/epoch-keys.ts";
import { type Aead, nobleAead } from "../primitives/aead.ts";
import { stepChain } from "./chain.ts";
import { liveAad, type LiveEnvelope, liveLabel, type LiveType, toEnvelope } from "./envelope.ts";
import { sealBody } from "./sealed-body.ts";

/** One direction of one epoch. Consumed by every message: the next one goes with the chain `seal` returns. */
export type SendChain = {
  readonly role: Role;
  readonly epoch: number;
  readonly sessionId: Bytes;
  /** The number of the next message. */
  readonly n: number;
  readonly key: Bytes;
};

export type LiveMessage = {
  readonly type: LiveType;
  /** uuid; the same when a payload is sealed again, so that the peer shows it once. */
  readonly messageId: string;
  /** Whole seconds. */
  readonly timestamp: number;
  readonly payload: Bytes;
};

export type Sealed = {
  readonly chain: SendChain;
  readonly envelope: LiveEnvelope;
  /** Opens this one message, for whoever has to be shown it. Wipe it when it is not needed. */
  readonly mk: Bytes;
};

/** Takes `keys.send`: a second chain from the same start would use every key twice. */
export function startSending(keys: EpochKeys): SendChain {
  const { role, epoch, sessionId } = keys;
  return { role, epoch, sessionId, n: 0, key: take(keys.send) };
}

/**
 * Seals one message. Keep the envelope until it is acknowledged and send these very bytes again when they got
 * lost: what is sealed again gets a new number. Throws too_long, encoding (no uuid); the chain is then untouched.
 */
export function seal(chain: SendChain, message: LiveMessage, aead: Aead = nobleAead): Sealed {
  const { role, epoch, sessionId, n, key } = chain;
  const { type, messageId, timestamp, payload } = message;
  const header = { type, epoch, n, messageId, timestamp };
  const aad = liveAad(header, sessionId, role);
  const { mk, next } = stepChain(unspent(key));
  const envelope = toEnvelope(header, sealBody(mk, liveLabel, aad, payload, aead));
  wipe(key);
  return { chain: { ...chain, n: n + 1, key: next }, envelope, mk };
}

/** Wipes a chain that ends. */
export const dropSending = ({ key }: SendChain): void => wipe(key);
