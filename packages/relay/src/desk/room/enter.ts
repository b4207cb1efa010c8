import { type Challenged, type Entered, fitJson, keptHandshake } from "@chatorbit/protocol";
import { type Answered, challengeOnce, isFresh, isProven } from "../../admission/room-link.ts";
import { mintParticipantId, mintSeatKey, seatKeyHash } from "../../admission/seat-key.ts";
import { type Conversation, type Seat, seatOf } from "../../conversation.ts";
import { check, isGuessTooMany } from "../../limits/guard.ts";
import type { Relay } from "../../relay.ts";
import { statusOf } from "../../status.ts";
import { type Answer, no, yes } from "../answer.ts";
import { counted, msLeft, openRoom, type RoomRequest, seatWith, type Taken } from "./member.ts";

/** 32 bytes to sign for whoever wants to come to a room (SR2). Takes no seat and keeps nothing. */
export async function challenge(relay: Relay, room: string, address: string): Promise<Answer<Challenged>> {
  const may = await counted(relay, address);
  if (may.refusal !== null) return may;
  if ((await openRoom(relay, room)) === null) return no("unknown");
  const { proofs, clock } = relay.ports;
  return yes({ challenge: proofs.challenge(room, clock.now()) });
}

/** Takes a seat by proof of the link's key, or finds the one that the cookie has already (SR2). */
export async function enter(
  relay: Relay,
  request: RoomRequest,
  answered: Answered,
): Promise<Answer<Taken<Entered>>> {
  const { room, address } = request;
  const may = await counted(relay, address);
  if (may.refusal !== null) return may;
  const found = await openRoom(relay, room);
  if (found === null) return no("unknown");
  // Counted once it is known to exist, so that made-up ids fill no table.
  const byRoom = await check(relay, relay.settings.limits.joinByToken, found.id, "take");
  if (!byRoom.isAllowed) return no("rate", byRoom.retryAfter);
  const own = seatWith(relay, found, request.key);
  if (own !== undefined) return entered(relay, room, found, own, null);
  const wrong = await whyNot(relay, room, found, answered, address);
  if (wrong !== null) return wrong;
  const { hash, random } = relay.ports;
  const key = mintSeatKey(random);
  const keyHash = seatKeyHash(hash, found.id, key);
  const publicId = mintParticipantId(random);
  const outcome = await relay.apply(found.id, { type: "join", keyHash, publicId });
  if (outcome === null) return no("unknown");
  if (outcome.refusal !== null) return no(outcome.refusal === "ended" ? "unknown" : outcome.refusal);
  const seat = seatOf(outcome.state, keyHash);
  if (seat === undefined) throw new Error("a join that was not refused left no seat");
  return entered(relay, room, outcome.state, seat, key);
}

async function whyNot(
  relay: Relay,
  room: string,
  found: Conversation,
  answered: Answered,
  address: string,
): Promise<Answer<never> | null> {
  const { proofs, clock, hash } = relay.ports;
  if (!isFresh(proofs, room, answered.challenge, clock.now())) return no("stale-challenge");
  if (!isProven(proofs, found, room, answered))
    return (await isGuessTooMany(relay, address)) ? no("rate", 60) : no("not-yours");
  const once = await check(relay, challengeOnce, hash("challenge", answered.challenge), "take");
  if (once.isAllowed) return null;
  return no(once.refusal === "storage-full" ? once.refusal : "stale-challenge");
}

async function entered(
  relay: Relay,
  room: string,
  conversation: Conversation,
  { role }: Seat,
  key: string | null,
): Promise<Answer<Taken<Entered>>> {
  const { store, clock } = relay.ports;
  const { id, door } = conversation;
  const [first] = door === null ? [] : await store.entries(id, door.offer - 1, 1);
  const offer = first?.sealed == null ? null : fitJson(keptHandshake, first.sealed);
  const status = statusOf(conversation, room, relay.presence(id), clock.now());
  return yes({ body: { role, status, offer }, key, lasts: msLeft(relay, conversation) });
}
