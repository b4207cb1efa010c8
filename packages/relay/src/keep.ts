/** What a conversation that keeps something does with its log: pure, part of `decide`. */
import type { Refusal, Role } from "@chatorbit/protocol";
import type { Conversation } from "./conversation.ts";
import { type Entry, headWith, headWithout, type NewEntry, type Kept, repeated } from "./log.ts";
import { changed, type Outcome, refuse, same } from "./outcome.ts";

type Said = { readonly by: Role; readonly entry: NewEntry };

/** `known`: the entry of this author and id, if there is one. */
export function append(c: Conversation, { by, entry }: Said, known: Entry | null): Outcome {
  if (known !== null) return received(c, repeated(known, entry));
  const log = headWith(c.log, entry);
  if (log === null) return refuse(c, "log-full");
  const { seq, eid } = log;
  const done = changed(c, { log }, [{ type: "append", eid, entry: { seq, by, ...entry } }]);
  return { ...done, kept: { seq, at: entry.at, isDup: false } };
}

export function empty(c: Conversation, known: Entry | null): Outcome {
  if (known === null) return refuse(c, "unknown");
  const { seq, at, sealed } = known;
  if (sealed === null) return received(c, { seq, at, isDup: true });
  const log = headWithout(c.log, sealed);
  return {
    ...changed(c, { log }, [{ type: "empty", eid: log.eid, seq }]),
    kept: { seq, at, isDup: false },
  };
}

/** Once, and by who made the conversation; the same words again change nothing. */
export function openDoor(
  c: Conversation,
  said: Said & { readonly proofKey: string },
  known: Entry | null,
): Outcome {
  if (said.by !== "host") return refuse(c, "not-yours");
  const isSaid = c.door !== null && c.door.key === said.proofKey && c.door.offer === known?.seq;
  if (c.door !== null && !isSaid) return refuse(c, "conflict");
  const outcome = append(c, said, known);
  const { kept, state } = outcome;
  if (kept === null || isSaid) return outcome;
  // What was said before without opening the door cannot be what newcomers find first.
  if (kept.isDup) return refuse(c, "conflict");
  return { ...outcome, state: { ...state, door: { key: said.proofKey, offer: kept.seq } } };
}

const received = (c: Conversation, result: Kept | Refusal): Outcome =>
  typeof result === "string" ? refuse(c, result) : { ...same(c), kept: result };
