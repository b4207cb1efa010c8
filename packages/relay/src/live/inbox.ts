/** Frames that may wait behind one that asks the store. */
const mostWaiting = 64;

/**
 * Keeps the frames of one socket in order: while one of them waits for the store, those behind it
 * wait too. A frame that needs no waiting costs nothing.
 */
export abstract class Inbox {
  #waiting: string[] | null = null;

  /** Handles one frame, now (null) or later. */
  protected abstract take(text: string): Promise<void> | null;

  /** Too many are waiting. */
  protected abstract overflow(): void;

  /** Something broke over a frame: says so and ends this socket. */
  protected abstract fail(cause: unknown): void;

  /** Never throws: it is called from a socket's handler, where that would end the whole server. */
  protected receive(text: string): void {
    if (this.#waiting === null) {
      const busy = this.#tried(text);
      if (busy !== null) void this.hold(busy);
    } else if (this.#waiting.length < mostWaiting) this.#waiting.push(text);
    else this.#overflown();
  }

  /** Nothing is taken before this is done. */
  protected async hold(busy: Promise<void>): Promise<void> {
    const waiting: string[] = (this.#waiting = []);
    try {
      await busy;
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await this.take(next);
    } catch (cause) {
      this.#failed(cause);
    } finally {
      this.#waiting = null;
    }
  }

  #tried(text: string): Promise<void> | null {
    try {
      return this.take(text);
    } catch (cause) {
      this.#failed(cause);
      return null;
    }
  }

  #overflown(): void {
    try {
      this.overflow();
    } catch (cause) {
      this.#failed(cause);
    }
  }

  #failed(cause: unknown): void {
    try {
      this.fail(cause);
    } catch {
      // `fail` has told the first cause; a line that cannot even be closed ends by its silence.
    }
  }
}
