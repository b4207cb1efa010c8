import { expect, test } from "bun:test";
import { charge, isBurned, isLikelyAttack, newBudget, readBudget, refund, waitBeforeMs } from "../index.ts";
import { faults, guessSearch } from "../../testing/guess-search.ts";

test("[CR3] five charges, longer and longer waits, then nothing", () => {
  const waits: (number | null)[] = [];
  let budget = newBudget;
  for (let i = 0; i < 6; i++) {
    waits.push(waitBeforeMs(budget));
    budget = charge(budget) ?? budget;
  }
  expect(waits).toEqual([0, 2_000, 5_000, 15_000, 30_000, null]);
  expect(isBurned(budget)).toBe(true);
  expect(charge(budget)).toBeNull();
});

test("[CR3] a run that completes gives its charge back and no other", () => {
  const once = charge(newBudget) ?? newBudget;
  expect(refund(once)).toEqual(newBudget);
  expect(refund(newBudget)).toEqual(newBudget);
  expect([once, { spent: 2 }].map(isLikelyAttack)).toEqual([false, true]);
});

test("[CR3] what is stored and cannot be read counts as burned, not as fresh", () => {
  expect(readBudget(JSON.parse(JSON.stringify({ spent: 3 })))).toEqual({ spent: 3 });
  for (const value of [null, "x", {}, { spent: -1 }, { spent: 2.5 }, { spent: 6 }, { spent: "0" }, []])
    expect(isBurned(readBudget(value))).toBe(true);
});

test("[CR3] no order of forged offers, forged answers, silence and reloads gives an eleventh guess, or an unseen one", () => {
  expect(guessSearch()).toEqual({ guesses: 10, unseen: 0 });
});

test("[CR3] each rule of counting, broken once, is found", () => {
  expect(guessSearch(faults.countFailures).guesses).toBeGreaterThan(10);
  expect(guessSearch(faults.countFailures).unseen).toBeGreaterThan(1);
  expect(guessSearch(faults.writeAfterwards).guesses).toBeGreaterThan(10);
  expect(guessSearch(faults.countPerTab).guesses).toBeGreaterThan(10);
});
