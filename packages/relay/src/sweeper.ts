import type { ConversationId } from "@chatorbit/protocol";
import type { Relay } from "./relay.ts";

/** How often the store is asked for deadlines that nobody here waits for, ms. */
const sweepMs = 1_000;

/** How often at least what is over is removed for good, ms (OP5); sooner where it is kept for less. */
const purgeMs = 60_000;

/** How often what a crash may have left of blobs is looked for, ms; and at the start. */
const tidyMs = 3_600_000;

/** Most conversations closed in one sweep; the rest come with the next. */
const batch = 500;

/** When one that could not be closed is tried again, ms. */
const againMs = 60_000;

/** Closes what is due and removes what is over. */
export class Sweeper {
  readonly #relay: Relay;
  /** Those that could not be closed, and until when they are left alone, ms. */
  readonly #putOff = new Map<ConversationId, number>();
  #isRunning = false;
  #sweepAt: number;
  #purgeAt: number;
  #tidyAt: number;
  /** Something is to be gone sooner, ms. */
  #purgeBy = Infinity;

  constructor(relay: Relay) {
    this.#relay = relay;
    this.#sweepAt = relay.ports.clock.now();
    this.#purgeAt = this.#sweepAt;
    this.#tidyAt = this.#sweepAt;
  }

  get dueAt(): number {
    return this.#isRunning ? Infinity : Math.min(this.#sweepAt, this.#purgeAt, this.#purgeBy);
  }

  /** Something is to be gone by then, ms. */
  purgeBy(at: number): void {
    this.#purgeBy = Math.min(this.#purgeBy, at + 1);
  }

  async run(now: number): Promise<void> {
    this.#isRunning = true;
    this.#sweepAt = now + sweepMs;
    const { janitor } = this.#relay;
    // Whatever blobs lie on may be slow to answer: no end and no purge waits for it.
    const beside: Promise<void>[] = [];
    try {
      await this.#tried("sweep", () => this.#closeDue(now));
      if (now >= Math.min(this.#purgeAt, this.#purgeBy)) {
        beside.push(janitor.clear());
        await this.purge(now);
      }
      if (now >= this.#tidyAt) {
        this.#tidyAt = now + tidyMs;
        beside.push(janitor.tidy());
      }
    } finally {
      this.#isRunning = false;
    }
    await Promise.all(beside);
  }

  async #closeDue(now: number): Promise<void> {
    for (const [id, until] of this.#putOff) if (until <= now) this.#putOff.delete(id);
    // Those put off are still due and come first: without room for them they would hide the others.
    const due = await this.#relay.ports.store.due(now, batch + this.#putOff.size);
    await Promise.all(due.filter((id) => !this.#putOff.has(id)).map((id) => this.#close(id, now)));
  }

  /** One that cannot be read or written must not keep the others open. */
  async #close(id: ConversationId, now: number): Promise<void> {
    await this.#tried(`closing ${id}`, async () => {
      this.#putOff.set(id, now + againMs);
      await this.#relay.apply(id, { type: "tick" });
      this.#putOff.delete(id);
    });
  }

  /** Removes what is over; what goes wrong is journalled, and tried again. */
  purge(now: number): Promise<void> {
    return this.#tried("purge", () => this.#purge(now));
  }

  async #purge(now: number): Promise<void> {
    const { store, limits, journal } = this.#relay.ports;
    const { purgeAfter } = this.#relay.settings;
    if (now >= this.#purgeBy) this.#purgeBy = Infinity;
    this.#purgeAt = now + Math.min(purgeMs, Math.max(sweepMs, purgeAfter));
    const count = await store.purge(now, purgeAfter);
    if (count > 0) journal({ step: "purged", count });
    await limits.purge(now);
  }

  async #tried(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      this.#relay.ports.journal({ step: "failed", what, cause });
    }
  }
}
