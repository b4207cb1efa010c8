import { expect, test } from "bun:test";
import { ml_kem768_x25519 as xwing } from "@noble/post-quantum/hybrid.js";
import { published, readPublished } from "../../testing/published.ts";
import { systemRandom } from "../../testing/random.ts";
import { fromHex, sha256, toHex } from "../index.ts";
import { decapsulate, encapsulate, kemSizes, newKemKeys } from "./kem.ts";

test("[CR0] X-Wing draft, first test vector: the secret, and hashes of key and ciphertext", () => {
  const dk = fromHex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26");
  const eseed = fromHex(
    "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e235b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2",
  );
  const { ek } = newKemKeys(() => dk);
  const made = encapsulate(ek, () => eseed.slice());
  const secret = "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384";
  expect(toHex(sha256(ek))).toBe("2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb");
  expect(toHex(sha256(made?.ct ?? new Uint8Array(0)))).toBe(
    "17cd532d657e44c897ca6583e548a5424fc70bf54f99515a4d2bcf99e3469f33",
  );
  expect(toHex(made?.secret ?? new Uint8Array(0))).toBe(secret);
  expect(toHex(decapsulate(made?.ct ?? new Uint8Array(0), dk) ?? new Uint8Array(0))).toBe(secret);
});

test("[CR0] sizes of X-Wing", () => {
  const { ek, dk } = newKemKeys(systemRandom);
  const made = encapsulate(ek, systemRandom);
  expect({ ek: ek.length, dk: dk.length, ct: made?.ct.length, secret: made?.secret.length }).toEqual(
    kemSizes,
  );
});

test("[CR2] a key with coefficients out of range, or points of low order, are refused without an exception", () => {
  const { ek, dk } = newKemKeys(systemRandom);
  const outOfRange = ek.slice();
  outOfRange.fill(0xff, 0, 3);
  expect(encapsulate(outOfRange, systemRandom)).toBeNull();
  const lowOrder = ek.slice();
  lowOrder.fill(0, 1184);
  expect(encapsulate(lowOrder, systemRandom)).toBeNull();
  expect(encapsulate(ek.slice(1), systemRandom)).toBeNull();
  const ct = encapsulate(ek, systemRandom)?.ct ?? new Uint8Array(0);
  const lowCt = ct.slice();
  lowCt.fill(0, 1088);
  expect(decapsulate(lowCt, dk)).toBeNull();
  expect(decapsulate(ct.slice(1), dk)).toBeNull();
});

type Vector = Record<"seed" | "eseed" | "ss" | "sk" | "pk" | "ct", string>;

if (published !== null)
  test("[CR0] X-Wing draft, all vectors", () => {
    for (const vector of readPublished<Vector[]>("xwing-vectors.json")) {
      const { ek, dk } = newKemKeys(() => fromHex(vector.seed));
      expect([toHex(ek), toHex(dk)]).toEqual([vector.pk, vector.sk]);
      const made = xwing.encapsulate(ek, fromHex(vector.eseed));
      expect([toHex(made.cipherText), toHex(made.sharedSecret)]).toEqual([vector.ct, vector.ss]);
      expect(toHex(decapsulate(made.cipherText, dk) ?? dk)).toBe(vector.ss);
    }
  });
