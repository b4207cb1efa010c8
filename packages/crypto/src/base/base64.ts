import type { Bytes } from "./bytes.ts";
import { fail } from "./protocol-error.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const standard = `${letters}+/`;
const forUrls = `${letters}-_`;

/** Standard alphabet, padded: everything binary inside JSON. */
export function toBase64(bytes: Bytes): string {
  const text = encode(bytes, standard);
  return text + "=".repeat(-text.length & 3);
}

/** URL alphabet, no padding: secrets behind `#`. */
export const toBase64Url = (bytes: Bytes): string => encode(bytes, forUrls);

/** Strict: only the text `toBase64` writes. Throws ProtocolError("encoding"). */
export function fromBase64(text: string): Bytes {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bare = text.slice(0, text.length - padding);
  if (text.length % 4 !== 0 || (-bare.length & 3) !== padding) fail("encoding");
  return decode(bare, standardValues);
}

/** Strict: only the text `toBase64Url` writes. Throws ProtocolError("encoding"). */
export const fromBase64Url = (text: string): Bytes => decode(text, forUrlsValues);

function encode(bytes: Bytes, alphabet: string): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const left = Math.min(3, bytes.length - i);
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let digit = 0; digit <= left; digit++) text += alphabet[(group >> (18 - 6 * digit)) & 63];
  }
  return text;
}

/**
 * One spelling per value: the unused low bits of the last digit must be zero, else `QR` would be read as `QQ`
 * and one body would have two texts. (Equal to encoding again and comparing; a test holds the two together.)
 */
function decode(digits: string, values: readonly number[]): Bytes {
  if (digits.length % 4 === 1) fail("encoding");
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let size = 0;
  for (let i = 0; i < digits.length; i++) {
    bits = ((bits << 6) | (values[digits.charCodeAt(i)] ?? fail("encoding"))) & 0xffff;
    held += 6;
    if (held >= 8) bytes[size++] = (bits >> (held -= 8)) & 255;
  }
  if ((bits & ((1 << held) - 1)) !== 0) fail("encoding");
  return bytes;
}

const standardValues = valuesOf(standard);
const forUrlsValues = valuesOf(forUrls);

/** By character code, the digit's value. */
function valuesOf(alphabet: string): readonly number[] {
  const values: number[] = [];
  for (let value = 0; value < 64; value++) values[alphabet.charCodeAt(value)] = value;
  return values;
}
