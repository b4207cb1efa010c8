import { type BlobId, blobPartBytes } from "@chatorbit/protocol";
import { blobDueAt, type HeldBlob, isComplete } from "../../blob.ts";
import type { Blobs } from "../../ports.ts";
import type { Relay } from "../../relay.ts";
import { type Answer, no, yes } from "../answer.ts";
import { type BlobRequest, blobSeat, seatName } from "./seat.ts";

/** A whole blob that somebody may read. */
export type Readable = {
  readonly size: number;
  /** Its bytes from `from` up to and without `to`, as they are asked for; counted before. */
  readonly read: (from: number, to: number) => Answer<AsyncIterable<Uint8Array>>;
};

/** Opens a blob for one of the seats (FI2). */
export async function fetchBlob(relay: Relay, request: BlobRequest, id: BlobId): Promise<Answer<Readable>> {
  const held = await blobSeat(relay, request, "fetch-blob", relay.settings.limits.talkBySeat);
  if (held.refusal !== null) return held;
  const { conversation } = held.value;
  const { store, blobs, clock } = relay.ports;
  const found = await store.shelf.read(conversation.id, id);
  if (found === null || clock.now() >= blobDueAt(conversation.policy, found.blob)) return no("unknown");
  if (!isComplete(found.blob)) return no("unfinished", 1);
  return yes({
    size: found.blob.size,
    read(from, to) {
      const wait = relay.flow.take(seatName(held.value), to - from, clock.now());
      return wait > 0 ? no("rate", wait) : yes(bytesOf(blobs, found, from, to));
    },
  });
}

/** One part after the other: never more than a chunk of one is held. */
async function* bytesOf(
  blobs: Blobs,
  { blob: { id }, hashes }: HeldBlob,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let part = Math.floor(from / blobPartBytes); part * blobPartBytes < to; part += 1) {
    const start = part * blobPartBytes;
    const hash = hashes[part];
    if (hash === undefined || hash === null) throw new RangeError(`a whole blob lacks part ${part}`);
    const end = Math.min(to - start, blobPartBytes);
    yield* blobs.read({ id, part, hash }, Math.max(0, from - start), end);
  }
}
