import type { Bytes } from "./bytes.ts";

/**
 * A key, run or chain was used after it had been consumed. Always a bug of the caller, never of the peer:
 * a second message under one key or a second answer to one offer would break what the protocol promises.
 */
export class SpentError extends Error {
  override readonly name = "SpentError";

  constructor() {
    super("this value was consumed before");
  }
}

/** `key` itself; throws SpentError when it was wiped. Consuming a value wipes it, and no honest key is zero. */
export function unspent(key: Bytes): Bytes {
  let bits = 0;
  for (const byte of key) bits |= byte;
  if (bits === 0) throw new SpentError();
  return key;
}

/** Takes the key out of a value: the copy lives on with the next value, the old one is wiped in place. */
export function take(key: Bytes): Bytes {
  const copy = unspent(key).slice();
  key.fill(0);
  return copy;
}
