/**
 * How often a secret of 35 bits may be tried (SPEC.md, "Guess budget"). A run counts as a guess as soon as it
 * could be tested, whatever comes back: a false host learns from the guest's tag whether it guessed right and
 * simply never answers, so silence must not be free. Plain data, kept per token and role beside the seat's
 * record, because reloading a page must not give the guesses back.
 */
export type GuessBudget = {
  /** Runs charged and not given back. */
  readonly spent: number;
};

/** Wrong or unfinished runs after which the code is dead on this device. */
export const maxGuesses = 5;

/** A charged run that is not complete after this long is shown to the person, ms. */
export const silentAfterMs = 15_000;

/** How long to wait before the next answer, by how many were spent, ms: 0, 2, 5, 15, 30 s. */
const backOffMs = [0, 2_000, 5_000, 15_000, 30_000] as const;

export const newBudget: GuessBudget = { spent: 0 };

export const isBurned = ({ spent }: GuessBudget): boolean => spent >= maxGuesses;

/** ms to wait before the next answer; null when there is none left. */
export const waitBeforeMs = ({ spent }: GuessBudget): number | null => backOffMs[spent] ?? null;

/**
 * The budget with this run charged, or null when it is burned. To be WRITTEN before the guest's msg2 leaves and
 * before the host looks at one: a budget written afterwards is lost by a well-timed reload.
 */
export const charge = (budget: GuessBudget): GuessBudget | null =>
  isBurned(budget) ? null : { spent: budget.spent + 1 };

/** Gives one charge back, once per run: the guest at a valid msg3, the host at a valid tag of msg2. */
export const refund = ({ spent }: GuessBudget): GuessBudget => ({ spent: Math.max(0, spent - 1) });

/** The check symbol stops 31 of 32 typing errors, so from the second wrong code on somebody is likely guessing. */
export const isLikelyAttack = ({ spent }: GuessBudget): boolean => spent >= 2;

/** A budget read back from storage: anything that is not one counts as burned, never as fresh. */
export function readBudget(value: unknown): GuessBudget {
  const spent = typeof value === "object" && value !== null && "spent" in value ? value.spent : maxGuesses;
  const isCount = typeof spent === "number" && Number.isInteger(spent) && spent >= 0 && spent <= maxGuesses;
  return { spent: isCount ? spent : maxGuesses };
}
