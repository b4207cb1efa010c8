import { otherRole } from "@chatorbit/protocol";
import { closedRefusal } from "../conversation.ts";
import type { Relay } from "../relay.ts";
import { actor, type SeatRequest } from "./act.ts";
import { type Answer, no, yes } from "./answer.ts";

export type Retracted = { readonly message: "Message deletion broadcast"; readonly message_id: string };

/**
 * Tells the other seat that a message is to go (TS5), on source 002's wire only: our own devices
 * believe nothing but a sealed delete. The server knows no authors and keeps nothing to delete.
 */
export async function retract(
  relay: Relay,
  request: SeatRequest,
  messageId: string,
): Promise<Answer<Retracted>> {
  const held = await actor(relay, request, "retract");
  if (held.refusal !== null) return held;
  const { conversation, seat } = held.value;
  const outcome = await relay.apply(conversation.id, { type: "tick" });
  if (outcome === null) return no("unknown");
  if (outcome.state.closed !== null) return no(closedRefusal(outcome.state.closed));
  const frame = JSON.stringify({ type: "delete", message_id: messageId });
  relay.deliver(conversation.id, otherRole(seat.role), "002", frame);
  return yes({ message: "Message deletion broadcast", message_id: messageId });
}
