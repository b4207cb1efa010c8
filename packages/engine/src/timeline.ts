/** What was said, as this device has it. Plain data; every change returns a new timeline. */
import { otherRole, type Role } from "@chatorbit/protocol";

export type Delivery = "queued" | "sent" | "delivered" | "read" | "failed";

export type Said = {
  readonly kind: "message";
  readonly by: Role;
  readonly id: string;
  /** The author's clock, ms; rises strictly within one author, so it is the author's order. */
  readonly ts: number;
  /** null: taken back. */
  readonly body: string | null;
  readonly replyTo: { readonly by: Role; readonly id: string } | null;
  /** What each seat reacted with. */
  readonly reactions: { readonly [role in Role]?: string };
  /** Of one's own messages only. */
  readonly delivery: Delivery | null;
  /** Came back from the other device after a reload: its copy (CRYPTO §4 `sync`). */
  readonly isPeersCopy: boolean;
};

export type Noted<Note> = { readonly kind: "note"; readonly id: string; readonly ts: number; readonly note: Note };

export type Entry<Note> = Said | Noted<Note>;

export type Timeline<Note> = readonly Entry<Note>[];

/** Ids are never looked up without their author: the peer may pick an id of mine. */
const isThis = (by: Role, id: string) => (entry: Entry<unknown>) =>
  entry.kind === "message" && entry.by === by && entry.id === id;

export function find<Note>(timeline: Timeline<Note>, by: Role, id: string): Said | null {
  return (timeline.find(isThis(by, id)) as Said | undefined) ?? null;
}

/** Adds a message once, behind everything its author said before it and never behind later words of the same author. */
export function add<Note>(timeline: Timeline<Note>, said: Said): Timeline<Note> {
  if (timeline.some(isThis(said.by, said.id))) return timeline;
  const before = timeline.findIndex(
    (entry) => entry.kind === "message" && entry.by === said.by && entry.ts > said.ts,
  );
  return before === -1 ? [...timeline, said] : timeline.toSpliced(before, 0, said);
}

/** Puts history in by time, ahead of what is newer; what is there already stays as it is. */
export function restore<Note>(timeline: Timeline<Note>, history: readonly Said[]): Timeline<Note> {
  const fresh = history.filter((said) => !timeline.some(isThis(said.by, said.id)));
  if (fresh.length === 0) return timeline;
  return [...timeline, ...fresh].toSorted((a, b) => a.ts - b.ts);
}

export function note<Note>(timeline: Timeline<Note>, noted: Noted<Note>): Timeline<Note> {
  return [...timeline, noted];
}

function change<Note>(
  timeline: Timeline<Note>,
  by: Role,
  id: string,
  how: (said: Said) => Said,
): Timeline<Note> {
  const index = timeline.findIndex(isThis(by, id));
  const said = timeline[index];
  if (said === undefined || said.kind !== "message") return timeline;
  return timeline.with(index, how(said));
}

/** Takes back messages of `by`; only their author's word does that. */
export function retract<Note>(timeline: Timeline<Note>, by: Role, ids: readonly string[]): Timeline<Note> {
  return ids.reduce(
    (lines, id) => change(lines, by, id, (said) => ({ ...said, body: null, reactions: {} })),
    timeline,
  );
}

/** Forgets a message of one's own that never left. */
export function discard<Note>(timeline: Timeline<Note>, by: Role, id: string): Timeline<Note> {
  return timeline.filter((entry) => !isThis(by, id)(entry));
}

/** `who` reacts to the message `id` of `by`; null takes the reaction back. */
export function react<Note>(
  timeline: Timeline<Note>,
  who: Role,
  by: Role,
  id: string,
  emoji: string | null,
): Timeline<Note> {
  return change(timeline, by, id, (said) => {
    if (said.body === null) return said;
    const { [who]: _, ...rest } = said.reactions;
    return { ...said, reactions: emoji === null ? rest : { ...rest, [who]: emoji } };
  });
}

const rank: Record<Delivery, number> = { failed: 0, queued: 0, sent: 1, delivered: 2, read: 3 };

/** A message's delivery; it never goes back from delivered or read. */
export function deliver<Note>(timeline: Timeline<Note>, by: Role, id: string, delivery: Delivery): Timeline<Note> {
  return change(timeline, by, id, (said) => {
    if (said.delivery === null || said.delivery === delivery) return said;
    const isStepBack = rank[said.delivery] >= rank.delivered && rank[delivery] < rank[said.delivery];
    return isStepBack ? said : { ...said, delivery };
  });
}

/** The newest time an author has, so that the next one can be later. */
export function newestOf<Note>(timeline: Timeline<Note>, by: Role): number {
  return timeline.reduce((newest, entry) => (entry.kind === "message" && entry.by === by ? Math.max(newest, entry.ts) : newest), 0);
}

/** Messages of the other seat that are still readable. */
export const heard = <Note>(timeline: Timeline<Note>, me: Role): readonly Said[] =>
  timeline.filter(
    (entry): entry is Said => entry.kind === "message" && entry.by === otherRole(me) && entry.body !== null,
  );
