import type { Air } from "./air.ts";
import type { Dice } from "./dice.ts";
import type { Time } from "./time.ts";

/** What all fakes of one history share. */
export type Env = {
  readonly air: Air;
  readonly time: Time;
  readonly dice: Dice;
  /** Unchanged descriptions keep their version. */
  readonly isTerse: boolean;
};
