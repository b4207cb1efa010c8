import { expect, test } from "bun:test";
import fc from "fast-check";
import { decodeStrict } from "./strict-base64.ts";

const target = new Uint8Array(600);

test("every byte string has one spelling, and that is read", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
      const length = decodeStrict(target, Buffer.from(bytes).toString("base64"));
      expect(length).toBe(bytes.length);
      expect(target.slice(0, bytes.length)).toEqual(bytes);
    }),
  );
});

test("what is read, written again, is the same text: nothing else is read", () => {
  const symbol = fc.constantFrom(...'ABQRgw019+/=-_ \n\té\u0000"');
  fc.assert(
    fc.property(fc.string({ unit: symbol, maxLength: 12 }), (text) => {
      const length = decodeStrict(target, text);
      const again = Buffer.from(target.subarray(0, length ?? 0)).toString("base64");
      if (length !== null) expect(again).toBe(text);
    }),
    { numRuns: 5000 },
  );
  for (const bad of ["", "QR==", "QQ=", "QQ", "Q Q==", "QU\nJD", "QQ==QQ==", "====", "QUJ-", "QUI=="]) {
    expect({ bad, length: decodeStrict(target, bad) }).toEqual({ bad, length: null });
  }
});
