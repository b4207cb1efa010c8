import {
  type ConversationId,
  endReasons,
  fitJson,
  type ParticipantId,
  type Role,
  roles,
  v,
} from "@chatorbit/protocol";
import type { Conversation, Policy, Seat } from "@chatorbit/relay";
import { number, numberOrNull, type Row, text, textOrNull } from "./sql.ts";

const policy = v.object({
  capacity: v.number(),
  joinWithin: v.nullable(v.number()),
  opensWhen: v.picklist(["created", "full"]),
  lifetime: v.nullable(v.number()),
  extendableBy: v.number(),
  retention: v.picklist(["none", "until-closed", "kept"]),
  maxLength: v.number(),
  memberMayClose: v.boolean(),
  memberMayReseat: v.boolean(),
  // Rows written before there were these words mean null.
  purgeAfter: v.optional(v.nullable(v.number()), null),
  blobsFor: v.optional(v.nullable(v.number()), null),
});

const extension = { id: v.string(), seconds: v.number() };
const extensions = v.array(v.object(extension));
const asks = v.array(v.object({ ...extension, role: v.picklist(roles), at: v.number() }));

/** A conversation from its row and its seats' rows. Throws when they are not what we wrote. */
export function conversationOf(row: Row, seats: readonly Row[]): Conversation {
  return {
    id: text(row, "id") as ConversationId,
    policy: policyOf(text(row, "policy")),
    version: number(row, "version"),
    createdAt: number(row, "created_at"),
    seats: roles.flatMap((role) =>
      seats.filter((seat) => seat.role === role).map((seat) => seatOf(role, seat)),
    ),
    openedAt: numberOrNull(row, "opened_at"),
    extensions: json(extensions, text(row, "extensions")),
    asks: json(asks, text(row, "asks")),
    door: doorOf(row),
    log: { seq: number(row, "log_seq"), eid: number(row, "log_eid"), chars: number(row, "log_chars") },
    closed: closedOf(row),
  };
}

/** Policies by their text. Many conversations have the same: one object serves them all. */
const policies = new Map<string, Policy>();
const mostPolicies = 1_000;

function policyOf(written: string): Policy {
  const known = policies.get(written);
  if (known !== undefined) return known;
  if (policies.size >= mostPolicies) policies.clear();
  const read = json(policy, written);
  policies.set(written, read);
  return read;
}

const seatOf = (role: Role, row: Row): Seat => ({
  role,
  keyHash: text(row, "key_hash"),
  publicId: text(row, "public_id") as ParticipantId,
  joinedAt: number(row, "joined_at"),
});

function doorOf(row: Row): Conversation["door"] {
  const key = textOrNull(row, "door_key");
  return key === null ? null : { key, offer: number(row, "door_offer") };
}

function closedOf(row: Row): Conversation["closed"] {
  const at = numberOrNull(row, "closed_at");
  if (at === null) return null;
  return { at, reason: json(v.picklist(endReasons), JSON.stringify(row.closed_reason)) };
}

function json<S extends v.GenericSchema>(schema: S, written: string): v.InferOutput<S> {
  const value = fitJson(schema, written);
  if (value === null) throw new TypeError("a row holds what this version did not write");
  return value;
}
