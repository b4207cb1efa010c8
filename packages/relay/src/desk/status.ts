import type { SessionStatus } from "@chatorbit/protocol";
import { dueAt } from "../conversation.ts";
import type { Relay } from "../relay.ts";
import { statusOf } from "../status.ts";
import { type Answer, no, yes } from "./answer.ts";
import { visit } from "./visit.ts";

/** How a conversation stands, for whoever holds its token (TS5); counted like joins. */
export async function status(relay: Relay, token: string, address: string): Promise<Answer<SessionStatus>> {
  const found = await visit(relay, { token }, address);
  if (found.refusal !== null) return found;
  // What is over by now must not be shown as open because nobody has looked since.
  const { id } = found.value;
  const { clock } = relay.ports;
  const isDue = clock.now() >= (dueAt(found.value) ?? Infinity);
  const state = isDue ? (await relay.apply(id, { type: "tick" }))?.state : found.value;
  if (state === undefined) return no("unknown");
  return yes(statusOf(state, token, relay.presence(id), clock.now()));
}
