/** Views kept at most: sealed bodies come in ten sizes. */
const mostViews = 32;

/**
 * A buffer that is used over and over, and views of its beginning. A view is made once for each
 * length: the collector pays dearly for views that are made and dropped for every message.
 */
export class Scratch {
  readonly bytes: Uint8Array;
  readonly #views = new Map<number, Uint8Array>();

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  first(length: number): Uint8Array {
    const known = this.#views.get(length);
    if (known !== undefined) return known;
    const view = this.bytes.subarray(0, length);
    if (this.#views.size < mostViews) this.#views.set(length, view);
    return view;
  }
}
