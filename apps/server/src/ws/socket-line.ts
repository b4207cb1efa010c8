import type { Line } from "@chatorbit/relay";
import type { Flushable, Outbox } from "./outbox.ts";

/** What a line needs of Bun's `ServerWebSocket`. */
export interface Wire {
  /** Bytes written; -1: kept back until the peer reads; 0: dropped, past the limit or closed. */
  send(text: string): number;
  cork(write: () => void): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

/** A socket as the relay sees it. One that cannot keep up is cut: its frames would be dropped. */
export class SocketLine implements Line, Flushable {
  readonly #wire: Wire;
  readonly #outbox: Outbox;
  #frames: string[] = [];
  #isOpen = true;
  /** Is a flush at the end of this turn on its way? */
  #isUrgent = false;

  constructor(wire: Wire, outbox: Outbox) {
    this.#wire = wire;
    this.#outbox = outbox;
  }

  send(text: string): void {
    if (!this.#isOpen) return;
    this.#frames.push(text);
    if (this.#isUrgent) return;
    this.#isUrgent = true;
    this.#outbox.add(this);
  }

  sendSoon(text: string): void {
    if (this.#isOpen && this.#frames.push(text) === 1) this.#outbox.addSoon(this);
  }

  close(code: number, reason: string): void {
    if (!this.#isOpen) return;
    this.flush();
    this.#isOpen = false;
    this.#wire.close(code, reason);
  }

  /** The socket closed by itself. */
  gone(): void {
    this.#isOpen = false;
    this.#frames = [];
  }

  flush(): void {
    const frames = this.#frames;
    this.#isUrgent = false;
    if (!this.#isOpen || frames.length === 0) return;
    this.#frames = [];
    if (frames.length === 1) this.#write(frames);
    else this.#wire.cork(() => this.#write(frames));
  }

  #write(frames: readonly string[]): void {
    for (const frame of frames) {
      if (this.#wire.send(frame) !== 0) continue;
      this.#isOpen = false;
      this.#wire.terminate();
      return;
    }
  }
}
