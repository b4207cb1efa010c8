import { expect, test } from "bun:test";
import fc from "fast-check";
import { expectCode } from "../../testing/expect-code.ts";
import { systemRandom } from "../../testing/random.ts";
import {
  assertRandom,
  bytesToUuid,
  concat,
  equalBytes,
  fromHex,
  lv,
  lvCat,
  newUuid,
  SpentError,
  toHex,
  u8,
  u32,
  u64,
  utf8Encode,
  uuidToBytes,
  wipe,
} from "../index.ts";
import { cut } from "./bytes.ts";
import { readNumber } from "./integers.ts";
import { take, unspent } from "./spent.ts";

const bytes = fc.uint8Array({ maxLength: 300 });

test("[CR0] integers are big-endian and refuse what does not fit", () => {
  expect(toHex(concat(u8(7), u32(0x01020304), u64(2 ** 53 - 1)))).toBe("0701020304001fffffffffffff");
  for (const wrong of [-1, 0.5, 256, NaN, Infinity]) expect(() => u8(wrong)).toThrow(RangeError);
  expect(() => u32(2 ** 32)).toThrow(RangeError);
  expect(() => u64(2 ** 53)).toThrow(RangeError);
  fc.assert(fc.property(fc.maxSafeNat(), (n) => expect(readNumber(u64(n))).toBe(n)));
});

test("[CR0] lv is the prepend_len of CPace: LEB128 length in front", () => {
  expect(toHex(lv(new Uint8Array(0)))).toBe("00");
  expect(toHex(lv(utf8Encode("1234")))).toBe("0431323334");
  expect(toHex(lv(new Uint8Array(128)).subarray(0, 3))).toBe("800100");
  expect(lv(new Uint8Array(20000)).length).toBe(20003);
});

test("[CR0] lvCat of two different lists is never the same", () => {
  const list = fc.array(fc.uint8Array({ maxLength: 3 }), { maxLength: 4 });
  fc.assert(
    fc.property(list, list, (a, b) => {
      const isSame =
        a.length === b.length && a.every((part, i) => equalBytes(part, b[i] ?? new Uint8Array(9)));
      expect(equalBytes(lvCat(...a), lvCat(...b))).toBe(isSame);
    }),
    { numRuns: 2000 },
  );
});

test("[CR0] comparison looks at lengths first and at every byte", () => {
  fc.assert(fc.property(bytes, bytes, (a, b) => expect(equalBytes(a, b)).toBe(toHex(a) === toHex(b))));
  expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
});

test("[CR0] a wiped key is spent, and taking one wipes it", () => {
  const key = Uint8Array.of(1, 2, 3);
  const taken = take(key);
  expect([taken, key]).toEqual([Uint8Array.of(1, 2, 3), new Uint8Array(3)]);
  expect(() => take(key)).toThrow(SpentError);
  expect(unspent(taken)).toBe(taken);
  wipe(taken);
  expect(() => unspent(taken)).toThrow(SpentError);
});

test("[CR0] cut gives parts of exact sizes or the code it was given", () => {
  const [a, b] = cut(Uint8Array.of(1, 2, 3), [1, 2], "hs_length");
  expect([a, b]).toEqual([Uint8Array.of(1), Uint8Array.of(2, 3)]);
  expectCode(() => cut(Uint8Array.of(1, 2), [1, 2], "hs_length"), "hs_length");
});

test("[CR0] hex and uuid have one spelling", () => {
  fc.assert(fc.property(bytes, (value) => expect(fromHex(toHex(value))).toEqual(value)));
  for (const text of ["0", "0G", "AB", " 00"]) expectCode(() => fromHex(text), "encoding");
  const id = newUuid(systemRandom);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(bytesToUuid(uuidToBytes(id))).toBe(id);
  for (const text of [id.toUpperCase(), id.replaceAll("-", ""), `${id} `, ""])
    expectCode(() => uuidToBytes(text), "encoding");
  expectCode(() => bytesToUuid(new Uint8Array(15)), "encoding");
});

test("[CR0] a generator that is not one is found at start", () => {
  assertRandom(systemRandom);
  expect(() => assertRandom((length) => new Uint8Array(length))).toThrow();
  expect(() => assertRandom((length) => new Uint8Array(length).fill(4))).toThrow();
  expect(() => assertRandom(() => systemRandom(31))).toThrow();
});
