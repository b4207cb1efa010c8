import {
  codeAlphabet,
  type ConversationId,
  type IssueBody,
  type ParticipantId,
  tokenSymbols,
  validities,
} from "@chatorbit/protocol";
import { type Policy, products } from "../policy.ts";
import type { Conversation } from "../conversation.ts";
import type { Admission, Hash, Random, Store } from "../ports.ts";

/** The policy of what somebody asked for (TS1). */
export const policyOf = (asked: IssueBody): Policy =>
  products.tokenSession({
    joinWithin: validities[asked.validity_option],
    lifetime: asked.ttl_minutes * 60_000,
    maxLength: asked.max_message_length,
  });

/** Twelve random symbols of the code alphabet: 60 bits, no symbol likelier than another. */
export const mintToken = (random: Random): string =>
  Array.from(random.bytes(tokenSymbols), (byte) => codeAlphabet[byte % codeAlphabet.length]).join("");

export const admissionOf = (hash: Hash, token: string, validUntil: number | null): Admission => ({
  kind: "token",
  keyHash: hash("token", token),
  validUntil,
});

/** The conversation a token leads to. */
export const admit = (store: Store, hash: Hash, token: string): Promise<Conversation | null> =>
  store.admitted("token", hash("token", token));

export const mintConversationId = (random: Random) => mintUuid(random) as ConversationId;
export const mintParticipantId = (random: Random) => mintUuid(random) as ParticipantId;

/** Of this conversation only: the same key in two conversations leaves two unlike hashes. */
export const seatKeyHash = (hash: Hash, conv: ConversationId, key: string): string =>
  hash("seat", `${conv}:${key}`);

/** A uuid v4 (RFC 9562). */
function mintUuid(random: Random): string {
  const bytes = random.bytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
