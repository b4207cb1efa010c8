import type { Refusal } from "@chatorbit/protocol";
import { admit, type Handle, textOf } from "../admission/admit.ts";
import { seatKeyHash } from "../admission/seat-key.ts";
import { type Seat, seatOf } from "../conversation.ts";
import { isGuessTooMany } from "../limits/guard.ts";
import type { Relay } from "../relay.ts";
import type { Live } from "./live.ts";

/** `key` null: whoever asks has none. */
export type Credential = Handle & { readonly key: string | null; readonly address: string };

/**
 * From a credential to a seat. `seated` runs at once, with the newest state, and before anything
 * else can happen to the conversation; it may find the conversation closed.
 */
export async function sit(
  relay: Relay,
  credential: Credential,
  seated: (live: Live, seat: Seat) => void,
): Promise<Refusal | null> {
  const { key, address } = credential;
  const { store, hash } = relay.ports;
  const found = await admit(store, hash, credential);
  if (found === null) return guessed(relay, address, "unknown");
  if (key === null) return guessed(relay, address, "no-credential");
  const keyHash = seatKeyHash(hash, found.id, key);
  if (seatOf(found, keyHash) === undefined) return guessed(relay, address, "not-yours");
  const live = await relay.enter(found, textOf(credential));
  try {
    const seat = seatOf(live.conversation, keyHash);
    if (seat === undefined) return "not-yours";
    seated(live, seat);
    return null;
  } finally {
    relay.release(live);
  }
}

/** A wrong credential counts like a join, so that nobody tries them one after another. */
const guessed = async (relay: Relay, address: string, refusal: Refusal): Promise<Refusal> =>
  (await isGuessTooMany(relay, address)) ? "flood" : refusal;
