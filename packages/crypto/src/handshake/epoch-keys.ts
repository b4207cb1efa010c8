import type { Role } from "@chatorbit/protocol";
import { type Bytes, wipe } from "../base/bytes.ts";
import { kdf512 } from "../primitives/kdf.ts";

/** What a finished handshake gives to one side. `send` and `receive` are consumed by the live channel. */
export type EpochKeys = {
  readonly role: Role;
  readonly epoch: number;
  /** 16 bytes; the same through all epochs of a session. */
  readonly sessionId: Bytes;
  /** 64 bytes: the key the next handshake is bound to. The only one that may be kept over a reload. */
  readonly psk: Bytes;
  /** Where the sending chain starts, 32 bytes. */
  readonly send: Bytes;
  /** Where the receiving chain starts, 32 bytes. */
  readonly receive: Bytes;
  /** 32 bytes, for what belongs to the epoch and is no message. */
  readonly epochKey: Bytes;
  /** 8 bytes both people can compare: `safetyWords`. */
  readonly sas: Bytes;
};

/** What both sides agreed on, before anybody has a role. `sessionId` is null where this run makes it (H1). */
export type Agreement = {
  readonly prk: Bytes;
  readonly epoch: number;
  readonly sessionId: Bytes | null;
  readonly na: Bytes;
  readonly nb: Bytes;
};

export function epochKeys(role: Role, { prk, epoch, sessionId, na, nb }: Agreement): EpochKeys {
  const hostToGuest = kdf512(prk, "chain h2g", 32);
  const guestToHost = kdf512(prk, "chain g2h", 32);
  return {
    role,
    epoch,
    sessionId: sessionId?.slice() ?? kdf512(prk, "session id", 16),
    psk: kdf512(prk, "resume psk", 64),
    send: role === "host" ? hostToGuest : guestToHost,
    receive: role === "host" ? guestToHost : hostToGuest,
    epochKey: epochKeyOf(prk),
    sas: kdf512(prk, "sas", 8, na, nb),
  };
}

export const epochKeyOf = (prk: Bytes): Bytes => kdf512(prk, "epoch key", 32);

/** Wipes what was not taken: at the end of the epoch, or when the keys are not used after all. */
export const dropKeys = ({ psk, send, receive, epochKey, sas }: EpochKeys): void =>
  wipe(psk, send, receive, epochKey, sas);
