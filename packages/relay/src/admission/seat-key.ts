import type { ConversationId, ParticipantId } from "@chatorbit/protocol";
import type { Hash, Random } from "../ports.ts";
import { base64Url } from "./base64-url.ts";

/** A seat key the server makes: 256 random bits. */
export const mintSeatKey = (random: Random): string => base64Url(random.bytes(32));

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
