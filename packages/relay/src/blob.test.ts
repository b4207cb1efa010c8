import { describe, expect, test } from "bun:test";
import type { BlobId, ConversationId, ParticipantId, Role } from "@chatorbit/protocol";
import { blobCounts, blobIdleMs, blobPartBytes, blobUploadMs } from "@chatorbit/protocol";
import { type Blob, blobDueAt, decideBlob, hasRoom, partLength, type ShelfInput } from "./blob.ts";
import { type Conversation, created } from "./conversation.ts";
import { decide } from "./decide.ts";
import { products } from "./policy.ts";

const hour = 3_600_000;
const day = 24 * hour;
const mib = 1024 * 1024;
const id = (n: number) => n.toString(16).padStart(32, "0") as BlobId;
const limits = { file: 512 * mib, seat: 1024 * mib };
const policy = products.tokenSession({ joinWithin: day, lifetime: 100 * hour, maxLength: 2000 });

const seat = (role: Role) => ({
  role,
  keyHash: role,
  publicId: `public ${role}` as ParticipantId,
  joinedAt: 0,
});

const open: Conversation = {
  ...created("c" as ConversationId, policy, 0),
  seats: [seat("host"), seat("guest")],
  openedAt: 0,
};

const blob = (n: number, change: Partial<Blob> = {}): Blob => ({
  id: id(n),
  by: "host",
  size: 2 * blobPartBytes + 1,
  landed: 0,
  createdAt: 0,
  touchedAt: 0,
  ...change,
});

const make = (size: number, change: Partial<ShelfInput & { type: "make" }> = {}): ShelfInput => ({
  type: "make",
  keyHash: "host",
  by: "host",
  id: id(99),
  size,
  limits,
  space: null,
  ...change,
});

const land = (part: number, hash = "a", by: Role = "host"): ShelfInput => ({
  type: "land",
  keyHash: by,
  by,
  id: id(1),
  part,
  hash,
});

const drop = (by: Role): ShelfInput => ({ type: "drop", keyHash: by, by, id: id(1) });

const view = (blobs: readonly Blob[] = [], owed = 0, known: string | null = null) => ({ blobs, owed, known });
const refusal = (...args: Parameters<typeof decideBlob>) => decideBlob(...args).refusal;

