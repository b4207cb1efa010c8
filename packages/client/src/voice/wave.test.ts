import { expect, test } from "bun:test";
import { waveOf } from "./wave.ts";

test("[FI3] the picture of a voice: at most 64 bars of 0 to 31, each the loudest of its share", () => {
  expect(waveOf([])).toEqual([]);
  expect(waveOf([0, 0.5, 1, 2, -1])).toEqual([0, 16, 31, 31, 0]);
  const long = Array.from({ length: 5_000 }, (_, at) => (at === 2_500 ? 1 : 0.1));
  const wave = waveOf(long);
  expect(wave.length).toBe(64);
  expect(wave.filter((height) => height === 31).length).toBe(1);
  expect(wave[32]).toBe(31);
});
