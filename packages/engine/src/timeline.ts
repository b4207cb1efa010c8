/** What was said, as this device has it. Plain data; every change returns a new timeline. */
import { otherRole, type Role } from "@chatorbit/protocol";
import type { BodyOf } from "./payload.ts";

export type Delivery = "queued" | "sent" | "delivered" | "read" | "failed";

/** The outside of a voice message. */
export type Face = BodyOf<"file">["voice"] & { readonly mime: BodyOf<"file">["mime"] };

/** The outside of a file. How far it is on its way, the machine of files knows. */
export type FileFace = {
  /** Cleaned: no path, no controls, nothing that turns letters round. */
  readonly name: string;
  readonly size: number;
  readonly mime: string;
  /** A picture that can be shown: its size, so that its place is there before it is. */
  readonly image: Picture | null;
};

export type Picture = {
  /** Pixels. */
  readonly w: number;
  readonly h: number;
  /** 8 × 8 pixels, three bytes each, as base64; null where the sender gave none. */
  readonly tiny: string | null;
};

export type Said = {
  readonly kind: "message";
  readonly by: Role;
  readonly id: string;
  /** The author's clock, ms; rises strictly within one author, so it is the author's order. */
  readonly ts: number;
  /** null: taken back. Empty where a voice speaks. */
  readonly body: string | null;
  /** What is known of a voice message before it can be heard; its sound is among the conversation's voices. */
  readonly voice: Face | null;
  /** A file between the two devices. The message has the file's own id. */
  readonly file: FileFace | null;
  readonly replyTo: { readonly by: Role; readonly id: string } | null;
  /** What each seat reacted with. */
  readonly reactions: { readonly [role in Role]?: string };
  /** When each seat last changed its reaction, by its own clock, ms. */
  readonly reactedAt: { readonly [role in Role]?: number };
  /** Of one's own messages only. */
  readonly delivery: Delivery | null;
  /** Came back from the other device after a reload: its copy (CRYPTO §4 `sync`). */
  readonly isPeersCopy: boolean;
  /** Where something is kept: its place in the log, which is the order on every screen. Null: not there (yet). */
  readonly seq: number | null;
  /** Kept under this device's side, and this device never sent it (CRYPTO §5 `own`). */
  readonly isNotSentHere: boolean;
};

export type Noted<Note> = {
  readonly kind: "note";
  readonly id: string;
  readonly ts: number;
  readonly note: Note;
};

export type Entry<Note> = Said | Noted<Note>;

export type Timeline<Note> = readonly Entry<Note>[];

/** Ids are never looked up without their author: the peer may pick an id of mine. */
const isThis = (by: Role, id: string) => (entry: Entry<unknown>) =>
  entry.kind === "message" && entry.by === by && entry.id === id;

export function find<Note>(timeline: Timeline<Note>, by: Role, id: string): Said | null {
  return (timeline.find(isThis(by, id)) as Said | undefined) ?? null;
}

/**
 * Adds a message once, behind everything its author said before it and never behind later words of
 * the same author. Above `from` nothing is looked at: there another device sat in that seat.
 */
export function add<Note>(timeline: Timeline<Note>, said: Said, from = 0): Timeline<Note> {
  if (timeline.some(isThis(said.by, said.id))) return timeline;
  if (said.seq !== null) return addAt(timeline, said, said.seq);
  const before = timeline.findIndex(
    (entry, index) => index >= from && entry.kind === "message" && entry.by === said.by && entry.ts > said.ts,
  );
  return before === -1 ? [...timeline, said] : timeline.toSpliced(before, 0, said);
}

/** In the order of the log; what is not in it yet comes after all that is. */
function addAt<Note>(timeline: Timeline<Note>, said: Said, seq: number): Timeline<Note> {
  const before = timeline.findIndex(
    (entry) => entry.kind === "message" && (entry.seq === null || entry.seq > seq),
  );
  return before === -1 ? [...timeline, said] : timeline.toSpliced(before, 0, said);
}

/** The last place in the log anything here has; 0: nothing has one. */
export const newestSeq = <Note>(timeline: Timeline<Note>): number =>
  timeline.reduce((newest, entry) => Math.max(newest, entry.kind === "message" ? (entry.seq ?? 0) : 0), 0);

