/** How many parts may be on their way in at once: of one seat, and of all. */
const most = { seat: 4, all: 64 } as const;

/** Who is inside. What is let in must leave. */
export class Gate {
  readonly #seats = new Map<string, number>();
  #all = 0;

  /** Null: come in; else who has to make room first. */
  enter(seat: string): "seat" | "all" | null {
    const own = this.#seats.get(seat) ?? 0;
    if (own >= most.seat) return "seat";
    if (this.#all >= most.all) return "all";
    this.#all += 1;
    this.#seats.set(seat, own + 1);
    return null;
  }

  leave(seat: string): void {
    const own = (this.#seats.get(seat) ?? 1) - 1;
    this.#all -= 1;
    if (own === 0) this.#seats.delete(seat);
    else this.#seats.set(seat, own);
  }
}
