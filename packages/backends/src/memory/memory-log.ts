import type { Entry, EntryKey, LogChange, Write } from "@chatorbit/relay";

/** What one conversation keeps, in memory. */
export class MemoryLog {
  /** By place, beginning with 1. */
  readonly #entries: Entry[] = [];
  /** Places of the entries changed, by the number of the change, beginning with 1. */
  readonly #changes: number[] = [];

  find({ by, cid }: EntryKey): Entry | undefined {
    return this.#entries.find((entry) => entry.by === by && entry.cid === cid);
  }

  carryOut(write: Write & { readonly type: "append" | "empty" }): void {
    if (write.type === "append") this.#entries.push(write.entry);
    else this.#entries[write.seq - 1] = { ...this.#at(write.seq), sealed: null, fs: null };
    this.#changes.push(write.type === "append" ? write.entry.seq : write.seq);
  }

  changes(after: number, limit: number): LogChange[] {
    const seqs = this.#changes.slice(after, after + limit);
    return seqs.map((seq, n) => ({ eid: after + n + 1, entry: this.#at(seq) }));
  }

  entries(after: number, limit: number): readonly Entry[] {
    return this.#entries.slice(after, after + limit);
  }

  #at(seq: number): Entry {
    const entry = this.#entries[seq - 1];
    if (entry === undefined) throw new RangeError(`no entry at ${seq}`);
    return entry;
  }
}
