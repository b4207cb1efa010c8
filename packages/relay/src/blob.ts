/** Blobs: sealed bytes that wait to be fetched (FI2). Their rules, pure. */
import {
  blobCounts,
  type BlobId,
  blobIdleMs,
  blobPartBytes,
  blobParts,
  blobUploadMs,
  type Refusal,
  type Role,
} from "@chatorbit/protocol";
import { closedRefusal, type Conversation, dueAt, endsAt, seatOf } from "./conversation.ts";
import type { Policy } from "./policy.ts";
import type { DiskSpace } from "./ports.ts";

/** What is known of a blob. Times in ms of the server's clock. */
export type Blob = {
  readonly id: BlobId;
  /** Whose it is. */
  readonly by: Role;
  /** Bytes of all its parts. */
  readonly size: number;
  /** How many of its parts are here. */
  readonly landed: number;
  readonly createdAt: number;
  /** When the last of those parts came. */
  readonly touchedAt: number;
};

/** A blob with the SHA-256 of each part in hex, in their order; null: not here yet. */
export type HeldBlob = { readonly blob: Blob; readonly hashes: readonly (string | null)[] };

export type PartKey = { readonly id: BlobId; readonly part: number };

/** The bytes of one part. */
export type Piece = PartKey & { readonly hash: string };

/** What a decision about blobs knows beside the conversation. */
export type ShelfView = {
  /** All blobs of the conversation. */
  readonly blobs: readonly Blob[];
  /** Bytes that have been promised room on this server, whoever to, and are not here yet. */
  readonly owed: number;
  /** The hash of the part in question; null: it is not here. */
  readonly known: string | null;
};

export type ShelfWrite =
  | { readonly type: "make"; readonly blob: Blob; readonly expiresAt: number }
  | { readonly type: "land"; readonly piece: Piece; readonly blob: Blob; readonly expiresAt: number }
  | { readonly type: "drop"; readonly id: BlobId };

export type ShelfOutcome = {
  readonly writes: readonly ShelfWrite[];
  readonly refusal: Refusal | null;
  /** As it is now; null: refused, or gone. */
  readonly blob: Blob | null;
  /** When it goes; null as above. */
  readonly expiresAt: number | null;
};

/** What an operator allows, bytes. */
export type BlobLimits = {
  /** One blob at most; 0: this server takes none. */
  readonly file: number;
  /** All blobs of a seat at once. */
  readonly seat: number;
};

export type ShelfInput = { readonly keyHash: string; readonly by: Role } & (
  | {
      readonly type: "make";
      readonly id: BlobId;
      readonly size: number;
      readonly limits: BlobLimits;
      /** What the disk had just before; null: nobody can say. */
      readonly space: DiskSpace | null;
    }
  | ({ readonly type: "land" } & Piece)
  | { readonly type: "drop"; readonly id: BlobId }
);

export const isComplete = ({ size, landed }: Blob): boolean => landed === blobParts(size);

/** Bytes of one part; null: the blob has no such part. */
export function partLength(size: number, part: number): number | null {
  const last = blobParts(size) - 1;
  if (part < 0 || part > last) return null;
  return part < last ? blobPartBytes : size - last * blobPartBytes;
}

/** When a blob goes by itself, if its conversation has not ended by then. */
export function blobDueAt({ blobsFor }: Policy, blob: Blob): number {
  if (isComplete(blob)) return blob.touchedAt + (blobsFor ?? 0);
  return Math.min(blob.touchedAt + blobIdleMs, blob.createdAt + blobUploadMs);
}

/**
 * So much stays free, bytes: whatever else is written there, the database above all, must not stop
 * for files.
 */
export const keptFree = ({ total }: DiskSpace): number => Math.min(512 * 1024 * 1024, total / 10);

/** Is there room for so much more beside what is promised already, bytes? */
export const hasRoom = (space: DiskSpace | null, owed: number, size: number): boolean =>
  space === null || space.free - owed - size >= keptFree(space);

/** All rules of blobs. Pure: a store may run it again after a conflict. */
export function decideBlob(c: Conversation, view: ShelfView, input: ShelfInput, now: number): ShelfOutcome {
  if (c.closed !== null) return no(closedRefusal(c.closed));
  if (now >= (dueAt(c) ?? Infinity)) return no(c.openedAt === null ? "expired" : "ended");
  // Freed while its part was on its way.
  if (seatOf(c, input.keyHash)?.role !== input.by) return no("not-yours");
  const blobs = view.blobs.filter((blob) => now < blobDueAt(c.policy, blob));
  const blob = blobs.find(({ id }) => id === input.id);
  switch (input.type) {
    case "make":
      return make(c, { ...view, blobs }, input, now);
    case "land":
      return blob === undefined ? no("unknown") : land(c, blob, view.known, input, now);
    case "drop":
      return blob === undefined ? no("unknown") : drop(blob, input.by);
  }
}

function make(
  c: Conversation,
  { blobs, owed }: ShelfView,
  { id, by, size, limits, space }: ShelfInput & { type: "make" },
  now: number,
): ShelfOutcome {
  if (c.policy.blobsFor === null || limits.file === 0) return no("no-blobs");
  // Whom should it be for?
  if (c.openedAt === null) return no("peer-away");
  if (size > limits.file) return no("too-large");
  const own = blobs.filter((blob) => blob.by === by);
  const taken = own.reduce((sum, blob) => sum + blob.size, 0);
  const unfinished = own.filter((blob) => !isComplete(blob)).length;
  const isFull = taken + size > limits.seat || own.length >= blobCounts.all;
  if (isFull || unfinished >= blobCounts.unfinished) return no("blobs-full");
  if (!hasRoom(space, owed, size)) return no("storage-full");
  const blob: Blob = { id, by, size, landed: 0, createdAt: now, touchedAt: now };
  const expiresAt = blobDueAt(c.policy, blob);
  return yes(c, blob, [{ type: "make", blob, expiresAt }]);
}

function land(
  c: Conversation,
  before: Blob,
  known: string | null,
  { id, by, part, hash }: ShelfInput & { type: "land" },
  now: number,
): ShelfOutcome {
  if (before.by !== by) return no("not-yours");
  if (partLength(before.size, part) === null) return no("invalid-field");
  if (known !== null) return known === hash ? yes(c, before, []) : no("conflict");
  const blob = { ...before, landed: before.landed + 1, touchedAt: now };
  const expiresAt = blobDueAt(c.policy, blob);
  return yes(c, blob, [{ type: "land", piece: { id, part, hash }, blob, expiresAt }]);
}

/** Its author at any time, the other one once it is whole: by that it says that it has it. */
function drop(blob: Blob, by: Role): ShelfOutcome {
  if (blob.by !== by && !isComplete(blob)) return no("unfinished");
  return { writes: [{ type: "drop", id: blob.id }], refusal: null, blob: null, expiresAt: null };
}

const no = (refusal: Refusal): ShelfOutcome => ({ writes: [], refusal, blob: null, expiresAt: null });

/** What is told of its end takes the conversation's into account. */
const yes = (c: Conversation, blob: Blob, writes: readonly ShelfWrite[]): ShelfOutcome => ({
  writes,
  refusal: null,
  blob,
  expiresAt: Math.min(blobDueAt(c.policy, blob), endsAt(c) ?? Infinity),
});
