/** A seeded generator: the same seed, the same history. mulberry32. */
export type Dice = {
  readonly chance: (share: number) => boolean;
  /** A whole number from `from` to `to`, both included. */
  readonly between: (from: number, to: number) => number;
  readonly of: <T>(choices: readonly T[]) => T;
  readonly bytes: (length: number) => Uint8Array;
};

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number) => from + Math.floor(roll() * (to - from + 1));
  return {
    chance: (share) => roll() < share,
    between,
    of: (choices) => choices[between(0, choices.length - 1)] as (typeof choices)[number],
    bytes: (length) => Uint8Array.from({ length }, () => between(0, 255)),
  };
}
