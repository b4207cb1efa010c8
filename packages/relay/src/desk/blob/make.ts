import { type BlobId, blobPartBytes, type BlobMade } from "@chatorbit/protocol";
import { decideBlob } from "../../blob.ts";
import { instant } from "../../instant.ts";
import type { Random } from "../../ports.ts";
import type { Relay } from "../../relay.ts";
import { type Answer, no, yes } from "../answer.ts";
import { type BlobRequest, blobSeat, named } from "./seat.ts";

/** Promises room for a blob of `size` bytes (FI2); its parts follow. */
export async function makeBlob(relay: Relay, request: BlobRequest, size: number): Promise<Answer<BlobMade>> {
  const held = await blobSeat(relay, request, "make-blob", relay.settings.limits.actBySeat);
  if (held.refusal !== null) return held;
  const { conversation, seat } = held.value;
  const { blobs, random, clock, store } = relay.ports;
  const space = await blobs.space();
  const id = mintBlobId(random);
  const { keyHash, role: by } = seat;
  const limits = relay.settings.blobs;
  const input = { type: "make", keyHash, by, id, size, limits, space } as const;
  const outcome = await store.shelf.transact(conversation.id, (c, view) =>
    decideBlob(c, view, input, clock.now()),
  );
  if (outcome === null) return no("unknown");
  if (outcome.refusal !== null) return no(named(request, outcome.refusal), waits[outcome.refusal] ?? null);
  return yes({ id, part_bytes: blobPartBytes, expires_at: instant(outcome.expiresAt ?? clock.now()) });
}

/** What is worth waiting for, and how long, s. */
const waits: Readonly<Record<string, number>> = { "storage-full": 60, "blobs-full": 60 };

/** 16 random bytes: whoever was not told of it does not find it. */
const mintBlobId = (random: Random): BlobId =>
  Array.from(random.bytes(16), (byte) => byte.toString(16).padStart(2, "0")).join("") as BlobId;
