import { expect, test } from "bun:test";
import fc from "fast-check";
import { codeOf, expectCode } from "../../testing/expect-code.ts";
import { fromBase64, fromBase64Url, toBase64, toBase64Url } from "./base64.ts";

const bytes = fc.uint8Array({ maxLength: 200 });

test("[CR0] base64 is that of the platform", () => {
  fc.assert(
    fc.property(bytes, (value) => {
      expect(toBase64(value)).toBe(Buffer.from(value).toString("base64"));
      expect(toBase64Url(value)).toBe(Buffer.from(value).toString("base64url"));
      expect(fromBase64(toBase64(value))).toEqual(value);
      expect(fromBase64Url(toBase64Url(value))).toEqual(value);
    }),
  );
});

test("[CR0] a text is read exactly when encoding again gives that text", () => {
  const alphabet = [..."ABQRcz09+/-_= é"];
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 12 }), (text) => {
      const again = toBase64(new Uint8Array(Buffer.from(text, "base64")));
      const againUrl = toBase64Url(new Uint8Array(Buffer.from(text, "base64url")));
      expect(codeOf(() => fromBase64(text))).toBe(again === text ? null : "encoding");
      expect(codeOf(() => fromBase64Url(text))).toBe(againUrl === text ? null : "encoding");
    }),
    { numRuns: 3000 },
  );
});

test("[CR0] two spellings of one value: only the canonical one is read", () => {
  expect(fromBase64("QQ==")).toEqual(Uint8Array.of(65));
  for (const text of ["QR==", "QQ=", "QQ", "QQ==QQ==", "Q===", "====", "=", "QQ\n==", "QQ__", "Q"])
    expectCode(() => fromBase64(text), "encoding");
  for (const text of ["QR", "QQ==", "Q", "QQ+/"]) expectCode(() => fromBase64Url(text), "encoding");
});
