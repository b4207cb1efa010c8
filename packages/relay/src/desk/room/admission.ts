import type { Admitted, KeptHandshake, MessageId } from "@chatorbit/protocol";
import type { Relay } from "../../relay.ts";
import { statusOf } from "../../status.ts";
import { type Answer, no, yes } from "../answer.ts";
import { acting, type RoomRequest } from "./member.ts";

/**
 * The creator says what newcomers prove themselves against, and the first handshake message (SR1).
 * Once; the same again changes nothing.
 */
export async function registerAdmission(
  relay: Relay,
  request: RoomRequest,
  said: { readonly admPub: string; readonly offer: KeptHandshake },
): Promise<Answer<Admitted>> {
  const held = await acting(relay, request, "admission");
  if (held.refusal !== null) return held;
  const { conversation, seat } = held.value;
  const { id } = conversation;
  const at = relay.ports.clock.now();
  const outcome = await relay.apply(id, {
    type: "open-door",
    keyHash: seat.keyHash,
    by: seat.role,
    proofKey: said.admPub,
    entry: { cid: said.offer.message_id as MessageId, at, sealed: JSON.stringify(said.offer), fs: null },
  });
  if (outcome === null) return no("unknown");
  if (outcome.refusal !== null) return no(outcome.refusal);
  return yes({ status: statusOf(outcome.state, request.room, relay.presence(id), at) });
}
