/** Two looks without a byte, and this long, make a silence, ms. Sound alone comes every 20 to 400 ms. */
const silentMs = 1_000;
/** So many looks in a row with something before: who was about to stop sending is not missed. */
const steadyLooks = 4;

/** Notices that nothing comes any more where something came all the time. */
export class Silence {
  #bytes = 0;
  #heardAt = 0;
  #steady = 0;
  #still = 0;

  /** `bytes`: received since the beginning. Each silence and each end of one is told once. */
  look(bytes: number, now: number): "silence" | "again" | null {
    const isSilent = this.#still >= 2 && now - this.#heardAt >= silentMs;
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#heardAt = now;
      this.#steady += 1;
      this.#still = 0;
      return isSilent ? "again" : null;
    }
    this.#still += 1;
    if (this.#still < 2 || now - this.#heardAt < silentMs) return null;
    const wasSteady = this.#steady >= steadyLooks;
    this.#steady = 0;
    return wasSteady ? "silence" : null;
  }
}
