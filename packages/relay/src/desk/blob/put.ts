import { type PartTaken, type Refusal } from "@chatorbit/protocol";
import {
  type Blob,
  decideBlob,
  isComplete,
  keptFree,
  partLength,
  type PartKey,
  type Piece,
  type ShelfOutcome,
} from "../../blob.ts";
import { instant } from "../../instant.ts";
import { StorageFullError } from "../../ports.ts";
import type { Relay } from "../../relay.ts";
import type { Holder } from "../act.ts";
import { type Answer, no, yes } from "../answer.ts";
import { type BlobRequest, blobSeat, named, seatName } from "./seat.ts";

/** The bytes of a part did not come as they should; nothing of them counts. */
export class PartError extends Error {
  override readonly name = "PartError";
  readonly refusal: Refusal;

  constructor(refusal: Refusal, cause?: unknown) {
    super(`a part was ${refusal}`, { cause });
    this.refusal = refusal;
  }
}

/**
 * The bytes that come, of which there must be exactly `length`; throws a `PartError` otherwise. Not
 * touched before it is clear that they may come.
 */
export type PartBody = (length: number) => AsyncIterable<Uint8Array>;

/** Takes in one part (FI2). The same bytes again change nothing. */
export async function putPart(
  relay: Relay,
  request: BlobRequest,
  part: PartKey,
  body: PartBody,
): Promise<Answer<PartTaken>> {
  const held = await blobSeat(relay, request, "put-part", relay.settings.limits.talkBySeat);
  if (held.refusal !== null) return held;
  const { conversation, seat } = held.value;
  const found = await relay.ports.store.shelf.read(conversation.id, part.id);
  if (found === null) return no("unknown");
  if (found.blob.by !== seat.role) return no("not-yours");
  const length = partLength(found.blob.size, part.part);
  if (length === null) return no("invalid-field");
  const name = seatName(held.value);
  const crowd = relay.gate.enter(name);
  if (crowd !== null) return no(crowd === "seat" ? "rate" : "busy", 1);
  try {
    const wait = relay.flow.take(name, length, relay.ports.clock.now());
    if (wait > 0) return no("rate", wait);
    const hash = await taken(relay, part, length, body);
    if (hash.refusal !== null) return hash;
    return await land(relay, request, held.value, { ...part, hash: hash.value });
  } catch (cause) {
    // What broke may be that the blob went meanwhile, and the bytes from under what was written.
    const refusal = await refusalNow(relay, held.value, part);
    if (refusal === null) throw cause;
    return no(named(request, refusal));
  } finally {
    relay.gate.leave(name);
  }
}

async function taken(relay: Relay, part: PartKey, length: number, body: PartBody): Promise<Answer<string>> {
  const { blobs } = relay.ports;
  const space = await blobs.space();
  // Half of what is kept free: a promise made before the disk filled up may still be kept.
  if (space !== null && space.free - length < keptFree(space) / 2) return no("storage-full", 60);
  try {
    return yes(await blobs.put(part, body(length)));
  } catch (cause) {
    if (cause instanceof PartError) return no(cause.refusal);
    if (cause instanceof StorageFullError) return no("storage-full", 60);
    throw cause;
  }
}

/** The bytes are durable: now they count, or go again. */
async function land(
  relay: Relay,
  request: BlobRequest,
  { conversation, seat }: Holder,
  piece: Piece,
): Promise<Answer<PartTaken>> {
  const { store, blobs, clock } = relay.ports;
  const { keyHash, role: by } = seat;
  const input = { type: "land", keyHash, by, ...piece } as const;
  let outcome: ShelfOutcome | null;
  try {
    outcome = await store.shelf.transact(
      conversation.id,
      (c, view) => decideBlob(c, view, input, clock.now()),
      piece,
    );
  } catch (cause) {
    // Whether it counts nobody knows: it stays, and goes with the blob.
    if (cause instanceof StorageFullError) return no("storage-full", 60);
    throw cause;
  }
  if (outcome?.blob) return yes(partTaken(outcome.blob, outcome.expiresAt ?? clock.now()));
  const refusal = outcome?.refusal ?? "unknown";
  // Another part of these bytes is in its place; or the whole blob is gone, and this came after.
  await (refusal === "conflict" ? blobs.drop(piece) : relay.janitor.removeUnknown(piece.id));
  return no(named(request, refusal));
}

/** Why a part would not count now; null: it would. */
async function refusalNow(
  relay: Relay,
  { conversation, seat }: Holder,
  part: PartKey,
): Promise<Refusal | null> {
  const { store, clock } = relay.ports;
  const { keyHash, role: by } = seat;
  const input = { type: "land", keyHash, by, ...part, hash: "" } as const;
  const outcome = await store.shelf.transact(conversation.id, (c, view) => ({
    ...decideBlob(c, view, input, clock.now()),
    writes: [],
  }));
  return outcome === null ? "unknown" : outcome.refusal;
}

const partTaken = (blob: Blob, expiresAt: number): PartTaken => ({
  parts: blob.landed,
  complete: isComplete(blob),
  expires_at: instant(expiresAt),
});
