import { expect, test } from "bun:test";
import fc from "fast-check";
import { paddingBuckets } from "@chatorbit/protocol";
import { expectCode } from "../../testing/expect-code.ts";
import { maxPayload, paddedSize, paddedSizes } from "../index.ts";
import { pad, unpad } from "./pad.ts";

test("[CR6] padding goes to the next size and comes off again", () => {
  for (const length of [0, 1, 255, 256, 511, 512, 4000, 65535, 65536, maxPayload]) {
    const padded = pad(new Uint8Array(length).fill(7));
    expect([...paddedSizes]).toContain(padded.length as (typeof paddedSizes)[number]);
    expect(padded.length).toBe(paddedSize(length));
    expect(unpad(padded)?.length).toBe(length);
  }
  expect([paddedSize(255), paddedSize(256)]).toEqual([256, 512]);
  expectCode(() => pad(new Uint8Array(maxPayload + 1)), "too_long");
});

test("[CR6] payloads that end in zeros or end marks keep them", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 0x80, 1), { maxLength: 600 }), (list) => {
      expect(unpad(pad(Uint8Array.from(list)))).toEqual(Uint8Array.from(list));
    }),
  );
});

test("[CR6] only what pad makes comes off: size, mark, zeros, smallest size that fits", () => {
  const marked = (size: number, at: number) => new Uint8Array(size).fill(0x80, at, at + 1);
  for (const wrong of [
    new Uint8Array(256),
    marked(255, 3),
    marked(300, 3),
    marked(512, 100),
    marked(256, 3).with(200, 1),
  ])
    expect(unpad(wrong)).toBeNull();
  expect(unpad(new Uint8Array(0))).toBeNull();
  expect(unpad(marked(512, 300))?.length).toBe(300);
});

test("[CR6] the wire and the seal know the same sizes", () => {
  expect([...paddedSizes]).toEqual([...paddingBuckets]);
});
