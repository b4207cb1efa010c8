/** Frames that may wait behind one that asks the store. */
const mostWaiting = 64;

type Handlers = {
  /** Handles one frame, now (null) or later. */
  readonly take: (text: string) => Promise<void> | null;
  readonly overflowed: () => void;
  readonly failed: (cause: unknown) => void;
};

/**
 * Keeps the frames of one socket in order: while one of them waits for the store, those behind it
 * wait too. A frame that needs no waiting costs nothing.
 */
export class Inbox {
  readonly #handlers: Handlers;
  #waiting: string[] | null = null;

  constructor(handlers: Handlers) {
    this.#handlers = handlers;
  }

  hear(text: string): void {
    if (this.#waiting === null) {
      const busy = this.#handlers.take(text);
      if (busy !== null) void this.wait(busy);
    } else if (this.#waiting.length < mostWaiting) this.#waiting.push(text);
    else this.#handlers.overflowed();
  }

  /** Nothing is taken before this is done. */
  async wait(busy: Promise<void>): Promise<void> {
    const waiting: string[] = (this.#waiting = []);
    try {
      await busy;
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await this.#handlers.take(next);
      }
    } catch (cause) {
      this.#handlers.failed(cause);
    } finally {
      this.#waiting = null;
    }
  }
}
