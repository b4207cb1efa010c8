import type { Bytes } from "../base/bytes.ts";
import { readNumber } from "../base/integers.ts";

type Seven = readonly [number, number, number, number, number, number, number];

/** What two people compare: seven pictures, or for reading aloud three numbers. */
export type SafetyWords = {
  /** Indices into `sasEmoji`, 0…63. */
  readonly emoji: Seven;
  /** 1000…9191 each. */
  readonly numbers: readonly [number, number, number];
};

/**
 * The first 42 bits of the SAS as 7 × 6 bits (the table of Matrix' m.sas.v1), the first 39 as 3 × 13. The same
 * on both screens exactly when nobody sits in between, whatever that somebody knows: 2⁻⁴² a shown attempt.
 */
export function safetyWords(sas: Bytes): SafetyWords {
  if (sas.length !== 8) throw new RangeError("a SAS has 8 bytes");
  const first42 = Math.floor(readNumber(sas.subarray(0, 6)) / 64);
  const picture = (i: number): number => Math.floor(first42 / 64 ** (6 - i)) % 64;
  const number = (i: number): number => 1000 + (Math.floor(first42 / 8 / 8192 ** (2 - i)) % 8192);
  return {
    emoji: [picture(0), picture(1), picture(2), picture(3), picture(4), picture(5), picture(6)],
    numbers: [number(0), number(1), number(2)],
  };
}
