import type { ConversationId } from "@chatorbit/protocol";
import { type Admission, type Conversation, dueAt, type Outcome, type Store } from "@chatorbit/relay";

/** Conversations in memory: for tests and for servers that shall forget with the process. */
export class MemoryStore implements Store {
  readonly #conversations = new Map<ConversationId, Conversation>();
  readonly #admissions = new Map<string, ConversationId>();

  async create(conversation: Conversation, admission: Admission): Promise<boolean> {
    const door = doorOf(admission.kind, admission.keyHash);
    if (this.#admissions.has(door)) return false;
    this.#admissions.set(door, conversation.id);
    this.#conversations.set(conversation.id, conversation);
    return true;
  }

  async admitted(kind: Admission["kind"], keyHash: string): Promise<Conversation | null> {
    const id = this.#admissions.get(doorOf(kind, keyHash));
    return id === undefined ? null : this.read(id);
  }

  async read(id: ConversationId): Promise<Conversation | null> {
    return this.#conversations.get(id) ?? null;
  }

  async transact(
    id: ConversationId,
    decide: (conversation: Conversation) => Outcome,
  ): Promise<Outcome | null> {
    const conversation = this.#conversations.get(id);
    if (conversation === undefined) return null;
    const outcome = decide(conversation);
    this.#conversations.set(id, outcome.state);
    return outcome;
  }

  async due(now: number, limit: number): Promise<readonly ConversationId[]> {
    return [...this.#conversations.values()]
      .map((conversation) => ({ id: conversation.id, at: dueAt(conversation) ?? Infinity }))
      .filter(({ at }) => at <= now)
      .toSorted((a, b) => a.at - b.at)
      .slice(0, limit)
      .map(({ id }) => id);
  }

  async purge(closedBefore: number): Promise<number> {
    const over = [...this.#conversations.values()].filter(
      ({ closed }) => closed !== null && closed.at < closedBefore,
    );
    for (const { id } of over) this.#conversations.delete(id);
    for (const [door, id] of this.#admissions) {
      if (!this.#conversations.has(id)) this.#admissions.delete(door);
    }
    return over.length;
  }
}

const doorOf = (kind: string, keyHash: string) => `${kind} ${keyHash}`;
