import type { Relay } from "./relay.ts";

/** How often the store is asked for deadlines that nobody here waits for, ms. */
const sweepMs = 1_000;

/** How often at least what is over is removed for good, ms (OP5); sooner where it is kept for less. */
const purgeMs = 60_000;

/** Most conversations closed in one sweep; the rest come with the next. */
const batch = 500;

/** Closes what is due and removes what is over. */
export class Sweeper {
  readonly #relay: Relay;
  #isRunning = false;
  #sweepAt: number;
  #purgeAt: number;

  constructor(relay: Relay) {
    this.#relay = relay;
    this.#sweepAt = relay.ports.clock.now();
    this.#purgeAt = this.#sweepAt;
  }

  get dueAt(): number {
    return this.#isRunning ? Infinity : Math.min(this.#sweepAt, this.#purgeAt);
  }

  async run(now: number): Promise<void> {
    const { store, journal } = this.#relay.ports;
    this.#isRunning = true;
    this.#sweepAt = now + sweepMs;
    try {
      const due = await store.due(now, batch);
      await Promise.all(due.map((id) => this.#relay.apply(id, { type: "tick" })));
      if (now >= this.#purgeAt) await this.#purge(now);
    } catch (cause) {
      journal({ step: "failed", what: "sweep", cause });
    } finally {
      this.#isRunning = false;
    }
  }

  async #purge(now: number): Promise<void> {
    const { store, limits, journal } = this.#relay.ports;
    const { purgeAfter } = this.#relay.settings;
    this.#purgeAt = now + Math.min(purgeMs, Math.max(sweepMs, purgeAfter));
    const count = await store.purge(now - purgeAfter);
    if (count > 0) journal({ step: "purged", count });
    await limits.purge(now);
  }
}
