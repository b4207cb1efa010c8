import type { ConversationId } from "@chatorbit/protocol";
import type { Bus, Ear } from "@chatorbit/relay";

/**
 * How one word reaches another instance: `word` is to be called once to deliver it. A test may call
 * it later, twice or never: the bus promises no more.
 */
export type Carry = (word: () => void) => void;

/** Joins instances of one process. Each takes its own `bus()`. */
export class MemoryHub {
  readonly #ears = new Map<ConversationId, Map<object, Ear>>();
  readonly #carry: Carry;

  constructor(carry: Carry = queueMicrotask) {
    this.#carry = carry;
  }

  bus(): Bus {
    const own = {};
    const tell = (conv: ConversationId, word: (ear: Ear) => void) => {
      for (const [instance, ear] of this.#ears.get(conv) ?? []) {
        if (instance !== own) this.#carry(() => word(ear));
      }
    };
    return {
      ring: (conv) => tell(conv, (ear) => ear.rung()),
      pass: (conv, to, wire, frame) => tell(conv, (ear) => ear.passed(to, wire, frame)),
      announce: (conv, here) => tell(conv, (ear) => ear.announced(here)),
      listen: async (conv, ear) => this.#listen(conv, own, ear),
    };
  }

  #listen(conv: ConversationId, instance: object, ear: Ear): () => void {
    const ears = this.#ears.get(conv) ?? new Map<object, Ear>();
    this.#ears.set(conv, ears.set(instance, ear));
    return () => {
      if (ears.get(instance) === ear) ears.delete(instance);
      if (ears.size === 0 && this.#ears.get(conv) === ears) this.#ears.delete(conv);
    };
  }
}
