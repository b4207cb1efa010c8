/** The HTTP resources of blobs: paths, bodies, answers (FI2). What a blob holds is sealed (CRYPTO §16). */
import { blobPartBytes, blobParts, maxBlobBytes } from "./limits.ts";
import type { BlobId } from "./ids.ts";
import { v, wholeNumber } from "./schema.ts";

const base = "/api/blobs";

/** In a room `?roomId=` follows, and the seat comes by cookie. */
export const blobPaths = {
  all: base,
  one: (id: string) => `${base}/${id}`,
  part: (id: string, part: number | string) => `${base}/${id}/${part}`,
} as const;

/** Names the session; its seat key stands in `Authorization: Bearer`. */
export const tokenHeader = "chatorbit-token";

export const blobId = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{32}$/),
  v.transform((text) => text as BlobId),
);

/** A part's number in a path: 0, 1, 2 … */
export const partNumber = v.pipe(v.string(), v.regex(/^(?:0|[1-9]\d{0,4})$/), v.transform(Number));

/** `size`: bytes of all that is sealed, padding included. */
export const newBlobBody = v.pipe(
  v.object({ size: wholeNumber(1, maxBlobBytes), parts: wholeNumber(1, blobParts(maxBlobBytes)) }),
  v.forward(
    v.check(({ size, parts }) => parts === blobParts(size)),
    ["parts"],
  ),
);
export type NewBlobBody = v.InferOutput<typeof newBlobBody>;

const instant = v.pipe(v.string(), v.isoTimestamp());

export const blobMade = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  part_bytes: v.literal(blobPartBytes),
  /** When it goes unless another part comes before. */
  expires_at: instant,
});
export type BlobMade = v.InferOutput<typeof blobMade>;

export const partTaken = v.object({
  /** How many parts are here. */
  parts: v.number(),
  /** All of them: it can be fetched. */
  complete: v.boolean(),
  expires_at: instant,
});
export type PartTaken = v.InferOutput<typeof partTaken>;

export const blobRemoved = v.object({ message: v.literal("Blob removed") });
export type BlobRemoved = v.InferOutput<typeof blobRemoved>;
