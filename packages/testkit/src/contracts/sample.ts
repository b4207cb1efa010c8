import type { ConversationId, ParticipantId } from "@chatorbit/protocol";
import { type Admission, type Conversation, created, decide, type Input, products } from "@chatorbit/relay";

/** What the contracts keep and change. */
export const minute = 60_000;
export const hour = 60 * minute;

let serial = 0;

/** Of no other conversation in this process. */
export const freshId = (): ConversationId => {
  serial += 1;
  return `00000000-0000-4000-8000-${String(serial).padStart(12, "0")}` as ConversationId;
};

export const policy = products.tokenSession({ joinWithin: 24 * hour, lifetime: hour, maxLength: 2000 });

export const conversation = (now = 0): Conversation => created(freshId(), policy, now);

export const admission = ({ id }: Conversation): Admission => ({
  kind: "token",
  keyHash: `hash for ${id}`,
  validUntil: 24 * hour,
});

export const join = (keyHash: string): Input => ({
  type: "join",
  keyHash,
  publicId: `public ${keyHash}` as ParticipantId,
});

/** `decide` with everything but the conversation filled in. */
export const by = (input: Input, now: number) => (c: Conversation) => decide(c, input, now);
