import { type Failure, fail } from "./protocol-error.ts";

/** Everything binary. Keys among them are wiped in place when they are used up. */
export type Bytes = Uint8Array;

export function concat(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Compares tags: lengths first, then every byte, so that time says nothing about where they differ. */
export function equalBytes(a: Bytes, b: Bytes): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** Best effort: the engine may have moved or copied the bytes, but these will not be read again. */
export function wipe(...keys: readonly Bytes[]): void {
  for (const key of keys) key.fill(0);
}

/** Cuts `bytes` into parts of exactly these sizes; throws ProtocolError(`code`) when the sum is another. */
export function cut<const Sizes extends readonly number[]>(
  bytes: Bytes,
  sizes: Sizes,
  code: Failure,
): { readonly [Part in keyof Sizes]: Bytes } {
  if (bytes.length !== sizes.reduce((sum, size) => sum + size, 0)) fail(code);
  let offset = 0;
  const parts = sizes.map((size) => bytes.slice(offset, (offset += size)));
  return parts as { readonly [Part in keyof Sizes]: Bytes };
}
