/**
 * What was said about a message that is not here (yet): on the way frames overtake each other, and a
 * message said again comes later than what was said about it. Kept so that deleted stays deleted.
 */
import type { Role } from "@chatorbit/protocol";
import { react, type Said, type Timeline } from "./timeline.ts";

export type Early = { readonly by: Role; readonly id: string } & (
  | { readonly is: "gone" }
  | { readonly is: "reaction"; readonly who: Role; readonly emoji: string | null; readonly ts: number }
);

/** So many are remembered at most: what they are about comes soon or not at all. */
const mostRemembered = 500;

export const remember = (early: readonly Early[], ...more: readonly Early[]): readonly Early[] =>
  [...early, ...more].slice(-mostRemembered);

/** Was this message taken back before it came? */
export const isGone = (early: readonly Early[], { by, id }: Pick<Said, "by" | "id">): boolean =>
  early.some((each) => each.is === "gone" && each.by === by && each.id === id);

/** Reactions that came before the message they are for. */
export const reactEarly = <Note>(
  timeline: Timeline<Note>,
  early: readonly Early[],
  { by, id }: Pick<Said, "by" | "id">,
): Timeline<Note> =>
  early.reduce(
    (lines, each) =>
      each.is === "reaction" && each.by === by && each.id === id
        ? react(lines, each.who, by, id, each.emoji, each.ts)
        : lines,
    timeline,
  );
