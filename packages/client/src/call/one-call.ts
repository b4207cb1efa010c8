import type { Ports } from "../ports.ts";

/** One call at a time in a browser (CA1 "busy"), whichever of its conversations it belongs to. */
export class OneCall {
  readonly #claim: Ports["claim"];
  #held: Promise<(() => void) | null> | null = null;

  constructor(claim: Ports["claim"]) {
    this.#claim = claim;
  }

  /** Is another conversation of this browser calling? Where nobody can say, none is. What is found free is held here. */
  async isElsewhere(): Promise<boolean> {
    this.#held ??= this.#claim("co:call").catch(() => () => {});
    const release = await this.#held;
    if (release === null) this.#held = null;
    return release === null;
  }

  /** What `isElsewhere` found free is kept while there is a call here, and given back after it. */
  follow(isCalling: boolean): void {
    if (isCalling) return;
    void this.#held?.then((release) => release?.());
    this.#held = null;
  }
}
