import type { Env } from "../../call/testing/env.ts";
import type { FakePeer } from "../../call/testing/fake-peer.ts";

/** What passes through a channel here: a chunk by its number, or how far they are kept. */
export type Passed =
  | { readonly is: "chunk"; readonly fid: string; readonly i: number; readonly word: string }
  | { readonly is: "kept"; readonly fid: string; readonly next: number };

/** One way of a reliable, ordered channel: what cannot pass waits; what a closed end had is gone. */
export class Pipe {
  readonly #env: Env;
  readonly #from: FakePeer;
  readonly #arrive: (passed: Passed) => boolean;
  readonly #waiting: Passed[] = [];
  #isWorking = false;

  /** `arrive` says whether the other end is there to take it. */
  constructor(env: Env, from: FakePeer, arrive: (passed: Passed) => boolean) {
    this.#env = env;
    this.#from = from;
    this.#arrive = arrive;
  }

  send(passed: Passed): void {
    this.#waiting.push(passed);
    this.#work();
  }

  #work(): void {
    if (this.#isWorking || this.#waiting.length === 0) return;
    this.#isWorking = true;
    const { time, dice, air } = this.#env;
    time.in(dice.between(1, 12), () => {
      this.#isWorking = false;
      if (this.#from.isClosed) return;
      if (!air.isLinked(this.#from)) return void time.in(200, () => this.#work());
      let count = dice.between(1, 24);
      while (count > 0 && this.#waiting[0] !== undefined && this.#arrive(this.#waiting[0])) {
        this.#waiting.shift();
        count -= 1;
      }
      time.in(count > 0 ? 20 : 0, () => this.#work());
    });
  }
}
