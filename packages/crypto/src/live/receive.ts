import type { Role } from "@chatorbit/protocol";
import { type Bytes, wipe } from "../base/bytes.ts";
import { type Failure, ProtocolError } from "../base/protocol-error.ts";
import { take, unspent } from "../base/spent.ts";
import type { EpochKeys } from "../handshake/epoch-keys.ts";
import { type Aead, nobleAead } from "../primitives/aead.ts";
import { type Jump, jump } from "./chain.ts";
import { liveAad, liveLabel, type LiveType, readEnvelope } from "./envelope.ts";
import { alarmAfterFailures, countLately, type FailureLog, noteFailure } from "./failures.ts";
import { mergeRanges, type Range, toRanges } from "./ranges.ts";
import { openBody } from "./sealed-body.ts";

/** The other direction of one epoch. Consumed by every message that opens, untouched by every one that fails. */
export type ReceiveChain = {
  /** Mine; the sender is the other one. */
  readonly role: Role;
  readonly epoch: number;
  readonly sessionId: Bytes;
  /** The number above all that were opened. */
  readonly next: number;
  readonly key: Bytes;
  /** Keys of numbers below `next` that have not come, ascending. */
  readonly skipped: readonly Skipped[];
  /** Numbers whose keys were given up. */
  readonly lost: readonly Range[];
  readonly failures: FailureLog;
};

export type Skipped = { readonly n: number; readonly mk: Bytes; readonly since: number };

export type Opened = {
  readonly kind: "opened";
  readonly chain: ReceiveChain;
  readonly type: LiveType;
  readonly messageId: string;
  readonly n: number;
  readonly timestamp: number;
  readonly payload: Bytes;
  /** Opens this one message and no other: what a report would hand over. Keep it with the message or wipe it. */
  readonly mk: Bytes;
};

export type NotOpened =
  | { readonly kind: "replay"; readonly chain: ReceiveChain }
  | { readonly kind: "refused"; readonly chain: ReceiveChain; readonly code: Failure };

/** Most holes whose keys are kept at a time. */
export const maxSkipped = 256;

/** The same once frames fail by the dozen: a forged number costs a step for each it skips. */
export const maxSkippedWhileGuarded = 8;

/** A hole is closed after this time, ms: a withheld message must not keep its key for the rest of the session. */
export const skippedKeyMs = 60_000;

/** Takes `keys.receive`. */
export function startReceiving(keys: EpochKeys): ReceiveChain {
  const { role, epoch, sessionId } = keys;
  return { role, epoch, sessionId, next: 0, key: take(keys.receive), skipped: [], lost: [], failures: [] };
}

/**
 * Opens what the relay brought. Never throws on what it brought, and commits nothing before the message proved
 * to be the peer's. A replay (opened before, or given up) is acknowledged again and otherwise ignored.
 * `gap_too_large` asks for a new handshake; `gap_guarded` passes, the sender repeats.
 */
export function open(
  chain: ReceiveChain,
  envelope: unknown,
  now: number,
  aead: Aead = nobleAead,
): Opened | NotOpened {
  unspent(chain.key);
  const read = tryToRead(envelope);
  if (read === null || read.header.epoch !== chain.epoch) return refuse(chain, "header", now);
  const { header, sealed } = read;
  const hole = chain.skipped.find(({ n, since }) => n === header.n && !isOver(since, now));
  if (header.n < chain.next && hole === undefined) return { kind: "replay", chain };
  const gap = gapCode(chain, header.n, now);
  if (gap !== null) return { kind: "refused", chain, code: gap };
  const source = hole ?? jump(chain.key, header.n - chain.next);
  const mk = source.mk.slice();
  const sender = chain.role === "host" ? "guest" : "host";
  const payload = openBody(mk, liveLabel, liveAad(header, chain.sessionId, sender), sealed, aead);
  if (payload === null) {
    if ("next" in source) wipe(...source.skipped, source.mk, source.next);
    wipe(mk);
    return refuse(chain, "auth", now);
  }
  const moved = "next" in source ? advance(chain, source, now) : fill(chain, source);
  const { type, messageId, n, timestamp } = header;
  return { kind: "opened", chain: expire(moved, now), type, messageId, n, timestamp, payload, mk };
}

/** Wipes the keys of holes that are over; those numbers are lost. The same value when there are none. */
export function expire(chain: ReceiveChain, now: number): ReceiveChain {
  unspent(chain.key);
  const over = chain.skipped.filter(({ since }) => isOver(since, now));
  if (over.length === 0) return chain;
  wipe(...over.map(({ mk }) => mk));
  return {
    ...chain,
    key: take(chain.key),
    skipped: chain.skipped.filter((hole) => !over.includes(hole)),
    lost: mergeRanges(chain.lost, toRanges(over.map(({ n }) => n))),
  };
}

/** At `alarmAfterFailures` the person is told: the relay is altering messages. */
export const failuresInLastMinute = (chain: ReceiveChain, now: number): number =>
  countLately(chain.failures, now);

/** Is a hole that was first seen `since` given up by now? */
export const isOver = (since: number, now: number): boolean => now - since >= skippedKeyMs;

/** Wipes a chain that ends. */
export const dropReceiving = ({ key, skipped }: ReceiveChain): void =>
  wipe(key, ...skipped.map(({ mk }) => mk));

/** Gaps are not counted as failures: after a long silence of the network they are nobody's doing. */
function gapCode(chain: ReceiveChain, n: number, now: number): "gap_too_large" | "gap_guarded" | null {
  const ahead = n - chain.next;
  if (ahead <= 0) return null;
  const holes = chain.skipped.filter(({ since }) => !isOver(since, now)).length;
  if (ahead + holes > maxSkipped) return "gap_too_large";
  const isGuarded = failuresInLastMinute(chain, now) >= alarmAfterFailures;
  return isGuarded && ahead > maxSkippedWhileGuarded ? "gap_guarded" : null;
}

/** After the message of a hole: its key goes, the chain stays where it is. */
function fill(chain: ReceiveChain, hole: Skipped): ReceiveChain {
  wipe(hole.mk);
  return { ...chain, key: take(chain.key), skipped: chain.skipped.filter(({ n }) => n !== hole.n) };
}

/** After a message at or above `next`: the keys in between are kept for a while. */
function advance(chain: ReceiveChain, { skipped, mk, next: key }: Jump, now: number): ReceiveChain {
  wipe(chain.key, mk);
  const holes = skipped.map((skippedMk, i) => ({ n: chain.next + i, mk: skippedMk, since: now }));
  const next = chain.next + skipped.length + 1;
  return { ...chain, key, next, skipped: [...chain.skipped, ...holes] };
}

function refuse(chain: ReceiveChain, code: Failure, now: number): NotOpened {
  noteFailure(chain.failures, now);
  return { kind: "refused", chain, code };
}

function tryToRead(envelope: unknown): ReturnType<typeof readEnvelope> | null {
  try {
    return readEnvelope(envelope);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}
