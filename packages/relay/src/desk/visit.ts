import { admit, type Handle } from "../admission/admit.ts";
import type { Conversation } from "../conversation.ts";
import { addressHash, check } from "../limits/guard.ts";
import type { Relay } from "../relay.ts";
import { type Answer, no, yes } from "./answer.ts";

/** From a handle to its conversation, counted per address and per handle (TS3). */
export async function visit(relay: Relay, handle: Handle, address: string): Promise<Answer<Conversation>> {
  const { limits } = relay.settings;
  const { store, hash } = relay.ports;
  const byAddress = await check(relay, limits.joinByAddress, addressHash(relay, address), "take");
  if (!byAddress.isAllowed) return no("rate", byAddress.retryAfter);
  const found = await admit(store, hash, handle);
  if (found === null) return no("unknown");
  // Counted once it is known to exist, so that made-up ones fill no table.
  const byToken = await check(relay, limits.joinByToken, found.id, "take");
  return byToken.isAllowed ? yes(found) : no("rate", byToken.retryAfter);
}
