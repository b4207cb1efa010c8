import { type Bytes, wipe } from "../base/bytes.ts";
import { unspent } from "../base/spent.ts";
import { hmac256 } from "../primitives/kdf.ts";

const one = Uint8Array.of(1);
const two = Uint8Array.of(2);

/** One step of a chain. Neither result says anything about the other, nor about the key it came from. */
export function stepChain(key: Bytes): { readonly mk: Bytes; readonly next: Bytes } {
  unspent(key);
  return { mk: hmac256(key, one), next: hmac256(key, two) };
}

/** What a chain gives when it jumps over some numbers. */
export type Jump = {
  /** Message keys of the numbers jumped over. */
  readonly skipped: readonly Bytes[];
  /** The message key it jumped to. */
  readonly mk: Bytes;
  /** The chain key after that. */
  readonly next: Bytes;
};

/** Jumps over `count` numbers. `key` itself is left alone, so that a failed message costs nothing but time. */
export function jump(key: Bytes, count: number): Jump {
  const skipped: Bytes[] = [];
  let { mk, next } = stepChain(key);
  for (let i = 0; i < count; i++) {
    skipped.push(mk);
    const before = next;
    ({ mk, next } = stepChain(before));
    wipe(before);
  }
  return { skipped, mk, next };
}
