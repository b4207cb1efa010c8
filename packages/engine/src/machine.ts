/**
 * A part of the device that never touches the world. What happens comes in as inputs, what it
 * wants done comes out as effects; time and randomness are arguments. So every history of it can
 * be replayed from its inputs and a seed.
 */
export type Machine<State, Input, Effect> = {
  readonly initial: State;
  readonly step: (state: State, input: Input | Tick, world: World) => readonly [State, readonly Effect[]];
  /** When the machine wants its next tick, ms, or null. */
  readonly dueAt: (state: State) => number | null;
};

export type Tick = { readonly type: "tick" };
export const tick: Tick = { type: "tick" };

/** What a step may know of the world. */
export type World = {
  /** ms; never runs backwards. */
  readonly now: number;
  /** That many random bytes. */
  readonly random: (length: number) => Uint8Array;
};

export type Running<State, Input> = {
  readonly state: () => State;
  readonly send: (input: Input | Tick) => void;
  /** Resolves when every effect asked for so far was carried out. */
  readonly settled: () => Promise<void>;
};

export type Hands<State, Effect> = {
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  /** Carries out one effect. A promise holds back the effects after it: "written, THEN sent". */
  readonly perform: (effect: Effect) => void | Promise<void>;
  readonly changed: (state: State) => void;
  /** An effect failed: a bug or a broken platform, never an expected refusal. */
  readonly failed: (cause: unknown, effect: Effect) => void;
};

/** The one driver: web, phone, terminal and tests differ only in their hands. */
export function run<State, Input, Effect>(
  machine: Machine<State, Input, Effect>,
  hands: Hands<State, Effect>,
): Running<State, Input> {
  let state = machine.initial;
  /** What was asked for. When one effect fails, nothing asked for behind it happens. */
  let waiting: Effect[] = [];
  let working: Promise<void> | null = null;

  /** Performs what waits, in order; stays synchronous as long as the hands are. */
  function work(): void {
    while (working === null) {
      const effect = waiting.shift();
      if (effect === undefined) return;
      try {
        const done = hands.perform(effect);
        if (done instanceof Promise) wait(done, effect);
      } catch (cause) {
        fail(cause, effect);
      }
    }
  }

  function fail(cause: unknown, effect: Effect): void {
    waiting = [];
    hands.failed(cause, effect);
  }

  function wait(done: Promise<void>, effect: Effect): void {
    working = done
      .catch((cause: unknown) => fail(cause, effect))
      .finally(() => {
        working = null;
        work();
      });
  }

  async function settled(): Promise<void> {
    if (working === null) return;
    await working;
    return settled();
  }

  return {
    state: () => state,
    send(input) {
      const [next, effects] = machine.step(state, input, { now: hands.now(), random: hands.random });
      const isNew = next !== state;
      state = next;
      waiting.push(...effects);
      work();
      if (isNew) hands.changed(state);
    },
    settled,
  };
}
