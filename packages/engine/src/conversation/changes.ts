import { bringBack, giveHistory, takeHistory } from "./history.ts";
import { askLeap, giveUpLeap, leapTo, successorOpened, successorSeated } from "./leap.ts";
import { answerPact, askExtend, hearPact, pactTicks } from "./pacts.ts";
import { reopenSeat, reseated } from "./reseat.ts";
import type { Changes } from "./ways.ts";

/** What a session may do while it runs. */
export const changes: Changes = {
  hearPact,
  askExtend,
  askLeap,
  answerPact,
  pactTicks,
  leapTo,
  successorSeated,
  successorOpened,
  giveUpLeap,
  reopenSeat,
  reseated,
  bringBack,
  giveHistory,
  takeHistory,
};
