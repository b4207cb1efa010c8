import type { ConversationId, Down } from "@chatorbit/protocol";
import type { LogChange } from "../log.ts";
import type { Relay } from "../relay.ts";
import { cursorOf } from "./cursor.ts";
import type { Line } from "./occupant.ts";

/** Changes read at a time. An entry has 175 KB at most. */
const batch = 32;

/** A line on which this much waits is told nothing more until it has room, bytes (SYNC, slow reader). */
const mostWaiting = 64 * 1024;

/** What a feed needs of the socket it tells. */
export type Reader = {
  readonly line: Line;
  /** Does it still hold its seat? */
  readonly isHere: () => boolean;
  /** The log could not be read. */
  readonly failed: (cause: unknown) => void;
};

/**
 * Tells one socket the log, every change once and in order. A ring only says that there is more: the
 * log speaks, so a lost, doubled or early ring loses nothing, and a slow reader costs no queue.
 */
export class Feed {
  readonly #relay: Relay;
  readonly #conv: ConversationId;
  readonly #reader: Reader;
  /** The last change that was told. */
  #told: number;
  #cursor: string;
  #isRung = false;
  #isPumping = false;
  #hasCaughtUp = false;

  /** Begins after the change numbered `told`. */
  constructor(relay: Relay, conv: ConversationId, reader: Reader, told: number) {
    this.#relay = relay;
    this.#conv = conv;
    this.#reader = reader;
    this.#told = told;
    this.#cursor = cursorOf(relay.ports.store.epoch, conv, told);
  }

  get cursor(): string {
    return this.#cursor;
  }

  /** There may be more. */
  ring(): void {
    this.#isRung = true;
    if (!this.#isPumping) this.#relay.run(this.#pump(), "reading the log");
  }

  async #pump(): Promise<void> {
    this.#isPumping = true;
    try {
      while (this.#isRung && this.#reader.isHere() && this.#hasRoom()) {
        this.#isRung = false;
        const changes = await this.#relay.ports.store.changes(this.#conv, this.#told, batch);
        const isAll = this.#tell(changes) && changes.length < batch;
        if (!isAll) this.#isRung = true;
        else if (!this.#hasCaughtUp && this.#reader.isHere()) this.#catchUp();
      }
    } catch (cause) {
      this.#reader.failed(cause);
    } finally {
      this.#isPumping = false;
    }
  }

  /** False: the rest has to wait. */
  #tell(changes: readonly LogChange[]): boolean {
    for (const { eid, entry } of changes) {
      if (!this.#reader.isHere() || this.#reader.line.waiting > mostWaiting) return false;
      const { seq, by, cid, at, fs, sealed } = entry;
      const after = cursorOf(this.#relay.ports.store.epoch, this.#conv, eid);
      const stamp = fs === null ? "" : `"fs":"${fs}",`;
      // Written by hand: what is sealed is JSON text already.
      this.#reader.line.send(
        `{"type":"ev","conv":"${this.#conv}","p":"${this.#cursor}","c":"${after}",` +
          `"entry":{"seq":${seq},"by":"${by}","cid":"${cid}","at":${at},${stamp}"sealed":${sealed}}}`,
      );
      this.#told = eid;
      this.#cursor = after;
    }
    return true;
  }

  /** Without room: comes back by itself once there is. */
  #hasRoom(): boolean {
    const { line } = this.#reader;
    if (line.waiting <= mostWaiting) return true;
    line.whenRoom(() => this.ring());
    return false;
  }

  #catchUp(): void {
    this.#hasCaughtUp = true;
    const frame: Down = { type: "caught_up", conv: this.#conv, c: this.#cursor };
    this.#reader.line.send(JSON.stringify(frame));
  }
}
