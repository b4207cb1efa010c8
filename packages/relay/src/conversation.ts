import {
  type ConversationId,
  type EndReason,
  type ParticipantId,
  type Refusal,
  type Role,
  roles,
} from "@chatorbit/protocol";
import { emptyLog, type LogHead } from "./log.ts";
import type { Policy } from "./policy.ts";

/** A taken place. The key itself is never kept, only its hash under the server's secret. */
export type Seat = {
  readonly role: Role;
  readonly keyHash: string;
  readonly publicId: ParticipantId;
  readonly joinedAt: number;
};

/** What one seat said both agreed on; it counts once the other seat says the same. */
export type Ask = {
  readonly role: Role;
  readonly id: string;
  readonly seconds: number;
  readonly at: number;
};

export type Extension = { readonly id: string; readonly seconds: number };

/** Where newcomers prove that they know the invitation, without telling it. */
export type Door = {
  /** Ed25519 public key, base64: the invitation holds the other half. */
  readonly key: string;
  /** Place of the first handshake message in the log. */
  readonly offer: number;
};

export type Closed = { readonly at: number; readonly reason: EndReason };

/** All the server knows of a conversation. Times in ms of the server's clock. */
export type Conversation = {
  readonly id: ConversationId;
  readonly policy: Policy;
  /** Rises by one with every change: which of two copies is newer. */
  readonly version: number;
  readonly createdAt: number;
  /** In the order of `roles`, at most `policy.capacity`. */
  readonly seats: readonly Seat[];
  readonly openedAt: number | null;
  readonly extensions: readonly Extension[];
  readonly asks: readonly Ask[];
  /** Null: none yet, or newcomers need no proof. */
  readonly door: Door | null;
  readonly log: LogHead;
  readonly closed: Closed | null;
};

export const created = (id: ConversationId, policy: Policy, now: number): Conversation => ({
  id,
  policy,
  version: 1,
  createdAt: now,
  seats: [],
  openedAt: policy.opensWhen === "created" ? now : null,
  extensions: [],
  asks: [],
  door: null,
  log: emptyLog,
  closed: null,
});

/** Until when an empty seat can be taken if it has not opened by then; null: for ever. */
export const validUntil = ({ createdAt, policy }: Conversation): number | null =>
  policy.joinWithin === null ? null : createdAt + policy.joinWithin;

/** Ms that the agreed extensions add. */
export const extendedBy = ({ extensions }: Conversation): number =>
  extensions.reduce((sum, { seconds }) => sum + seconds * 1000, 0);

/** When the countdown reaches zero; null before it started and where there is none. */
export const endsAt = (c: Conversation): number | null =>
  c.openedAt === null || c.policy.lifetime === null ? null : c.openedAt + c.policy.lifetime + extendedBy(c);

/** The next moment at which this conversation changes by itself. */
export const dueAt = (c: Conversation): number | null => {
  if (c.closed !== null) return null;
  return c.openedAt === null ? validUntil(c) : endsAt(c);
};

export const seatOf = (c: Conversation, keyHash: string): Seat | undefined =>
  c.seats.find((seat) => seat.keyHash === keyHash);

export const seatIn = (c: Conversation, role: Role): Seat | undefined =>
  c.seats.find((seat) => seat.role === role);

/** The seat the next newcomer gets: the first is host, and whoever comes to a freed seat takes its role. */
export const freeRole = (c: Conversation): Role | undefined =>
  roles.slice(0, c.policy.capacity).find((role) => seatIn(c, role) === undefined);

/** What somebody hears who comes to a closed conversation. */
export const closedRefusal = ({ reason }: Closed): Refusal => (reason === "unused" ? "expired" : "ended");
