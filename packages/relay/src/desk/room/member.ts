import { admit } from "../../admission/admit.ts";
import { seatKeyHash } from "../../admission/seat-key.ts";
import { type Conversation, dueAt, endsAt, seatOf } from "../../conversation.ts";
import { addressHash, check, isGuessTooMany } from "../../limits/guard.ts";
import type { Limit } from "../../limits/window.ts";
import type { Relay } from "../../relay.ts";
import type { Holder } from "../act.ts";
import { type Answer, no, yes } from "../answer.ts";

/** Who asks: the id of a room, and the key from the cookie, if there is one. */
export type RoomRequest = { readonly room: string; readonly key: string | null; readonly address: string };

/** An answer to somebody with a seat: `key` is new to them, null when they have it. */
export type Taken<T> = {
  readonly body: T;
  readonly key: string | null;
  /** How long the seat is good for, ms. */
  readonly lasts: number;
};

/** A room that runs; one that has ended is as unknown as one that never was. */
export async function openRoom(relay: Relay, room: string): Promise<Conversation | null> {
  const { store, hash, clock } = relay.ports;
  const found = await admit(store, hash, { room });
  if (found === null || clock.now() < (dueAt(found) ?? Infinity)) return found?.closed ? null : found;
  await relay.apply(found.id, { type: "tick" });
  return null;
}

/** From room and cookie to the seat; wrong ones count against the address. */
export async function member(relay: Relay, request: RoomRequest): Promise<Answer<Holder>> {
  const conversation = await openRoom(relay, request.room);
  const seat = conversation && seatWith(relay, conversation, request.key);
  if (conversation !== null && seat) return yes({ conversation, seat });
  if (await isGuessTooMany(relay, request.address)) return no("rate", 60);
  if (conversation === null) return no("unknown");
  return no(request.key === null ? "no-credential" : "not-yours");
}

/** The same, counted per seat and kind of act. */
export async function acting(
  relay: Relay,
  request: RoomRequest,
  kind: string,
  limit: Limit = relay.settings.limits.actBySeat,
): Promise<Answer<Holder>> {
  const held = await member(relay, request);
  if (held.refusal !== null) return held;
  const { conversation, seat } = held.value;
  const verdict = await check(relay, limit, `${conversation.id}:${seat.role}:${kind}`, "take");
  return verdict.isAllowed ? held : no("rate", verdict.retryAfter);
}

export const seatWith = (relay: Relay, conversation: Conversation, key: string | null) =>
  key === null ? undefined : seatOf(conversation, seatKeyHash(relay.ports.hash, conversation.id, key));

/** Counts somebody who comes to a room, like a join (TS3). */
export async function counted(relay: Relay, address: string): Promise<Answer<null>> {
  const { joinByAddress } = relay.settings.limits;
  const verdict = await check(relay, joinByAddress, addressHash(relay, address), "take");
  return verdict.isAllowed ? yes(null) : no("rate", verdict.retryAfter);
}

/** Ms until the room ends. */
export const msLeft = (relay: Relay, conversation: Conversation): number =>
  Math.max(0, (endsAt(conversation) ?? 0) - relay.ports.clock.now());
