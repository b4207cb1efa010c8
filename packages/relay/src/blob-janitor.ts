import type { BlobId } from "@chatorbit/protocol";
import type { Ports } from "./ports.ts";

/** How many blobs are removed, or asked for, at a time. */
const batch = 100;

/** Removes the bytes of blobs that are gone, and finds what a crash left behind. */
export class BlobJanitor {
  readonly #ports: Pick<Ports, "blobs" | "clock" | "journal" | "store">;
  readonly #forgotten: () => void;
  #last: Promise<void> = Promise.resolve();
  /** A round that has not begun: whoever comes before it does is served by it. */
  #next: Promise<void> | null = null;

  /** `forgotten`: names were deleted, and are to be overwritten soon. */
  constructor(ports: Pick<Ports, "blobs" | "clock" | "journal" | "store">, forgotten: () => void) {
    this.#ports = ports;
    this.#forgotten = forgotten;
  }

  /**
   * Lets go what is over and removes the bytes of all that is gone; what cannot be removed is
   * journalled, keeps its name, and is tried again. Never rejects.
   */
  clear(): Promise<void> {
    if (this.#next !== null) return this.#next;
    this.#last = this.#last.then(() => {
      this.#next = null;
      return this.#tried("removing blobs", () => this.#clear());
    });
    this.#next = this.#last;
    return this.#last;
  }

  /** Finds bytes nobody knows of and rows whose bytes are no more: to be run at the start and now and then. */
  tidy(): Promise<void> {
    this.#last = this.#last.then(() => this.#tried("looking for orphaned blobs", () => this.#tidy()));
    return this.#last;
  }

  /** Removes what came in for a blob that is no more; nothing when it still is one. */
  removeUnknown(id: BlobId): Promise<void> {
    return this.#tried("removing a blob", async () => {
      const { store, blobs } = this.#ports;
      if ((await store.shelf.known([id])).length === 0) await blobs.remove(id);
    });
  }

  async #clear(): Promise<void> {
    const { shelf } = this.#ports.store;
    await shelf.expire(this.#ports.clock.now());
    let stuck = 0;
    for (;;) {
      // Those that cannot be removed stay in front; the rest must not wait behind them.
      const gone = await shelf.gone(stuck + batch);
      const removed = await this.#removed(gone.slice(stuck));
      stuck = gone.length - removed.length;
      if (removed.length > 0) {
        await shelf.forget(removed);
        this.#forgotten();
      }
      if (removed.length === 0 || gone.length < batch) return;
    }
  }

  async #removed(ids: readonly BlobId[]): Promise<readonly BlobId[]> {
    const removed: BlobId[] = [];
    for (const id of ids) {
      await this.#tried("removing a blob", async () => {
        await this.#ports.blobs.remove(id);
        removed.push(id);
      });
    }
    return removed;
  }

  async #tidy(): Promise<void> {
    const { store, blobs } = this.#ports;
    // In this order: what is made meanwhile is neither held yet nor unknown when it is asked about.
    const held = await store.shelf.held();
    const seen = new Set<BlobId>();
    let some: BlobId[] = [];
    for await (const id of blobs.list()) {
      seen.add(id);
      if (some.push(id) === batch) await this.#removeUnknown(some.splice(0));
    }
    await this.#removeUnknown(some);
    const lost = held.filter((id) => !seen.has(id));
    if (lost.length === 0) return;
    await store.shelf.lose(lost);
    await this.#clear();
  }

  async #removeUnknown(ids: readonly BlobId[]): Promise<void> {
    const known = new Set(await this.#ports.store.shelf.known(ids));
    await this.#removed(ids.filter((id) => !known.has(id)));
  }

  async #tried(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      this.#ports.journal({ step: "failed", what, cause });
    }
  }
}
