import { expect, test } from "bun:test";
import fc from "fast-check";
import { fromHex, safetyWords, sasEmoji } from "../index.ts";

test("[CR8] seven times six bits from the top, three times thirteen of the same", () => {
  expect(safetyWords(fromHex("01952c631ef782e0")).emoji).toEqual([0, 25, 20, 44, 24, 49, 59]);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (sas) => {
      const bits = [...sas].map((byte) => byte.toString(2).padStart(8, "0")).join("");
      const { emoji, numbers } = safetyWords(sas);
      expect(emoji).toEqual(
        [0, 6, 12, 18, 24, 30, 36].map((at) => Number.parseInt(bits.slice(at, at + 6), 2)) as never,
      );
      expect(numbers).toEqual(
        [0, 13, 26].map((at) => 1000 + Number.parseInt(bits.slice(at, at + 13), 2)) as never,
      );
    }),
  );
  expect(() => safetyWords(new Uint8Array(7))).toThrow(RangeError);
});

test("[CR8] 64 pictures, each with a name of its own in every language", () => {
  expect(sasEmoji.length).toBe(64);
  for (const field of ["emoji", "en", "sk"] as const) {
    const names = sasEmoji.map((each) => each[field]);
    expect(new Set(names).size).toBe(64);
    expect(names.every((name) => name.trim() === name && name.length > 0)).toBe(true);
  }
  const at = (i: number) => sasEmoji[i];
  expect(at(0)).toEqual({ emoji: "🐶", en: "Dog", sk: "Pes" });
  expect(at(37)).toEqual({ emoji: "☂️", en: "Umbrella", sk: "Dáždnik" });
  expect(at(63)).toEqual({ emoji: "📌", en: "Pin", sk: "Špendlík" });
});
