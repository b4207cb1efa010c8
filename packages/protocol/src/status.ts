import { uuid, v, wholeNumber } from "./schema.ts";

export const sessionStates = ["CREATED", "HOST_RESERVED", "ACTIVE", "ENDED"] as const;

export const endReasons = ["timer_expired", "manually_ended", "burned", "moved", "unused", "admin"] as const;
export type EndReason = (typeof endReasons)[number];

/** An instant as ISO 8601 text in UTC. */
const instant = v.pipe(v.string(), v.isoTimestamp());

const participant = v.object({
  /** The public participant id, never the seat key. */
  id: uuid,
  joined_at: instant,
  connected: v.boolean(),
  /** Present when this seat talks over source 002's socket: no end-to-end encryption of ours. */
  wire: v.optional(v.literal("002")),
});

/** A session as both seats and anybody with the token may see it (TS5). */
export const sessionStatus = v.object({
  token: v.string(),
  state: v.picklist(sessionStates),
  participants: v.object({ host: v.nullable(participant), guest: v.nullable(participant) }),
  timer: v.object({
    started_at: v.nullable(instant),
    ttl_minutes: v.number(),
    ends_at: v.nullable(instant),
    remaining_seconds: v.nullable(v.number()),
  }),
  max_message_length: wholeNumber(1, 1_000_000),
  valid_until: instant,
  server_time: instant,
  ended_at: v.optional(instant),
  ended_reason: v.optional(v.picklist(endReasons)),
});

export type SessionStatus = v.InferOutput<typeof sessionStatus>;
