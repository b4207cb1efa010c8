import { expect, test } from "bun:test";
import { Silence } from "./silence.ts";

const looks = (all: readonly number[]) => {
  const silence = new Silence();
  return all.flatMap((bytes, n) => {
    const heard = silence.look(bytes, 10_000 + n * 500);
    return heard === null ? [] : [`${n} ${heard}`];
  });
};

test("[CA2] silence is noticed within one and a half seconds, once, and again after words", () => {
  expect(looks([1, 2, 3, 4, 4, 4, 4, 4, 4])).toEqual(["5 silence"]);
  expect(looks([1, 2, 3, 4, 4, 4, 5, 6, 7, 8, 8, 8])).toEqual(["5 silence", "6 again", "11 silence"]);
});

test("one look without anything is none, nor is the end of a trickle", () => {
  expect(looks([1, 2, 3, 4, 4, 5, 6, 6, 7])).toEqual([]);
  expect(looks([0, 1, 1, 1])).toEqual([]);
});
