import type { Bytes } from "./bytes.ts";
import { fail } from "./protocol-error.ts";

/* Our own coder and not TextEncoder, TextDecoder: phones' JavaScript engines lack them, or lack `fatal`,
   and a decoder that repairs its input lets two byte strings carry one text. */

/** Throws ProtocolError("encoding") on half a surrogate pair, which no UTF-8 can carry. */
export function utf8Encode(text: string): Bytes {
  const bytes: number[] = [];
  for (const symbol of text) {
    const point = symbol.codePointAt(0) ?? 0;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), tail(point));
    else if (isSurrogate(point)) fail("encoding");
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), tail(point >> 6), tail(point));
    else bytes.push(0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point));
  }
  return Uint8Array.from(bytes);
}

/** Strict (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF, nothing cut off. A BOM stays. */
export function utf8Decode(bytes: Bytes): string {
  let text = "";
  let i = 0;
  while (i < bytes.length) {
    const lead = bytes[i++] ?? 0;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      continue;
    }
    const more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || i + more > bytes.length) fail("encoding");
    let point = lead & (0x3f >> more);
    for (const end = i + more; i < end; i++) {
      const byte = bytes[i] ?? 0;
      if ((byte & 0xc0) !== 0x80) fail("encoding");
      point = (point << 6) | (byte & 0x3f);
    }
    if (point < (least[more] ?? 0) || point > 0x10ffff || isSurrogate(point)) fail("encoding");
    text += String.fromCodePoint(point);
  }
  return text;
}

/** By number of tail bytes, the first code point that needs them: anything less is an overlong form. */
const least = [0, 0x80, 0x800, 0x10000];

const tail = (bits: number): number => 0x80 | (bits & 0x3f);

const isSurrogate = (point: number): boolean => point >= 0xd800 && point <= 0xdfff;
