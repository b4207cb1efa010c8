import type { ConnectionState } from "../inputs.ts";
import type { Dice } from "./dice.ts";
import type { Time } from "./time.ts";

/** As browsers have it: unheard for this long, then given up after as long again, ms. */
const silentMs = 5_000;
const failMs = 10_000;
const checkMs = 15_000;

/** The state of a path as a browser tells it: late, and a failure is final until ICE is restarted. */
export class FakeIce {
  #state: ConnectionState | "new" = "new";
  #changedAt = 0;
  #isStopped = false;
  readonly #env: { readonly time: Time; readonly dice: Dice };
  readonly #isLinked: () => boolean;
  readonly #tell: (state: ConnectionState) => void;

  constructor(
    env: { readonly time: Time; readonly dice: Dice },
    isLinked: () => boolean,
    tell: (state: ConnectionState) => void,
  ) {
    this.#env = env;
    this.#isLinked = isLinked;
    this.#tell = tell;
    this.#poll();
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Both sides have new credentials. */
  begin(): void {
    this.#changedAt = this.#env.time.now;
    if (this.#state !== "connected") this.#become("connecting");
  }

  #become(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#changedAt = this.#env.time.now;
    this.#tell(state);
  }

  #poll(): void {
    const { time, dice } = this.#env;
    time.in(dice.between(150, 250), () => {
      if (this.#isStopped) return;
      const age = time.now - this.#changedAt;
      const state = this.#state;
      const isLinked = this.#isLinked();
      if (isLinked && state === "connected") this.#changedAt = time.now;
      else if (isLinked && (state === "connecting" || state === "disconnected")) this.#become("connected");
      else if (state === "connected" && age > silentMs) this.#become("disconnected");
      else if (state === "disconnected" && age > failMs) this.#become("failed");
      else if (state === "connecting" && age > checkMs) this.#become("failed");
      this.#poll();
    });
  }
}
