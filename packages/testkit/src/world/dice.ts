/** A seeded generator: the same seed, the same history. mulberry32. */
export type Dice = {
  /** In [0, 1). */
  readonly roll: () => number;
  readonly chance: (share: number) => boolean;
  /** A whole number from 0 to `below` − 1. */
  readonly pick: (below: number) => number;
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
  const pick = (below: number) => Math.floor(roll() * below);
  return {
    roll,
    pick,
    chance: (share) => roll() < share,
    of: (choices) => choices[pick(choices.length)] as (typeof choices)[number],
    bytes: (length) => Uint8Array.from({ length }, () => pick(256)),
  };
}
