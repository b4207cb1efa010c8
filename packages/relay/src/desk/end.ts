import type { EndReason } from "@chatorbit/protocol";
import { instant } from "../instant.ts";
import type { Relay } from "../relay.ts";
import { act, type SeatRequest } from "./act.ts";
import { type Answer, yes } from "./answer.ts";

export type Ended = { readonly message: "Session ended"; readonly ended_at: string };

/** Ends a conversation for both (TS5). */
export async function end(relay: Relay, request: SeatRequest, reason: EndReason): Promise<Answer<Ended>> {
  const done = await act(relay, request, "end", (keyHash) => ({ type: "end", keyHash, reason }));
  if (done.refusal !== null) return done;
  const at = done.value.closed?.at ?? relay.ports.clock.now();
  return yes({ message: "Session ended", ended_at: instant(at) });
}
