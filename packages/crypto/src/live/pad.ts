import type { Bytes } from "../base/bytes.ts";
import { fail } from "../base/protocol-error.ts";

/* Payloads are padded to a few sizes, so that the relay sees a size class and not a length. */

/** Bytes of a padded payload. */
export const paddedSizes = [256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072] as const;

/** The longest payload that fits, with the byte that marks its end. */
export const maxPayload = 131_071;

/** The size a payload of `length` bytes is padded to. Throws ProtocolError("too_long"). */
export const paddedSize = (length: number): number =>
  paddedSizes.find((size) => size > length) ?? fail("too_long");

/** payload ‖ 0x80 ‖ 0x00… */
export function pad(payload: Bytes): Bytes {
  const padded = new Uint8Array(paddedSize(payload.length));
  padded.set(payload);
  padded[payload.length] = 0x80;
  return padded;
}

/** null when it is not what `pad` makes: another size, no end mark, or room for a smaller size. */
export function unpad(padded: Bytes): Bytes | null {
  let end = padded.length - 1;
  while (end > 0 && padded[end] === 0) end--;
  if (padded[end] !== 0x80 || !paddedSizes.some((size) => size === padded.length)) return null;
  return paddedSize(end) === padded.length ? padded.slice(0, end) : null;
}
