import type { BlobId } from "@chatorbit/protocol";
import type { Blobs, DiskSpace, PartKey, Piece } from "@chatorbit/relay";
import { checkedId, checkedPart, pieceName, sha256 } from "./names.ts";

/** Blobs in this process, gone with it: for tests. */
export class MemoryBlobs implements Blobs {
  readonly #blobs = new Map<string, Map<string, Uint8Array>>();

  async put({ id, part }: PartKey, bytes: AsyncIterable<Uint8Array>): Promise<string> {
    checkedId(id);
    checkedPart({ id, part });
    const whole = await collected(bytes);
    const hash = sha256().update(whole).digest("hex");
    const pieces = this.#blobs.get(id) ?? new Map<string, Uint8Array>();
    this.#blobs.set(id, pieces.set(pieceName({ id, part, hash }), whole));
    return hash;
  }

  async *read(piece: Piece, from: number, to: number): AsyncGenerator<Uint8Array, void, undefined> {
    const bytes = this.#blobs.get(checkedId(piece.id))?.get(pieceName(piece));
    if (bytes === undefined || to > bytes.length) throw new RangeError("no such bytes");
    yield bytes.slice(from, to);
  }

  async drop(piece: Piece): Promise<void> {
    const pieces = this.#blobs.get(checkedId(piece.id));
    pieces?.delete(pieceName(piece));
    if (pieces?.size === 0) this.#blobs.delete(piece.id);
  }

  async remove(id: BlobId): Promise<void> {
    this.#blobs.delete(checkedId(id));
  }

  async *list(): AsyncGenerator<BlobId, void, undefined> {
    for (const id of this.#blobs.keys()) yield id as BlobId;
  }

  async space(): Promise<DiskSpace | null> {
    return null;
  }
}

/** All of it: at most one part, because whoever gives it counts. */
export async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
