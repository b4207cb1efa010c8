import type { SessionStatus, TimeLeft } from "@chatorbit/protocol";
import type { Relay } from "../../relay.ts";
import { statusOf } from "../../status.ts";
import { type Answer, yes } from "../answer.ts";
import { acting, msLeft, type RoomRequest } from "./member.ts";

/** How long a room still runs, for its seats (SR3). */
export async function timeLeft(relay: Relay, request: RoomRequest): Promise<Answer<TimeLeft>> {
  const held = await acting(relay, request, "look");
  if (held.refusal !== null) return held;
  return yes({ ttl: Math.ceil(msLeft(relay, held.value.conversation) / 1000) });
}

/** How a room stands, for its seats. */
export async function roomStatus(relay: Relay, request: RoomRequest): Promise<Answer<SessionStatus>> {
  const held = await acting(relay, request, "look");
  if (held.refusal !== null) return held;
  const { conversation } = held.value;
  const here = relay.presence(conversation.id);
  return yes(statusOf(conversation, request.room, here, relay.ports.clock.now()));
}
