import type { ConversationId, Role } from "@chatorbit/protocol";
import type { Pace } from "../limits/pace.ts";
import type { Agenda, Sleeper } from "./agenda.ts";

/** What each seat of a conversation may still say; null: nothing was said yet. */
export type Paces = Record<Role, Pace | null>;

/** Wakes to forget them. */
type Left = Sleeper & { readonly paces: Paces };

/**
 * Paces of conversations that nobody here is connected to any more, so that coming back brings no
 * new allowance (TS10). They are full again within seconds and then forgotten: more than left
 * lately there never are.
 */
export class LeftPaces {
  readonly #agenda: Agenda;
  readonly #left = new Map<ConversationId, Left>();

  constructor(agenda: Agenda) {
    this.#agenda = agenda;
  }

  get size(): number {
    return this.#left.size;
  }

  leave(conv: ConversationId, paces: Paces, now: number): void {
    const fullAt = Math.max(paces.host?.fullAt() ?? now, paces.guest?.fullAt() ?? now);
    if (fullAt <= now) return;
    const left: Left = {
      paces,
      wake: () => {
        this.#left.delete(conv);
        return null;
      },
    };
    this.#left.set(conv, left);
    this.#agenda.add(fullAt, left);
  }

  /** Those of a conversation somebody comes back to. */
  back(conv: ConversationId): Paces {
    const left = this.#left.get(conv);
    if (left === undefined) return { host: null, guest: null };
    this.#left.delete(conv);
    this.#agenda.drop(left);
    return left.paces;
  }
}
