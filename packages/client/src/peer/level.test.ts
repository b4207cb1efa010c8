import { expect, test } from "bun:test";
import { loudness } from "./level.ts";

const wave = (height: number) => Float32Array.from({ length: 1024 }, (_, at) => height * Math.sin(at / 5));

test("[CA4] the meter: silence is 0, full scale nearly 1, a voice between", () => {
  expect(loudness(new Float32Array(1024))).toBe(0);
  expect(loudness(new Float32Array(0))).toBe(0);
  expect(loudness(wave(1))).toBeGreaterThan(0.9);
  expect(loudness(wave(0.05))).toBeWithin(0.3, 0.7);
});
