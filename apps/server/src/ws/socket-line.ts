import type { Caller, Line, SeatKeys } from "@chatorbit/relay";
import type { Flushable, Outbox } from "./outbox.ts";

/** Who comes through the door, as the upgrade knew it. */
export type Visitor = {
  readonly address: string;
  /** The credential in the URL of source 002's socket; null on ours. */
  readonly old: { readonly token: string; readonly key: string } | null;
  /** The keys of seats in the request's cookies. */
  readonly keys: SeatKeys;
};

/** What a line needs of Bun's `ServerWebSocket`. */
export interface Wire {
  /** Bytes written; -1: kept back until the peer reads; 0: dropped, past the limit or closed. */
  send(text: string): number;
  /** Bytes kept back. */
  getBufferedAmount(): number;
  cork(write: () => void): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

/**
 * A socket as the relay sees it, and what Bun keeps with it. One that cannot keep up is cut: its
 * frames would be dropped.
 */
export class SocketLine implements Line, Flushable {
  /** Null once the relay knows who it is. */
  visitor: Visitor | null;
  caller: Caller | null = null;
  readonly #outbox: Outbox;
  /** Null before it opened and after it closed. */
  #wire: Wire | null = null;
  /** What waits to be written; null: nothing. Most sockets say nothing most of the time. */
  #frames: string[] | null = null;
  /** How much `#frames` holds, characters: what we say is nearly all ASCII. */
  #unwritten = 0;
  /** Who waits for room. */
  #thens: (() => void)[] | null = null;
  /** Is a flush at the end of this turn on its way? */
  #isUrgent = false;

  constructor(visitor: Visitor, outbox: Outbox) {
    this.visitor = visitor;
    this.#outbox = outbox;
  }

  open(wire: Wire): void {
    this.#wire = wire;
  }

  get waiting(): number {
    return this.#unwritten + (this.#wire?.getBufferedAmount() ?? 0);
  }

  whenRoom(then: () => void): void {
    if (this.#wire === null) return;
    if (this.#thens === null) this.#thens = [then];
    else this.#thens.push(then);
  }

  /** The system takes more again. */
  drained(): void {
    const thens = this.#thens;
    this.#thens = null;
    for (const then of thens ?? []) then();
  }

  send(text: string): void {
    if (this.#wire === null) return;
    this.#unwritten += text.length;
    if (this.#frames === null) this.#frames = [text];
    else this.#frames.push(text);
    if (this.#isUrgent) return;
    this.#isUrgent = true;
    this.#outbox.add(this);
  }

  sendSoon(text: string): void {
    if (this.#wire === null) return;
    this.#unwritten += text.length;
    if (this.#frames !== null) {
      this.#frames.push(text);
      return;
    }
    this.#frames = [text];
    this.#outbox.addSoon(this);
  }

  close(code: number, reason: string): void {
    this.flush();
    this.#wire?.close(code, reason);
    this.#wire = null;
  }

  /** The socket closed by itself. */
  gone(): void {
    this.#wire = null;
    this.#frames = null;
    this.#thens = null;
    this.#unwritten = 0;
  }

  flush(): void {
    const frames = this.#frames;
    const wire = this.#wire;
    this.#isUrgent = false;
    if (wire === null || frames === null) return;
    this.#frames = null;
    this.#unwritten = 0;
    try {
      if (frames.length === 1) this.#write(wire, frames);
      else wire.cork(() => this.#write(wire, frames));
    } catch (cause) {
      this.cut();
      throw cause;
    }
    // What the wire has kept back it tells of later, by `drained`.
    if (this.#thens !== null && wire.getBufferedAmount() === 0) this.drained();
  }

  /** Ends it without a word. */
  cut(): void {
    const wire = this.#wire;
    this.#wire = null;
    wire?.terminate();
  }

  #write(wire: Wire, frames: readonly string[]): void {
    for (const frame of frames) {
      if (wire.send(frame) !== 0) continue;
      this.cut();
      return;
    }
  }
}
