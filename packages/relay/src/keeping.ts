import { type KeptSealed, maxEncryptedLength, type MessageId, type Refusal } from "@chatorbit/protocol";
import type { Conversation, Seat } from "./conversation.ts";
import type { NewEntry, Receipt } from "./log.ts";
import { type Stamp, StorageFullError } from "./ports.ts";
import type { Relay } from "./relay.ts";

export type Kept =
  | { readonly receipt: Receipt; readonly refusal: null }
  | { readonly receipt: null; readonly refusal: Refusal };

/** Keeps what a seat said, over its socket or HTTP. Resolves once that is durable; never throws. */
export async function keep(
  relay: Relay,
  { id, policy }: Pick<Conversation, "id" | "policy">,
  { keyHash, role: by, publicId }: Seat,
  sealed: KeptSealed,
): Promise<Kept> {
  const { stamp, clock } = relay.ports;
  if (sealed.type !== "hs" && sealed.encrypted.length > maxEncryptedLength(policy.maxLength))
    return no("too-large");
  const entry = entryOf(stamp(id, publicId, "room"), sealed, clock.now());
  if (entry === null) return no("malformed");
  try {
    const outcome = await relay.apply(id, { type: "append", keyHash, by, entry });
    if (outcome?.receipt) return { receipt: outcome.receipt, refusal: null };
    return no(outcome?.refusal ?? "unknown");
  } catch (cause) {
    return no(brokeOver(relay, "keeping", cause));
  }
}

/** Empties an entry of a seat's own. */
export async function drop(
  relay: Relay,
  { id }: Pick<Conversation, "id">,
  { keyHash, role: by }: Seat,
  cid: string,
): Promise<Kept> {
  try {
    const outcome = await relay.apply(id, { type: "empty", keyHash, by, cid: cid as MessageId });
    if (outcome?.receipt) return { receipt: outcome.receipt, refusal: null };
    return no(outcome?.refusal ?? "unknown");
  } catch (cause) {
    return no(brokeOver(relay, "emptying", cause));
  }
}

/** Stamped now, once and for all; null: a body or signature that is no strict base64. */
export function entryOf(stamp: ReturnType<Stamp>, sealed: KeptSealed, at: number): NewEntry | null {
  const entry = { cid: sealed.message_id as MessageId, at, sealed: JSON.stringify(sealed) };
  if (sealed.type === "hs") return { ...entry, fs: null };
  const { type, ep, inst, n, message_id: messageId, encrypted, signature, timestamp } = sealed;
  const fs = stamp({ type, ep, inst, n, messageId, encrypted, signature, timestamp }, at);
  return fs === null ? null : { ...entry, fs };
}

const no = (refusal: Refusal): Kept => ({ receipt: null, refusal });

function brokeOver(relay: Relay, what: string, cause: unknown): Refusal {
  relay.ports.journal({ step: "failed", what, cause });
  return cause instanceof StorageFullError ? "storage-full" : "busy";
}