/** A message of `by` is in the log now: it goes to its place. */
export function settleAt<Note>(timeline: Timeline<Note>, by: Role, id: string, seq: number): Timeline<Note> {
  const said = find(timeline, by, id);
  if (said === null || said.seq === seq) return timeline;
  const settled = { ...said, seq };
  const index = timeline.indexOf(said);
  const isBefore = (entry: Entry<Note>) => entry.kind === "message" && entry.seq !== null && entry.seq < seq;
  const isInPlace =
    !timeline.slice(index + 1).some(isBefore) &&
    !timeline
      .slice(0, index)
      .some((entry) => entry.kind === "message" && (entry.seq === null || entry.seq > seq));
  return isInPlace ? timeline.with(index, settled) : addAt(timeline.toSpliced(index, 1), settled, seq);
}

/**
 * Puts history in, in the order the other device has it: two devices' clocks cannot be compared.
 * It goes ahead of everything that was said since; what is there already stays as it is.
 */
export function restore<Note>(timeline: Timeline<Note>, history: readonly Said[]): Timeline<Note> {
  let lines = timeline;
  let place = 0;
  for (const said of history) {
    const known = lines.findIndex(isThis(said.by, said.id));
    if (known !== -1) {
      place = Math.max(place, known + 1);
      continue;
    }
    const isOfAuthor = (entry: Entry<Note>) => entry.kind === "message" && entry.by === said.by;
    const earlier = lines.findLastIndex((entry) => isOfAuthor(entry) && entry.ts < said.ts);
    const later = lines.findIndex((entry) => isOfAuthor(entry) && entry.ts > said.ts);
    place = Math.max(place, earlier + 1);
    if (later !== -1) place = Math.min(place, later);
    lines = lines.toSpliced(place, 0, said);
    place += 1;
  }
  return lines;
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
  const next = how(said);
  return next === said ? timeline : timeline.with(index, next);
}

/** Takes back messages of `by`; only their author's word does that. */
export function retract<Note>(timeline: Timeline<Note>, by: Role, ids: readonly string[]): Timeline<Note> {
  return ids.reduce(
    (lines, id) =>
      change(lines, by, id, (said) => ({
        ...said,
        body: null,
        voice: null,
        file: null,
        reactions: {},
      })),
    timeline,
  );
}

/** Forgets a message of one's own that never left. */
export function discard<Note>(timeline: Timeline<Note>, by: Role, id: string): Timeline<Note> {
  return timeline.filter((entry) => !isThis(by, id)(entry));
}

/** `who` reacts at `ts` of its clock to the message `id` of `by`; null takes the reaction back. The latest counts. */
export function react<Note>(
  timeline: Timeline<Note>,
  who: Role,
  by: Role,
  id: string,
  emoji: string | null,
  ts: number,
): Timeline<Note> {
  return change(timeline, by, id, (said) => {
    if (said.body === null || ts < (said.reactedAt[who] ?? 0)) return said;
    const { [who]: _, ...rest } = said.reactions;
    return {
      ...said,
      reactions: emoji === null ? rest : { ...rest, [who]: emoji },
      reactedAt: { ...said.reactedAt, [who]: ts },
    };
  });
}

const rank: Record<Delivery, number> = { failed: 0, queued: 0, sent: 1, delivered: 2, read: 3 };

/** A message's delivery; it never goes back from delivered or read. */
export function deliver<Note>(
  timeline: Timeline<Note>,
  by: Role,
  id: string,
  delivery: Delivery,
): Timeline<Note> {
  return change(timeline, by, id, (said) => {
    if (said.delivery === null || said.delivery === delivery) return said;
    const isStepBack = rank[said.delivery] >= rank.delivered && rank[delivery] < rank[said.delivery];
    return isStepBack ? said : { ...said, delivery };
  });
}

/** The newest time an author has, so that the next one can be later. A peer's copy may name any. */
export function newestOf<Note>(timeline: Timeline<Note>, by: Role): number {
  return timeline.reduce(
    (newest, entry) =>
      entry.kind === "message" && entry.by === by && !entry.isPeersCopy ? Math.max(newest, entry.ts) : newest,
    0,
  );
}

/** Messages of the other seat that are still readable. */
export const heard = <Note>(timeline: Timeline<Note>, me: Role): readonly Said[] =>
  timeline.filter(
    (entry): entry is Said => entry.kind === "message" && entry.by === otherRole(me) && entry.body !== null,
  );
