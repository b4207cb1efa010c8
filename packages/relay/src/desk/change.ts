import type { SessionStatus } from "@chatorbit/protocol";
import { textOf } from "../admission/admit.ts";
import type { Relay } from "../relay.ts";
import { statusOf } from "../status.ts";
import { act, type SeatRequest } from "./act.ts";
import { type Answer, yes } from "./answer.ts";

export type Changed = { readonly session_status: SessionStatus };

/** Says that both devices agreed to go on longer (TS8); counts when the other seat said it too. */
export const extend = (
  relay: Relay,
  request: SeatRequest,
  asked: { readonly id: string; readonly seconds: number },
): Promise<Answer<Changed>> =>
  change(relay, request, "extend", (keyHash) => ({
    type: "extend",
    keyHash,
    id: asked.id,
    seconds: asked.seconds,
  }));

/** Frees the other seat (TS12). */
export const reseat = (relay: Relay, request: SeatRequest): Promise<Answer<Changed>> =>
  change(relay, request, "reseat", (keyHash) => ({ type: "reseat", keyHash }));

async function change(
  relay: Relay,
  request: SeatRequest,
  kind: "extend" | "reseat",
  input: Parameters<typeof act>[3],
): Promise<Answer<Changed>> {
  const done = await act(relay, request, kind, input);
  if (done.refusal !== null) return done;
  const { id } = done.value;
  return yes({
    session_status: statusOf(done.value, textOf(request), relay.presence(id), relay.ports.clock.now()),
  });
}
