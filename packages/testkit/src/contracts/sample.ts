import type { ConversationId, MessageId, ParticipantId, Role } from "@chatorbit/protocol";
import {
  type Admission,
  aboutOf,
  type Conversation,
  created,
  decide,
  type Entry,
  type Input,
  type Outcome,
  products,
  type Store,
} from "@chatorbit/relay";

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

/** One that keeps what is said until its end, both seats taken: `h` and `g`. */
export function keeper(now = 0): Conversation {
  const empty = created(freshId(), products.secureRoom({ lifetime: hour }), now);
  const seats = (["host", "guest"] as const).map((role) => ({
    role,
    keyHash: role.slice(0, 1),
    publicId: `public ${role}` as ParticipantId,
    joinedAt: now,
  }));
  return { ...empty, seats };
}

/** Something to be kept; `text` stands for what is sealed. */
export const said = (by: Role, cid: string, text = `"${by} ${cid}"`, at = 1): Input & { type: "append" } => ({
  type: "append",
  keyHash: by.slice(0, 1),
  by,
  entry: { cid: cid as MessageId, at, sealed: text, fs: null },
});

export const dropped = (by: Role, cid: string): Input => ({
  type: "empty",
  keyHash: by.slice(0, 1),
  by,
  cid: cid as MessageId,
});

/** One input the way the relay gives it to a store. */
export const put = (store: Store, id: ConversationId, input: Input, now = 1): Promise<Outcome | null> =>
  store.transact(id, (c, known: Entry | null) => decide(c, input, now, known), aboutOf(input));

/** `decide` with everything but the conversation filled in. */
export const by = (input: Input, now: number) => (c: Conversation) => decide(c, input, now);
