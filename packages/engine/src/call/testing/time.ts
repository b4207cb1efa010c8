/** Time that passes only when it is told to: events in order, the clock jumping between them. */
export class Time {
  now = 1_700_000_000_000;
  readonly #events: { readonly at: number; readonly order: number; readonly run: () => void }[] = [];
  #order = 0;

  /** Runs once at `at` or, if that is past, next. Returns the way to cancel. */
  at(at: number, run: () => void): () => void {
    const event = { at: Math.max(at, this.now), order: this.#order++, run };
    let place = this.#events.length;
    while (place > 0 && (this.#events[place - 1]?.at ?? 0) > event.at) place -= 1;
    this.#events.splice(place, 0, event);
    return () => {
      const found = this.#events.indexOf(event);
      if (found >= 0) this.#events.splice(found, 1);
    };
  }

  in(ms: number, run: () => void): () => void {
    return this.at(this.now + ms, run);
  }

  /** Lets `ms` pass. Throws when something happens without end and without time. */
  pass(ms: number): void {
    const end = this.now + ms;
    let still = 0;
    for (;;) {
      const next = this.#events[0];
      if (next === undefined || next.at > end) break;
      this.#events.shift();
      still = next.at > this.now ? 0 : still + 1;
      if (still > 2_000) throw new Error("time stands still");
      this.now = next.at;
      next.run();
    }
    this.now = end;
  }
}
