import type { BlobId, BlobRemoved } from "@chatorbit/protocol";
import { decideBlob } from "../../blob.ts";
import type { Relay } from "../../relay.ts";
import { type Answer, no, yes } from "../answer.ts";
import { type BlobRequest, blobSeat, named } from "./seat.ts";

/** Removes a blob: its author takes it back, or the other one has it (FI2). Its bytes are gone when this resolves. */
export async function dropBlob(relay: Relay, request: BlobRequest, id: BlobId): Promise<Answer<BlobRemoved>> {
  const held = await blobSeat(relay, request, "drop-blob", relay.settings.limits.actBySeat);
  if (held.refusal !== null) return held;
  const { conversation, seat } = held.value;
  const { keyHash, role: by } = seat;
  const { store, clock } = relay.ports;
  const outcome = await store.shelf.transact(conversation.id, (c, view) =>
    decideBlob(c, view, { type: "drop", keyHash, by, id }, clock.now()),
  );
  if (outcome === null) return no("unknown");
  if (outcome.refusal !== null) return no(named(request, outcome.refusal));
  await relay.janitor.clear();
  return yes({ message: "Blob removed" });
}
