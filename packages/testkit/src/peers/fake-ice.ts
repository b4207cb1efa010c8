import type { ConnectionState } from "@chatorbit/engine/call";
import type { Time } from "../world/time.ts";

/** As browsers have it: unheard for this long, then given up after as long again, ms. */
const silentMs = 5_000;
const failMs = 10_000;
const checkMs = 15_000;
const foundMs = 120;

/** The state of a path as a browser tells it: late, and a failure is final until ICE is restarted. */
export class FakeIce {
  state: ConnectionState | "new" = "new";
  readonly #time: Time;
  readonly #tell: (state: ConnectionState) => void;
  #isLinked = false;
  #since = 0;
  #cancel: (() => void) | null = null;

  constructor(time: Time, tell: (state: ConnectionState) => void) {
    this.#time = time;
    this.#tell = tell;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.state = "new";
  }

  /** Both sides have new credentials. */
  begin(): void {
    if (this.state === "connected") return;
    this.#become("connecting");
  }

  /** Do packets pass now? */
  look(isLinked: boolean): void {
    if (isLinked === this.#isLinked) return;
    this.#isLinked = isLinked;
    if (this.state === "connected") this.#since = this.#time.now();
    this.#schedule();
  }

  #become(state: ConnectionState): void {
    const isNew = this.state !== state;
    this.state = state;
    this.#since = this.#time.now();
    this.#schedule();
    if (isNew) this.#tell(state);
  }

  #schedule(): void {
    this.#cancel?.();
    this.#cancel = null;
    const next = this.#next();
    if (next === null) return;
    const [state, after] = next;
    this.#cancel = this.#time.at(this.#since + after, () => this.#become(state));
  }

  #next(): readonly [ConnectionState, number] | null {
    switch (this.state) {
      case "connecting":
        if (!this.#isLinked) return ["failed", checkMs];
        return ["connected", this.#time.now() - this.#since + foundMs];
      case "disconnected":
        if (!this.#isLinked) return ["failed", failMs];
        return ["connected", this.#time.now() - this.#since + foundMs];
      case "connected":
        return this.#isLinked ? null : ["disconnected", silentMs];
      default:
        return null;
    }
  }
}
