/**
 * Counts rounds, at most so many, and no more than fit into the time since the process started.
 * There is always one.
 */
export function* rounds(most, budgetMs) {
  const began = performance.now();
  for (let round = 0; round < most; round += 1) {
    const aRound = round === 0 ? 0 : (performance.now() - began) / round;
    if (round > 0 && performance.now() + aRound > budgetMs) return;
    yield round;
  }
}

/** Forwards, then backwards, so that what else the machine does meets all alike. */
export const inTurn = (items, round) => (round % 2 === 0 ? items : items.toReversed());
