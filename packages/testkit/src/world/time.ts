/** One clock for everybody, turned by hand: what is due happens in order, nothing waits for real. */
export type Time = {
  readonly now: () => number;
  /** Rings at `when` ms, or next if that has passed; returns the way to cancel. */
  readonly at: (when: number, ring: () => void) => () => void;
  /** Lets everything due until then happen. */
  readonly runUntil: (when: number) => Promise<void>;
};

type Entry = { readonly when: number; readonly order: number; readonly ring: () => void };

export function time(start: number): Time {
  let now = start;
  let order = 0;
  let entries: Entry[] = [];

  /** Promises of stores and requests come through before time goes on. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

  function next(until: number): Entry | undefined {
    let first: Entry | undefined;
    for (const entry of entries) {
      if (entry.when > until) continue;
      const isEarlier =
        first === undefined ||
        entry.when < first.when ||
        (entry.when === first.when && entry.order < first.order);
      if (isEarlier) first = entry;
    }
    return first;
  }

  return {
    now: () => now,
    at(when, ring) {
      const entry = { when: Math.max(when, now), order: (order += 1), ring };
      entries.push(entry);
      return () => {
        entries = entries.filter((other) => other !== entry);
      };
    },
    async runUntil(until) {
      await settle();
      for (let entry = next(until); entry !== undefined; entry = next(until)) {
        const due = entry;
        entries = entries.filter((other) => other !== due);
        now = Math.max(now, due.when);
        due.ring();
        await settle();
      }
      now = Math.max(now, until);
    },
  };
}
