import type { Relay } from "../relay.ts";
import { statusOf } from "../status.ts";
import { type Answer, no, yes } from "./answer.ts";
import type { Changed } from "./change.ts";
import { visit } from "./visit.ts";

/**
 * Says at a full conversation that somebody else has its invitation (TS12); counted like joins, and
 * never a way to a seat: one that was freed meanwhile stays free.
 */
export async function knock(relay: Relay, token: string, address: string): Promise<Answer<Changed>> {
  const found = await visit(relay, { token }, address);
  if (found.refusal !== null) return found;
  const { id } = found.value;
  const outcome = await relay.apply(id, { type: "knock" });
  if (outcome === null) return no("unknown");
  if (outcome.refusal !== null) return no(outcome.refusal);
  const { clock } = relay.ports;
  return yes({ session_status: statusOf(outcome.state, token, relay.presence(id), clock.now()) });
}
