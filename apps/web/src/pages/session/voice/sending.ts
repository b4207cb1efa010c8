import type { Recorded } from "@chatorbit/client";

/** A recording goes out once, and not at all after it was given up. */
export class Sending {
  #isPressed = false;
  readonly #givenUp = new AbortController();

  giveUp(): void {
    this.#givenUp.abort();
  }

  /** Null for a second press, and for what was given up meanwhile. */
  async run(
    stop: () => Promise<Recorded | null>,
    send: (recorded: Recorded) => boolean,
  ): Promise<"sent" | "refused" | null> {
    if (this.#isPressed) return null;
    this.#isPressed = true;
    const recorded = await stop();
    if (this.#givenUp.signal.aborted) return null;
    return recorded !== null && send(recorded) ? "sent" : "refused";
  }
}
