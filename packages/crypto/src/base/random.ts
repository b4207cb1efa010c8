import { type Bytes, equalBytes } from "./bytes.ts";

/** The platform's generator, always an argument here: `length` fresh bytes nobody can guess. */
export type Random = (length: number) => Bytes;

/** `length` bytes of `random`; throws when it gives another number of them. */
export function draw(random: Random, length: number): Bytes {
  const bytes = random(length);
  if (bytes.length !== length) throw new Error(`the generator gave ${bytes.length} bytes, not ${length}`);
  return bytes;
}

/**
 * To be called once at start: a phone whose native generator was loaded too late hands out zeros, or the same
 * bytes again. Throws; nothing may run after that.
 */
export function assertRandom(random: Random): void {
  const [first, second] = [draw(random, 32), draw(random, 32)];
  const isDead = first.every((byte) => byte === 0) || second.every((byte) => byte === 0);
  if (isDead || equalBytes(first, second)) throw new Error("the generator is not random");
}
