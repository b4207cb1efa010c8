import type { EndReason, MessageId, ParticipantId, Role } from "@chatorbit/protocol";
import {
  type Closed,
  closedRefusal,
  type Conversation,
  dueAt,
  freeRole,
  type Seat,
  seatIn,
  seatOf,
} from "./conversation.ts";
import { extend } from "./extend.ts";
import { append, empty, openDoor } from "./keep.ts";
import type { Entry, EntryKey, NewEntry } from "./log.ts";
import { changed, type Outcome, refuse, same, type Send, type Write } from "./outcome.ts";

/** Somebody with a credential, or time, wants something of a conversation. */
export type Input =
  /** `publicId`: the fresh id the newcomer gets if this takes a seat. */
  | { readonly type: "join"; readonly keyHash: string; readonly publicId: ParticipantId }
  | { readonly type: "end"; readonly keyHash: string; readonly reason: EndReason }
  | { readonly type: "extend"; readonly keyHash: string; readonly id: string; readonly seconds: number }
  /** Somebody holds an invitation to a full conversation: whoever sits there should know (TS12). */
  | { readonly type: "knock" }
  /** Frees every other seat: a wrong person, a lost tab. */
  | { readonly type: "reseat"; readonly keyHash: string }
  /** From now on newcomers who prove themselves may come; `entry`: what they find first. */
  | {
      readonly type: "open-door";
      readonly keyHash: string;
      readonly by: Role;
      readonly proofKey: string;
      readonly entry: NewEntry;
    }
  | { readonly type: "append"; readonly keyHash: string; readonly by: Role; readonly entry: NewEntry }
  /** Empties an entry of one's own. */
  | { readonly type: "empty"; readonly keyHash: string; readonly by: Role; readonly cid: MessageId }
  | { readonly type: "tick" };

/** The entry that a decision about this input needs to know, if it exists. */
export const aboutOf = (input: Input): EntryKey | null => {
  if (input.type === "append" || input.type === "open-door") return { by: input.by, cid: input.entry.cid };
  return input.type === "empty" ? { by: input.by, cid: input.cid } : null;
};

/**
 * All rules of a conversation. Pure: a store may run it again after a conflict. `known`: the entry
 * named by `aboutOf`, null when there is none.
 */
export function decide(c: Conversation, input: Input, now: number, known: Entry | null = null): Outcome {
  if (c.closed !== null) return input.type === "tick" ? same(c) : refuse(c, closedRefusal(c.closed));
  const due = dueAt(c);
  if (due !== null && now >= due) {
    // It ended at its deadline, however late anybody looked.
    const closed = { at: due, reason: c.openedAt === null ? "unused" : "timer_expired" } as const;
    return { ...close(c, closed), refusal: input.type === "tick" ? null : closedRefusal(closed) };
  }
  if (input.type === "tick") return same(c);
  if (input.type === "join") return join(c, input, now);
  if (input.type === "knock") return knock(c, now);
  const seat = seatOf(c, input.keyHash);
  if (seat === undefined) return refuse(c, "not-yours");
  switch (input.type) {
    case "end":
      return c.policy.memberMayClose ? close(c, { at: now, reason: input.reason }) : refuse(c, "not-yours");
    case "extend":
      return extended(c, extend(c, { role: seat.role, id: input.id, seconds: input.seconds, at: now }));
    case "reseat":
      return reseat(c, seat);
  }
  // Who is named as author must be who asks.
  if (seat.role !== input.by || c.policy.retention === "none") return refuse(c, "invalid-field");
  switch (input.type) {
    case "append":
      return append(c, input, known);
    case "empty":
      return empty(c, known);
    case "open-door":
      return openDoor(c, input, known);
  }
}

function join(c: Conversation, input: Input & { type: "join" }, now: number): Outcome {
  if (seatOf(c, input.keyHash) !== undefined) return same(c);
  const role = freeRole(c);
  if (role === undefined) return { ...refuse(c, "full"), sends: knocks(c, now) };
  const seat: Seat = { role, keyHash: input.keyHash, publicId: input.publicId, joinedAt: now };
  const seats = (["host", "guest"] as const)
    .map((each) => (each === role ? seat : seatIn(c, each)))
    .filter((each) => each !== undefined);
  const isFull = seats.length === c.policy.capacity;
  const openedAt = c.openedAt ?? (c.policy.opensWhen === "full" && isFull ? now : null);
  return changed(c, { seats, openedAt }, [{ type: "seat", seat }]);
}

/** Takes no seat, whatever is free by now. */
const knock = (c: Conversation, now: number): Outcome =>
  freeRole(c) === undefined ? { ...refuse(c, "full"), sends: knocks(c, now) } : same(c);

const knocks = (c: Conversation, now: number): Send[] =>
  c.seats.map(({ role }) => ({ to: role, frame: { type: "knock", conv: c.id, at: now } }));

function reseat(c: Conversation, own: Seat): Outcome {
  if (!c.policy.memberMayReseat) return refuse(c, "not-yours");
  const freed = c.seats.filter((seat) => seat !== own);
  if (freed.length === 0) return same(c);
  // What a freed seat had agreed to is void: its successor agrees for itself.
  return changed(
    c,
    { seats: [own], asks: [] },
    freed.flatMap(({ role }): Write[] => [{ type: "free", role }, ...clear(c, role)]),
  );
}

function extended(c: Conversation, result: ReturnType<typeof extend>): Outcome {
  if (typeof result === "string") return refuse(c, result);
  return result === null ? same(c) : changed(c, result);
}

function close(c: Conversation, closed: Closed): Outcome {
  const isErased = c.policy.retention === "until-closed";
  const log = isErased ? { ...c.log, chars: 0 } : c.log;
  const erase: readonly Write[] = isErased ? [{ type: "erase" }] : [];
  return changed(c, { closed, asks: [], log }, [...erase, ...clear(c, null)]);
}

/** Whose blobs go with them, where there are any. */
const clear = ({ policy }: Conversation, by: Role | null): readonly Write[] =>
  policy.blobsFor === null ? [] : [{ type: "clear", by }];
