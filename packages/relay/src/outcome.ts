import type { Down, Refusal, Role } from "@chatorbit/protocol";
import type { Conversation, Seat } from "./conversation.ts";
import type { Entry, Kept } from "./log.ts";

/** Changes beside the conversation's own row; committed together with the new state. */
export type Write =
  | { readonly type: "seat"; readonly seat: Seat }
  | { readonly type: "free"; readonly role: Role }
  | { readonly type: "append"; readonly eid: number; readonly entry: Entry }
  | { readonly type: "empty"; readonly eid: number; readonly seq: number }
  /** Nothing of the log is to be left. */
  | { readonly type: "erase" }
  /** No blob is to be left: of this seat, or (null) at all. */
  | { readonly type: "clear"; readonly by: Role | null };

/** A frame for whoever sits there and speaks our wire; goes out after the commit, and may get lost. */
export type Send = { readonly to: Role; readonly frame: Down };

/** What an input did. A refused input may still have closed what was due. */
export type Outcome = {
  readonly state: Conversation;
  readonly writes: readonly Write[];
  readonly sends: readonly Send[];
  readonly refusal: Refusal | null;
  /** Where what was said is kept; null: nothing was, or nothing is. */
  readonly kept: Kept | null;
};

export const same = (state: Conversation): Outcome => ({
  state,
  writes: [],
  sends: [],
  refusal: null,
  kept: null,
});

export const refuse = (state: Conversation, refusal: Refusal): Outcome => ({ ...same(state), refusal });

export const changed = (
  c: Conversation,
  change: Partial<Conversation>,
  writes: readonly Write[] = [],
): Outcome => ({
  state: { ...c, ...change, version: c.version + 1 },
  writes,
  sends: [],
  refusal: null,
  kept: null,
});
