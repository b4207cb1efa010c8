import type { Joined } from "@chatorbit/protocol";
import { mintParticipantId, seatKeyHash } from "../admission/seat-key.ts";
import { seatOf } from "../conversation.ts";
import type { Relay } from "../relay.ts";
import { statusOf } from "../status.ts";
import { type Answer, no, yes } from "./answer.ts";
import { visit } from "./visit.ts";

export type JoinRequest = { readonly token: string; readonly key: string; readonly address: string };

/** Takes a seat, or finds the one this key has already (TS3). */
export async function join(relay: Relay, { token, key, address }: JoinRequest): Promise<Answer<Joined>> {
  const { hash, random, clock } = relay.ports;
  const found = await visit(relay, { token }, address);
  if (found.refusal !== null) return found;
  const { id } = found.value;
  const keyHash = seatKeyHash(hash, id, key);
  const publicId = mintParticipantId(random);
  const outcome = await relay.apply(id, { type: "join", keyHash, publicId });
  if (outcome === null) return no("unknown");
  if (outcome.refusal !== null) return no(outcome.refusal);
  const seat = seatOf(outcome.state, keyHash);
  if (seat === undefined) throw new Error("a join that was not refused left no seat");
  const status = statusOf(outcome.state, token, relay.presence(id), clock.now());
  return yes({ role: seat.role, session_status: status });
}
