import { expect, test } from "bun:test";
import { newUuid, sealFile, toHex, uuidToBytes } from "@chatorbit/crypto";
import { chunkFrame, keptFrame, longestFrame, readFrame } from "./frame.ts";

const random = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 37 + 11) & 255);
const fid = newUuid(random);
const { chunks } = sealFile(uuidToBytes(fid), random(32), random(70_000));
const [first = new Uint8Array(), second = new Uint8Array()] = chunks;

test("[CRYPTO §16] a chunk travels as 0x31, fid, number, last, sealed", () => {
  const frame = chunkFrame(fid, 1, 2, second);
  expect(toHex(frame.subarray(0, 22))).toBe(`31${fid.replaceAll("-", "")}0000000101`);
  expect(readFrame(frame)).toEqual({ is: "chunk", fid, i: 1, sealed: second });
  expect(chunkFrame(fid, 0, 2, first)[21]).toBe(0);
  expect(chunkFrame(fid, 0, 2, first)).toHaveLength(longestFrame);
  // Also out of the middle of a larger buffer.
  const inside = new Uint8Array(frame.length + 7);
  inside.set(frame, 7);
  expect(readFrame(inside.subarray(7))).toEqual({ is: "chunk", fid, i: 1, sealed: second });
});

test("[CRYPTO §16] how far chunks are kept travels as 0x32, fid, number", () => {
  expect(readFrame(keptFrame(fid, 70_000))).toEqual({ is: "kept", fid, next: 70_000 });
});

test("[CRYPTO §16] anything else is none", () => {
  const chunk = chunkFrame(fid, 0, 2, first);
  const kept = keptFrame(fid, 3);
  for (const odd of [
    new Uint8Array(),
    Uint8Array.of(0x31),
    kept.subarray(1),
    Uint8Array.of(...kept, 0),
    chunk.subarray(0, 38),
    Uint8Array.of(...chunk, 0),
    chunk.with(0, 0x33),
  ])
    expect(readFrame(odd)).toBeNull();
});
