/** Last symbols before one or two `=` whose spare bits are zero. */
const beforeTwo = "AQgw";
const beforeOne = "AEIMQUYcgkosw048";

/**
 * Writes what the base64 text says into `target` and returns how many bytes; null unless it is the
 * one strict spelling of some bytes: standard alphabet, padded, no space, spare bits zero
 * (CRYPTO §0).
 */
export function decodeStrict(target: Uint8Array, text: string): number | null {
  const { length } = text;
  if (length === 0 || length % 4 !== 0) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  if (padding === 2 && !beforeTwo.includes(text.charAt(length - 3))) return null;
  if (padding === 1 && !beforeOne.includes(text.charAt(length - 2))) return null;
  const bytes = (length / 4) * 3 - padding;
  try {
    // It skips white space, which the length shows.
    return target.setFromBase64(text).written === bytes ? bytes : null;
  } catch {
    return null;
  }
}
