import { expect, test } from "bun:test";
import fc from "fast-check";
import { codeOf, expectCode } from "../../testing/expect-code.ts";
import { utf8Decode, utf8Encode } from "./utf8.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function platform(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

const ours = (bytes: Uint8Array): string | null => {
  let text: string | null = null;
  expect(codeOf(() => (text = utf8Decode(bytes)))).toBe(text === null ? "encoding" : null);
  return text;
};

test("[CR0] UTF-8 round trip of any text, equal to the platform's", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 50 }), (text) => {
      expect(utf8Encode(text)).toEqual(new TextEncoder().encode(text));
      expect(utf8Decode(utf8Encode(text))).toBe(text);
    }),
  );
});

test("[CR0] any bytes are read exactly when a strict platform decoder reads them", () => {
  const interesting = fc.constantFrom(
    0x00,
    0x7f,
    0x80,
    0x9f,
    0xa0,
    0xbf,
    0xc0,
    0xc1,
    0xc2,
    0xdf,
    0xe0,
    0xed,
    0xef,
    0xf0,
    0xf4,
    0xf5,
    0xff,
  );
  const bytes = fc.array(fc.oneof(interesting, fc.nat(255)), { maxLength: 8 });
  fc.assert(
    fc.property(bytes, (list) => {
      const value = Uint8Array.from(list);
      expect(ours(value)).toBe(platform(value));
    }),
    { numRuns: 5000 },
  );
});

test("[CR0] all sequences of one and two bytes, and every lead with every second byte", () => {
  for (let first = 0; first < 256; first++) {
    for (let second = 0; second < 256; second++) {
      const two = Uint8Array.of(first, second);
      const four = Uint8Array.of(first, second, 0x80, 0x80);
      if (platform(two) !== null) expect(utf8Decode(two)).toBe(platform(two) ?? "");
      else expectCode(() => utf8Decode(two), "encoding");
      if (platform(four) === null) expectCode(() => utf8Decode(four), "encoding");
    }
  }
});

test("[CR0] half a surrogate pair is refused both ways", () => {
  for (const text of ["\ud800", "a\udfff", "\udc00\ud800"]) expectCode(() => utf8Encode(text), "encoding");
  expectCode(() => utf8Decode(Uint8Array.of(0xed, 0xa0, 0x80)), "encoding");
});
