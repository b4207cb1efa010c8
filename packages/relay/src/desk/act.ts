import { admit, type Handle } from "../admission/admit.ts";
import { seatKeyHash } from "../admission/seat-key.ts";
import { type Conversation, type Seat, seatOf } from "../conversation.ts";
import type { Input } from "../decide.ts";
import { checkAct, isGuessTooMany } from "../limits/guard.ts";
import type { Relay } from "../relay.ts";
import { type Answer, no, yes } from "./answer.ts";

export type SeatRequest = Handle & { readonly key: string; readonly address: string };

export type Holder = { readonly conversation: Conversation; readonly seat: Seat };

/** From handle and seat key to the seat; wrong ones count against the address. */
export async function holder(relay: Relay, request: SeatRequest): Promise<Answer<Holder>> {
  const { store, hash } = relay.ports;
  const conversation = await admit(store, hash, request);
  const seat = conversation && seatOf(conversation, seatKeyHash(hash, conversation.id, request.key));
  if (conversation !== null && seat) return yes({ conversation, seat });
  if (await isGuessTooMany(relay, request.address)) return no("rate", 60);
  return no(conversation === null ? "unknown" : "not-yours");
}

/** From handle and seat key to the seat, counted per seat and kind of act: none holds up another. */
export async function actor(relay: Relay, request: SeatRequest, kind: string): Promise<Answer<Holder>> {
  const held = await holder(relay, request);
  if (held.refusal !== null) return held;
  const { conversation, seat } = held.value;
  const { isAllowed, retryAfter } = await checkAct(relay, conversation.id, seat.role, kind);
  return isAllowed ? held : no("rate", retryAfter);
}

/** One input of a seat that came over HTTP; answers with the state it left. */
export async function act(
  relay: Relay,
  request: SeatRequest,
  kind: Input["type"],
  input: (keyHash: string) => Input,
): Promise<Answer<Conversation>> {
  const held = await actor(relay, request, kind);
  if (held.refusal !== null) return held;
  const { conversation, seat } = held.value;
  const outcome = await relay.apply(conversation.id, input(seat.keyHash));
  if (outcome === null) return no("unknown");
  return outcome.refusal === null ? yes(outcome.state) : no(outcome.refusal);
}
