import { instant } from "../../instant.ts";
import type { Relay } from "../../relay.ts";
import { type Answer, no, yes } from "../answer.ts";
import { acting, type RoomRequest } from "./member.ts";

export type Destroyed = { readonly message: "Room destroyed"; readonly ended_at: string };

/** Ends a room for both, at once (SR5): when this resolves, what it kept is gone from the store. */
export async function destroyRoom(relay: Relay, request: RoomRequest): Promise<Answer<Destroyed>> {
  const held = await acting(relay, request, "end");
  if (held.refusal !== null) return held;
  const { conversation, seat } = held.value;
  const { keyHash } = seat;
  const outcome = await relay.apply(conversation.id, { type: "end", keyHash, reason: "manually_ended" });
  if (outcome === null) return no("unknown");
  if (outcome.refusal !== null) return no(outcome.refusal === "ended" ? "unknown" : outcome.refusal);
  // The bytes of blobs first: their names go with the rest.
  await relay.janitor.clear();
  await relay.purge();
  const at = outcome.state.closed?.at ?? relay.ports.clock.now();
  return yes({ message: "Room destroyed", ended_at: instant(at) });
}
