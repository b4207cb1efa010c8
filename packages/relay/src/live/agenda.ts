/** Something that wants to be woken. */
export interface Sleeper {
  /** Does what is due; returns when to wake it again, or null for never. */
  wake(now: number): number | null;
}

/** Null: that one was put off or dropped, the entry is void. */
type Entry = { readonly at: number; sleeper: Sleeper | null };

/** When one whose waking failed is woken again, ms. */
const againMs = 1_000;

/** Void entries that may lie around before a clean-up is worth it. */
const someVoid = 64;

/** Who is to be woken when: a binary heap, soonest first. Runs nothing by itself. */
export class Agenda {
  readonly #entries = new Map<Sleeper, Entry>();
  readonly #failed: (cause: unknown) => void;
  #heap: Entry[] = [];

  /** `failed` hears what broke over a waking. */
  constructor(failed: (cause: unknown) => void) {
    this.#failed = failed;
  }

  /** Wakes it then, and no longer at another time. */
  add(at: number, sleeper: Sleeper): void {
    this.drop(sleeper);
    const entry = { at, sleeper };
    this.#entries.set(sleeper, entry);
    this.#rise(entry);
  }

  drop(sleeper: Sleeper): void {
    const entry = this.#entries.get(sleeper);
    if (entry === undefined) return;
    entry.sleeper = null;
    this.#entries.delete(sleeper);
    const isMostlyVoid = this.#heap.length > someVoid + 2 * this.#entries.size;
    // What is sorted is a heap too.
    if (isMostlyVoid) this.#heap = [...this.#entries.values()].toSorted((a, b) => a.at - b.at);
  }

  /** Not later than the next one's time. */
  dueAt(): number | null {
    return this.#heap[0]?.at ?? null;
  }

  /** Wakes all that is due, each at most once. */
  run(now: number): void {
    const due: Sleeper[] = [];
    while ((this.#heap[0]?.at ?? Infinity) <= now) {
      const sleeper = this.#pop()?.sleeper ?? null;
      if (sleeper === null) continue;
      this.#entries.delete(sleeper);
      due.push(sleeper);
    }
    for (const sleeper of due) {
      const next = this.#wake(sleeper, now);
      if (next !== null) this.add(next, sleeper);
    }
  }

  /** One that breaks must not keep the others asleep. */
  #wake(sleeper: Sleeper, now: number): number | null {
    try {
      return sleeper.wake(now);
    } catch (cause) {
      this.#failed(cause);
      return now + againMs;
    }
  }

  #rise(entry: Entry): void {
    const heap = this.#heap;
    let hole = heap.push(entry) - 1;
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || parent.at <= entry.at) break;
      heap[hole] = parent;
      hole = above;
    }
    heap[hole] = entry;
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if ((heap[child + 1]?.at ?? Infinity) < (heap[child]?.at ?? Infinity)) child += 1;
      const below = heap[child];
      if (below === undefined || below.at >= last.at) break;
      heap[hole] = below;
      hole = child;
    }
    heap[hole] = last;
    return top;
  }
}
