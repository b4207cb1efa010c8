import { addressKey } from "../limits/address.ts";
import type { Agenda } from "./agenda.ts";

/** How long the line of a socket that we closed may stay up if its client does not let go, ms. */
const lingerMs = 5_000;

/**
 * Sockets that hold no seat, by address (TS10): whoever shows no credential must not use up the
 * sockets of everybody else. Addresses are in memory only, and only while they have one here.
 */
export class Lobby {
  readonly #most: number;
  readonly #agenda: Agenda;
  readonly #waiting = new Map<string, number>();

  /** `most`: so many may one address have. */
  constructor(most: number, agenda: Agenda) {
    this.#most = most;
    this.#agenda = agenda;
  }

  isFull(address: string): boolean {
    return (this.#waiting.get(keyOf(address)) ?? 0) >= this.#most;
  }

  enter(address: string): Place {
    const key = keyOf(address);
    this.#waiting.set(key, (this.#waiting.get(key) ?? 0) + 1);
    let isTaken = true;
    const leave = () => {
      if (!isTaken) return;
      isTaken = false;
      const left = (this.#waiting.get(key) ?? 0) - 1;
      if (left > 0) this.#waiting.set(key, left);
      else this.#waiting.delete(key);
    };
    const wake = () => {
      leave();
      return null;
    };
    return { leave, linger: (now) => this.#agenda.add(now + lingerMs, { wake }) };
  }
}

/** One socket's place; leaving twice is leaving once. */
export type Place = {
  /** It has a seat, or its line is down. */
  readonly leave: () => void;
  /** It was sent away: its line may still be up for a while. */
  readonly linger: (now: number) => void;
};

const keyOf = (address: string): string => addressKey(address) ?? address;
