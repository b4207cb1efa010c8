import { type Role, roles, type SessionStatus } from "@chatorbit/protocol";
import { type Conversation, endsAt, seatIn, validUntil } from "./conversation.ts";
import { instant } from "./instant.ts";

export type Wire = "1" | "002";

/** Which socket a seat has now; null: none. */
export type Presence = Readonly<Record<Role, Wire | null>>;

export const nobody: Presence = { host: null, guest: null };

/** A conversation as both seats and anybody with its handle may see it (TS4, TS5). */
export function statusOf(c: Conversation, handle: string, here: Presence, now: number): SessionStatus {
  const ends = endsAt(c);
  const [host, guest] = roles.map((role) => participant(c, role, here[role]));
  return {
    token: handle,
    state: stateOf(c),
    participants: { host: host ?? null, guest: guest ?? null },
    timer: {
      started_at: orNull(c.openedAt),
      ttl_minutes: (c.policy.lifetime ?? 0) / 60_000,
      ends_at: orNull(ends),
      remaining_seconds: ends === null ? null : remaining(c, ends, now),
    },
    max_message_length: c.policy.maxLength,
    valid_until: instant(validUntil(c) ?? c.createdAt),
    server_time: instant(now),
    ...(c.closed && { ended_at: instant(c.closed.at), ended_reason: c.closed.reason }),
  };
}

function stateOf(c: Conversation): SessionStatus["state"] {
  if (c.closed !== null) return "ENDED";
  if (c.openedAt !== null) return "ACTIVE";
  return c.seats.length > 0 ? "HOST_RESERVED" : "CREATED";
}

function participant(c: Conversation, role: Role, wire: Wire | null) {
  const seat = seatIn(c, role);
  if (seat === undefined) return null;
  const shown = { id: seat.publicId, joined_at: instant(seat.joinedAt), connected: wire !== null };
  return wire === "002" ? { ...shown, wire } : shown;
}

const orNull = (ms: number | null) => (ms === null ? null : instant(ms));

/** Whole seconds, rounded up: 0 means over. */
const remaining = (c: Conversation, ends: number, now: number): number =>
  c.closed === null ? Math.max(0, Math.ceil((ends - now) / 1000)) : 0;
