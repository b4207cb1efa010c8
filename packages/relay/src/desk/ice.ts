import { closedRefusal } from "../conversation.ts";
import { addressHash, check } from "../limits/guard.ts";
import type { Relay } from "../relay.ts";
import { holder, type SeatRequest } from "./act.ts";
import { type Answer, no, yes } from "./answer.ts";

/**
 * Whether a seat may have servers for calls now (CA3): its conversation waits or runs. Answers with
 * the server's time, ms.
 */
export async function mayCall(relay: Relay, request: SeatRequest): Promise<Answer<number>> {
  const held = await holder(relay, request);
  if (held.refusal !== null) return held;
  const { conversation, seat } = held.value;
  const { joinByAddress, joinByToken } = relay.settings.limits;
  // As often as one may join, but counted apart and after the key: whoever has the token alone
  // must not be able to keep the seats from calling.
  for (const [limit, key] of [
    [{ ...joinByAddress, name: "ice-address" }, addressHash(relay, request.address)],
    [{ ...joinByToken, name: "ice-seat" }, `${conversation.id}:${seat.role}`],
  ] as const) {
    const verdict = await check(relay, limit, key, "take");
    if (!verdict.isAllowed) return no("rate", verdict.retryAfter);
  }
  const outcome = await relay.apply(conversation.id, { type: "tick" });
  if (outcome === null) return no("unknown");
  const { closed } = outcome.state;
  return closed === null ? yes(relay.ports.clock.now()) : no(closedRefusal(closed));
}
