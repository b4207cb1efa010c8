import { expect, test } from "bun:test";
import {
  SpentError,
  concat,
  extract512,
  fromHex,
  hmac256,
  kdf256,
  kdf512,
  lvCat,
  mac256,
  sha256,
  sha512,
  toHex,
} from "../index.ts";
import { expand, extract } from "@noble/hashes/hkdf.js";

const ascii = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

test("[CR0] RFC 4231, test cases 1 and 2: HMAC-SHA-256", () => {
  expect(toHex(hmac256(new Uint8Array(20).fill(0x0b), ascii("Hi There")))).toBe(
    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
  );
  expect(toHex(hmac256(ascii("Jefe"), ascii("what do ya want for nothing?")))).toBe(
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
});

test("[CR0] RFC 5869, test case 1: HKDF-SHA-256", () => {
  const prk = extract(sha256, new Uint8Array(22).fill(0x0b), fromHex("000102030405060708090a0b0c"));
  expect(toHex(prk)).toBe("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
  expect(toHex(expand(sha256, prk, fromHex("f0f1f2f3f4f5f6f7f8f9"), 42))).toBe(
    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
  );
});

test("[CR0] kdf and mac are HKDF-Expand and HMAC over joined parts", () => {
  const [short, long] = [new Uint8Array(32).fill(1), new Uint8Array(64).fill(2)];
  const context = Uint8Array.of(9, 9);
  const info = lvCat("ChatOrbit/v1", "label", context);
  expect(kdf256(short, "label", 76, context)).toEqual(expand(sha256, short, info, 76));
  expect(kdf512(long, "label", 16, context)).toEqual(expand(sha512, long, info, 16));
  expect(mac256(short, "a", context)).toEqual(hmac256(short, concat(Uint8Array.of(1, 97, 2), context)));
  expect(extract512("salt", context)).toEqual(extract(sha512, context, ascii("salt")));
});

test("[CR0] under 64 bytes into HKDF-SHA-512, or a wiped key anywhere, fails loudly", () => {
  expect(() => kdf512(new Uint8Array(32).fill(1), "x", 32)).toThrow(RangeError);
  expect(() => kdf256(new Uint8Array(16).fill(1), "x", 32)).toThrow(RangeError);
  expect(() => kdf512(new Uint8Array(64), "x", 32)).toThrow(SpentError);
  expect(() => kdf256(new Uint8Array(32), "x", 32)).toThrow(SpentError);
});
