import { type BlobId, blobPartBytes, blobParts, type ConversationId, type Role } from "@chatorbit/protocol";
import {
  type Blob,
  type Conversation,
  type HeldBlob,
  isComplete,
  type PartKey,
  type Shelf,
  type ShelfOutcome,
  type ShelfView,
} from "@chatorbit/relay";

type Row = {
  readonly conv: ConversationId;
  readonly blob: Blob;
  readonly expiresAt: number;
  readonly hashes: ReadonlyMap<number, string>;
};

/** What is known of blobs, in memory. */
export class MemoryShelf implements Shelf {
  readonly #conversations: ReadonlyMap<ConversationId, Conversation>;
  readonly #rows = new Map<BlobId, Row>();
  readonly #gone = new Set<BlobId>();

  constructor(conversations: ReadonlyMap<ConversationId, Conversation>) {
    this.#conversations = conversations;
  }

  async transact(
    conv: ConversationId,
    decide: (conversation: Conversation, view: ShelfView) => ShelfOutcome,
    about: PartKey | null = null,
  ): Promise<ShelfOutcome | null> {
    const conversation = this.#conversations.get(conv);
    if (conversation === undefined) return null;
    const known = about && this.#of(conv, about.id)?.hashes.get(about.part);
    const blobs = this.#all(conv).map(({ blob }) => blob);
    const outcome = decide(conversation, { blobs, owed: this.#owed(), known: known ?? null });
    for (const write of outcome.writes) {
      if (write.type === "drop") this.#go(write.id);
      else {
        const { blob, expiresAt } = write;
        const hashes = new Map(this.#rows.get(blob.id)?.hashes);
        if (write.type === "land") hashes.set(write.piece.part, write.piece.hash);
        this.#rows.set(blob.id, { conv, blob, expiresAt, hashes });
      }
    }
    return outcome;
  }

  async read(conv: ConversationId, id: BlobId): Promise<HeldBlob | null> {
    const row = this.#of(conv, id);
    if (row === undefined) return null;
    const count = blobParts(row.blob.size);
    return {
      blob: row.blob,
      hashes: Array.from({ length: count }, (_, part) => row.hashes.get(part) ?? null),
    };
  }

  /** Lets those of a conversation go, all or a seat's: for the store, at an end. */
  clear(conv: ConversationId, by: Role | null): void {
    for (const { blob } of this.#all(conv)) if (by === null || blob.by === by) this.#go(blob.id);
  }

  async expire(now: number): Promise<number> {
    const over = [...this.#rows.values()].filter(({ expiresAt }) => expiresAt <= now);
    for (const { blob } of over) this.#go(blob.id);
    return over.length;
  }

  async gone(limit: number): Promise<readonly BlobId[]> {
    return [...this.#gone].toSorted().slice(0, limit);
  }

  async forget(ids: readonly BlobId[]): Promise<void> {
    for (const id of ids) this.#gone.delete(id);
  }

  async held(): Promise<readonly BlobId[]> {
    return [...this.#rows.values()].filter(({ blob }) => blob.landed > 0).map(({ blob }) => blob.id);
  }

  async known(ids: readonly BlobId[]): Promise<readonly BlobId[]> {
    return ids.filter((id) => this.#rows.has(id));
  }

  async lose(ids: readonly BlobId[]): Promise<void> {
    for (const id of ids) this.#go(id);
  }

  #all(conv: ConversationId): Row[] {
    return [...this.#rows.values()].filter((row) => row.conv === conv);
  }

  #of(conv: ConversationId, id: BlobId): Row | undefined {
    const row = this.#rows.get(id);
    return row?.conv === conv ? row : undefined;
  }

  #go(id: BlobId): void {
    if (this.#rows.delete(id)) this.#gone.add(id);
  }

  #owed(): number {
    const unfinished = [...this.#rows.values()].map(({ blob }) => blob).filter((blob) => !isComplete(blob));
    return unfinished.reduce((sum, { size, landed }) => sum + size - landed * blobPartBytes, 0);
  }
}
