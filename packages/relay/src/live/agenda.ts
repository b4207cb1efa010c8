/** Something that wants to be woken. */
export interface Sleeper {
  /** Does what is due; returns when to wake it again, or null for never. */
  wake(now: number): number | null;
}

type Entry = { readonly at: number; readonly sleeper: Sleeper };

/** Who is to be woken when: a binary heap, soonest first. Runs nothing by itself. */
export class Agenda {
  readonly #heap: Entry[] = [];

  add(at: number, sleeper: Sleeper): void {
    const entry = { at, sleeper };
    let hole = this.#heap.push(entry) - 1;
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || parent.at <= at) break;
      this.#heap[hole] = parent;
      hole = above;
    }
    this.#heap[hole] = entry;
  }

  dueAt(): number | null {
    return this.#heap[0]?.at ?? null;
  }

  /** Wakes all that is due, each at most once. */
  run(now: number): void {
    const due: Entry[] = [];
    while ((this.#heap[0]?.at ?? Infinity) <= now) {
      const entry = this.#pop();
      if (entry) due.push(entry);
    }
    for (const { sleeper } of due) {
      const next = sleeper.wake(now);
      if (next !== null) this.add(next, sleeper);
    }
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
