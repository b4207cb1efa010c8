import type { ConversationId } from "@chatorbit/protocol";
import {
  type Admission,
  type Conversation,
  dueAt,
  type Entry,
  type EntryKey,
  type LogChange,
  type Outcome,
  type Store,
} from "@chatorbit/relay";
import { MemoryLog } from "./memory-log.ts";
import { MemoryShelf } from "./memory-shelf.ts";

/** Conversations in memory: for tests and for servers that shall forget with the process. */
export class MemoryStore implements Store {
  readonly epoch = Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString("hex");
  readonly #conversations = new Map<ConversationId, Conversation>();
  readonly #admissions = new Map<string, ConversationId>();
  readonly shelf = new MemoryShelf(this.#conversations);
  readonly #logs = new Map<ConversationId, MemoryLog>();

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
    decide: (conversation: Conversation, known: Entry | null) => Outcome,
    about: EntryKey | null = null,
  ): Promise<Outcome | null> {
    const conversation = this.#conversations.get(id);
    if (conversation === undefined) return null;
    const outcome = decide(conversation, (about && this.#logs.get(id)?.find(about)) ?? null);
    if (outcome.state === conversation) return outcome;
    this.#conversations.set(id, outcome.state);
    for (const write of outcome.writes) {
      if (write.type === "append" || write.type === "empty") this.#log(id).carryOut(write);
      else if (write.type === "erase") this.#logs.delete(id);
      else if (write.type === "clear") this.shelf.clear(id, write.by);
    }
    return outcome;
  }

  async changes(id: ConversationId, eid: number, limit: number): Promise<readonly LogChange[]> {
    return this.#logs.get(id)?.changes(eid, limit) ?? [];
  }

  async entries(id: ConversationId, seq: number, limit: number): Promise<readonly Entry[]> {
    return this.#logs.get(id)?.entries(seq, limit) ?? [];
  }

  async due(now: number, limit: number): Promise<readonly ConversationId[]> {
    return [...this.#conversations.values()]
      .map((conversation) => ({ id: conversation.id, at: dueAt(conversation) ?? Infinity }))
      .filter(({ at }) => at <= now)
      .toSorted((a, b) => a.at - b.at)
      .slice(0, limit)
      .map(({ id }) => id);
  }

  async purge(now: number, usual: number): Promise<number> {
    const over = [...this.#conversations.values()].filter(
      ({ closed, policy }) => closed !== null && closed.at < now - (policy.purgeAfter ?? usual),
    );
    for (const { id } of over) {
      this.#conversations.delete(id);
      this.#logs.delete(id);
    }
    for (const [door, id] of this.#admissions) {
      if (!this.#conversations.has(id)) this.#admissions.delete(door);
    }
    return over.length;
  }

  #log(id: ConversationId): MemoryLog {
    const known = this.#logs.get(id) ?? new MemoryLog();
    this.#logs.set(id, known);
    return known;
  }
}

const doorOf = (kind: string, keyHash: string) => `${kind} ${keyHash}`;
