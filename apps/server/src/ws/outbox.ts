/** Something that has gathered output. */
export interface Flushable {
  flush(): void;
}

/** How long what is in no hurry may wait for company, ms. */
const soonMs = 5;

/**
 * Writes at the end of each turn of the loop what the turn has gathered, so that many frames to one
 * socket cost one system call. What is in no hurry (acks) waits a little for a frame that is: on a
 * busy socket it then costs no call of its own, which is a third of the price of a message.
 */
export class Outbox {
  readonly #failed: (cause: unknown) => void;
  #now: Flushable[] = [];
  #soon: Flushable[] = [];

  /** `failed` hears what broke over one line; the others are written all the same. */
  constructor(failed: (cause: unknown) => void) {
    this.#failed = failed;
  }

  add(line: Flushable): void {
    if (this.#now.push(line) === 1) setImmediate(this.#flushNow);
  }

  addSoon(line: Flushable): void {
    if (this.#soon.push(line) === 1) setTimeout(this.#flushSoon, soonMs);
  }

  readonly #flushNow = (): void => {
    const turn = this.#now;
    this.#now = [];
    this.#flush(turn);
  };

  readonly #flushSoon = (): void => {
    const turn = this.#soon;
    this.#soon = [];
    this.#flush(turn);
  };

  #flush(turn: readonly Flushable[]): void {
    for (const line of turn) {
      try {
        line.flush();
      } catch (cause) {
        this.#failed(cause);
      }
    }
  }
}
