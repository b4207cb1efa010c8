import type { RoomCreated } from "@chatorbit/protocol";
import { admissionOf } from "../../admission/admit.ts";
import { mintRoomId, policyOfRoom } from "../../admission/room-link.ts";
import { mintConversationId, mintParticipantId, mintSeatKey, seatKeyHash } from "../../admission/seat-key.ts";
import { created, endsAt, type Seat } from "../../conversation.ts";
import { addressHash, check } from "../../limits/guard.ts";
import type { Verdict } from "../../limits/window.ts";
import type { Relay } from "../../relay.ts";
import { nobody, statusOf } from "../../status.ts";
import { type Answer, no, yes } from "../answer.ts";
import { msLeft, type Taken } from "./member.ts";

/** Makes a room and gives its first seat to whoever asked (SR1). Counted together with tokens. */
export async function createRoom(
  relay: Relay,
  ttlSeconds: number,
  address: string,
): Promise<{ readonly answer: Answer<Taken<RoomCreated>>; readonly verdict: Verdict }> {
  const { random, hash, clock, store, journal } = relay.ports;
  const verdict = await check(relay, relay.settings.limits.issue, addressHash(relay, address), "take");
  if (!verdict.isAllowed) return { answer: no(verdict.refusal, verdict.retryAfter), verdict };
  for (;;) {
    const now = clock.now();
    const room = mintRoomId(random);
    const key = mintSeatKey(random);
    const id = mintConversationId(random);
    const keyHash = seatKeyHash(hash, id, key);
    const seat: Seat = { role: "host", keyHash, publicId: mintParticipantId(random), joinedAt: now };
    const conversation = { ...created(id, policyOfRoom(ttlSeconds), now), seats: [seat] };
    const isNew = await store.create(conversation, admissionOf(hash, { room }, endsAt(conversation)));
    // Two equal ids of 128 random bits: never one for two.
    if (!isNew) continue;
    journal({ step: "issued", conv: id });
    const body: RoomCreated = {
      roomId: room,
      role: seat.role,
      status: statusOf(conversation, room, nobody, now),
    };
    return { answer: yes({ body, key, lasts: msLeft(relay, conversation) }), verdict };
  }
}
