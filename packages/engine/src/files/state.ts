/** Everything a device knows about the files of one conversation. Plain data; their bytes are with the hands. */
import type { Role } from "@chatorbit/protocol";
import type { CallState } from "../call/state.ts";
import type { FileFace } from "../timeline.ts";

/** Why a file did not arrive, or does not go on. */
export type FileWhy =
  /** By whom it was refused or given up is in the word. */
  | "declined"
  | "they-declined"
  | "cancelled"
  | "they-cancelled"
  /** The other side has no such part: a terminal, or an older program. */
  | "they-cannot"
  /** Too many are open at a time. */
  | "too-many"
  /** What came is not what was offered. */
  | "broken"
  /** The other side says so of this side's. */
  | "broken-there"
  /** The file changed, or is gone, since it was chosen. */
  | "changed"
  | "changed-there"
  /** No room left to keep it. */
  | "no-room"
  | "no-room-there"
  /** The other side's page was loaded again, and its file is no longer in it. */
  | "lost-there"
  /** The conversation ended, moved on, or has another person in it. */
  | "left";

type Over = { readonly is: "over"; readonly why: FileWhy; readonly root: string | null };

type Known = {
  readonly fid: string;
  readonly face: FileFace;
  readonly chunks: number;
};

/** A file of this device's. */
export type Going = Known & {
  readonly way: "going";
  /** base64; empty once nothing more is sealed under it. */
  readonly key: string;
  readonly replyTo: { readonly by: Role; readonly id: string } | null;
  /** Under later keys, so that a No may be that of a page which is no more. */
  readonly isOfferedAgain: boolean;
  readonly stage:
    /** Waits for its turn, for servers, or for the person to say that the address may be seen. */
    | { readonly is: "preparing" }
    | { readonly is: "offered" }
    /** Wanted there. `kept`: chunks the other device has; `root`: of all of them, once all were sealed. */
    | { readonly is: "open"; readonly kept: number; readonly root: string | null }
    | { readonly is: "done" }
    | Over;
};

/** A file of the other side's. */
export type Coming = Known & {
  readonly way: "coming";
  readonly key: string;
  readonly stage:
    | { readonly is: "offered" }
    /** Wanted here; a place for it is being made, and what stands between is asked. */
    | { readonly is: "preparing"; readonly hasPlace: boolean }
    /** `next`: the first chunk that is missing; `mine`: the root of what came; `theirs`: the one they name. */
    | {
        readonly is: "open";
        readonly next: number;
        readonly bad: number;
        readonly mine: string | null;
        readonly theirs: string | null;
      }
    /** All of it is here and right; it is being put away. */
    | { readonly is: "keeping"; readonly root: string }
    | { readonly is: "done"; readonly root: string }
    | Over;
};

export type Transfer = Going | Coming;

export type FilesState = {
  readonly me: Role;
  /** This page load, and the other side's as far as it is known. */
  readonly inst: string;
  readonly peerInst: string | null;
  /** Page loads of before: what they still say is nobody's. */
  readonly former: readonly string[];
  /** Oldest first. */
  readonly files: readonly Transfer[];
  /** The connection chunks take: a call that carries no media, and its rules. */
  readonly line: CallState;
  /** The highest number a connection between these two page loads had. */
  readonly lastGen: number;
  /** The connection whose channel is open now, or null. */
  readonly channel: number | null;
  /** Files want a connection, and none is tried before then, ms. */
  readonly openAt: number | null;
  /** Nothing wants it since then, ms. */
  readonly idleSince: number | null;
  /** Three rebuilds came to nothing: the person is told. */
  readonly hasNoPath: boolean;
};