describe("[FI2] blobs", () => {
  test("one is made for a seat of an open conversation, and for nobody else", () => {
    const { writes, expiresAt } = decideBlob(open, view(), make(5), 7);
    const made = blob(99, { size: 5, createdAt: 7, touchedAt: 7 });
    expect(writes).toEqual([{ type: "make", blob: made, expiresAt: 7 + blobIdleMs }]);
    expect(expiresAt).toBe(7 + blobIdleMs);
    expect(refusal({ ...open, openedAt: null }, view(), make(5), 7)).toBe("peer-away");
    expect(refusal(open, view(), make(5, { keyHash: "guest" }), 7)).toBe("not-yours");
    expect(refusal(open, view(), make(5), 100 * hour)).toBe("ended");
    expect(refusal({ ...open, openedAt: null }, view(), make(5), day)).toBe("expired");
    const closed = { at: 1, reason: "manually_ended" } as const;
    expect(refusal({ ...open, closed }, view(), make(5), 7)).toBe("ended");
    const without = { ...open, policy: { ...policy, blobsFor: null } };
    expect(refusal(without, view(), make(5), 7)).toBe("no-blobs");
    expect(refusal(open, view(), make(5, { limits: { file: 0, seat: 9 } }), 7)).toBe("no-blobs");
  });

  test("512 MiB a file, 1 GiB a seat, to the byte; the other seat's do not count", () => {
    expect(refusal(open, view(), make(limits.file), 1)).toBe(null);
    expect(refusal(open, view(), make(limits.file + 1), 1)).toBe("too-large");
    const whole = { landed: 128, size: limits.file };
    const most = view([blob(1, { ...whole }), blob(2, { ...whole, size: limits.file - 5, by: "host" })]);
    expect(refusal(open, most, make(5), 1)).toBe(null);
    expect(refusal(open, most, make(6), 1)).toBe("blobs-full");
    const others = view([blob(1, { ...whole, by: "guest" }), blob(2, { ...whole, by: "guest" })]);
    expect(refusal(open, others, make(limits.file), 1)).toBe(null);
  });

  test("so many at once, and so many unfinished", () => {
    const some = (count: number, change: Partial<Blob>) =>
      view(Array.from({ length: count }, (_, n) => blob(n, { size: 1, ...change })));
    expect(refusal(open, some(blobCounts.unfinished - 1, {}), make(1), 1)).toBe(null);
    expect(refusal(open, some(blobCounts.unfinished, {}), make(1), 1)).toBe("blobs-full");
    expect(refusal(open, some(blobCounts.unfinished, {}), make(1), blobIdleMs)).toBe(null);
    expect(refusal(open, some(blobCounts.all - 1, { landed: 1 }), make(1), 1)).toBe(null);
    expect(refusal(open, some(blobCounts.all, { landed: 1 }), make(1), 1)).toBe("blobs-full");
  });

  test("what others were promised counts as taken, and some of the disk stays free", () => {
    const space = { free: 2048 * mib, total: 100_000 * mib };
    expect(refusal(open, view([], 0), make(512 * mib, { space }), 1)).toBe(null);
    expect(refusal(open, view([], 1024 * mib), make(512 * mib, { space }), 1)).toBe(null);
    expect(refusal(open, view([], 1024 * mib + 1), make(512 * mib, { space }), 1)).toBe("storage-full");
    expect(hasRoom({ free: 20 * mib, total: 100 * mib }, 0, 10 * mib)).toBe(true);
    expect(hasRoom({ free: 20 * mib, total: 100 * mib }, 0, 10 * mib + 1)).toBe(false);
  });

  test("parts have their length, whoever counts", () => {
    const size = 2 * blobPartBytes + 1;
    const lengths = [-1, 0, 1, 2, 3].map((part) => partLength(size, part));
    expect(lengths).toEqual([null, blobPartBytes, blobPartBytes, 1, null]);
    expect(partLength(blobPartBytes, 0)).toBe(blobPartBytes);
    expect(partLength(blobPartBytes, 1)).toBe(null);
  });

  test("a part lands once; the same bytes again change nothing, others are refused", () => {
    const before = blob(1, { landed: 1 });
    const done = decideBlob(open, view([before]), land(2), 9);
    const after = { ...before, landed: 2, touchedAt: 9 };
    expect(done.blob).toEqual(after);
    expect(done.writes).toEqual([
      { type: "land", piece: { id: id(1), part: 2, hash: "a" }, blob: after, expiresAt: 9 + blobIdleMs },
    ]);
    expect(decideBlob(open, view([before], 0, "a"), land(2), 9)).toMatchObject({ writes: [], blob: before });
    expect(refusal(open, view([before], 0, "b"), land(2), 9)).toBe("conflict");
    expect(refusal(open, view([before]), land(3), 9)).toBe("invalid-field");
    expect(refusal(open, view([before]), land(2, "a", "guest"), 9)).toBe("not-yours");
    expect(refusal(open, view([]), land(2), 9)).toBe("unknown");
  });

  test("unfinished: an hour after the last part, a day at most; whole: a day; never past the end", () => {
    expect(blobDueAt(policy, blob(1, { touchedAt: 5 }))).toBe(5 + blobIdleMs);
    expect(blobDueAt(policy, blob(1, { touchedAt: day - 1 }))).toBe(blobUploadMs);
    expect(blobDueAt(policy, blob(1, { landed: 3, touchedAt: day - 1 }))).toBe(2 * day - 1);
    const late = 100 * hour - 2;
    expect(decideBlob(open, view(), make(5), late).expiresAt).toBe(100 * hour);
    expect(refusal(open, view([blob(1, { landed: 2 })]), land(0), blobIdleMs)).toBe("unknown");
  });

  test("its author removes it at any time, the other one when it is whole", () => {
    const [half, whole] = [blob(1, { landed: 2 }), blob(1, { landed: 3 })];
    const gone = [{ type: "drop", id: id(1) }] as const;
    expect(decideBlob(open, view([half]), drop("host"), 1).writes).toEqual(gone);
    expect(refusal(open, view([half]), drop("guest"), 1)).toBe("unfinished");
    expect(decideBlob(open, view([whole]), drop("guest"), 1).writes).toEqual(gone);
    expect(refusal(open, view([]), drop("guest"), 1)).toBe("unknown");
  });

  test("the end takes all along, a freed seat its own", () => {
    const end = decide(open, { type: "end", keyHash: "host", reason: "manually_ended" }, 1);
    expect(end.writes).toEqual([{ type: "clear", by: null }]);
    expect(decide(open, { type: "tick" }, 100 * hour).writes).toEqual([{ type: "clear", by: null }]);
    const freed = decide(open, { type: "reseat", keyHash: "host" }, 1);
    expect(freed.writes).toEqual([
      { type: "free", role: "guest" },
      { type: "clear", by: "guest" },
    ]);
  });
});
