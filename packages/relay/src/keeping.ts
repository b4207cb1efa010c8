import { type KeptSealed, maxEncryptedLength, type MessageId, type Refusal } from "@chatorbit/protocol";
import type { Conversation, Seat } from "./conversation.ts";
import type { Input } from "./decide.ts";
import { type Answer, no, yes } from "./desk/answer.ts";
import type { Kept, NewEntry } from "./log.ts";
import { type Stamp, StorageFullError } from "./ports.ts";
import type { Relay } from "./relay.ts";

type Where = Pick<Conversation, "id" | "policy">;

/** Keeps what a seat said, over its socket or HTTP. Resolves once that is durable; never throws. */
export async function keep(
  relay: Relay,
  { id, policy }: Where,
  { keyHash, role: by, publicId }: Seat,
  sealed: KeptSealed,
): Promise<Answer<Kept>> {
  const { stamp, clock } = relay.ports;
  if (sealed.type !== "hs" && sealed.encrypted.length > maxEncryptedLength(policy.maxLength))
    return no("too-large");
  const entry = entryOf(stamp(id, publicId, "room"), sealed, clock.now());
  return entry === null ? no("malformed") : put(relay, id, { type: "append", keyHash, by, entry });
}

/** Empties an entry of a seat's own; like `keep`. */
export const drop = (
  relay: Relay,
  { id }: Where,
  { keyHash, role: by }: Seat,
  cid: string,
): Promise<Answer<Kept>> => put(relay, id, { type: "empty", keyHash, by, cid: cid as MessageId });

async function put(relay: Relay, id: Conversation["id"], input: Input): Promise<Answer<Kept>> {
  try {
    const outcome = await relay.apply(id, input);
    return outcome?.kept ? yes(outcome.kept) : no(outcome?.refusal ?? "unknown");
  } catch (cause) {
    relay.ports.journal({ step: "failed", what: "keeping", cause });
    const refusal: Refusal = cause instanceof StorageFullError ? "storage-full" : "busy";
    return no(refusal);
  }
}

/** Stamped now, once and for all; null: a body or signature that is no strict base64. */
function entryOf(stamp: ReturnType<Stamp>, sealed: KeptSealed, at: number): NewEntry | null {
  const entry = { cid: sealed.message_id as MessageId, at, sealed: JSON.stringify(sealed) };
  if (sealed.type === "hs") return { ...entry, fs: null };
  const { type, ep, inst, n, message_id: messageId, encrypted, signature, timestamp } = sealed;
  const fs = stamp({ type, ep, inst, n, messageId, encrypted, signature, timestamp }, at);
  return fs === null ? null : { ...entry, fs };
}
