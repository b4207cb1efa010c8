import { charge, type GuessBudget, newBudget, refund } from "../src/index.ts";

/**
 * Every order of events a hostile server can make of one invite: it offers to the guest with a guess of its own,
 * answers the host with one, stays silent, and has pages reloaded at the worst moment. The rules of counting are
 * those of the product.
 */
export type Counting = {
  /** When the guest counts: as its answer leaves, or only when it sees a failure. */
  readonly guestCounts: "answers" | "failures";
  /** Whether a new count is stored before the act or after it. */
  readonly writes: "before" | "after";
  /** What has one store: the device, or each of two tabs. */
  readonly stores: "device" | "tab";
};

const product: Counting = { guestCounts: "answers", writes: "before", stores: "device" };

export const faults = {
  countFailures: { ...product, guestCounts: "failures" },
  writeAfterwards: { ...product, writes: "after" },
  countPerTab: { ...product, stores: "tab" },
} as const satisfies Record<string, Counting>;

type Page = { readonly memory: GuessBudget; readonly stored: GuessBudget };
type State = {
  readonly guesses: number;
  readonly shown: number;
  readonly hosts: readonly Page[];
  readonly guest: Page;
};

/** Beyond this the rules are broken, and the search need not go on. */
const enough = 12;

/** The most guesses that were ever tested, and the most of them that nobody was shown. */
export function guessSearch(counting: Counting = product): { guesses: number; unseen: number } {
  const page = { memory: newBudget, stored: newBudget };
  const hosts = counting.stores === "tab" ? [page, page] : [page];
  const seen = new Set<string>();
  const queue: State[] = [{ guesses: 0, shown: 0, hosts, guest: page }];
  const most = { guesses: 0, unseen: 0 };
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    const key = JSON.stringify(state);
    if (seen.has(key)) continue;
    seen.add(key);
    most.guesses = Math.max(most.guesses, state.guesses);
    most.unseen = Math.max(most.unseen, state.guesses - state.shown);
    if (state.guesses < enough)
      queue.push(...answersToHost(state, counting), ...offersToGuest(state, counting));
    queue.push(...reloads(state), ...honestRuns(state));
  }
  return most;
}

/** The host looks at a forged answer: it fails, and is shown. */
const answersToHost = (state: State, counting: Counting): State[] =>
  state.hosts.flatMap((host, i) =>
    charged(host, counting).map((after) => ({
      ...state,
      guesses: state.guesses + 1,
      shown: state.shown + 1,
      hosts: state.hosts.with(i, after),
    })),
  );

/** The tag of the guest's answer tells whether the guess was right. Failing openly afterwards is the server's choice. */
function offersToGuest(state: State, counting: Counting): State[] {
  const answered = charged(state.guest, counting).map((guest) => ({
    ...state,
    guesses: state.guesses + 1,
    shown: state.shown + 1,
    guest,
  }));
  const silent = { ...state, guesses: state.guesses + 1 };
  return counting.guestCounts === "failures" && answered.length > 0 ? [...answered, silent] : answered;
}

/** A charge; and, where it is stored too late, the reload that comes before that. */
function charged({ memory, stored }: Page, { writes }: Counting): Page[] {
  const after = charge(memory);
  if (after === null) return [];
  const kept = { memory: after, stored: after };
  return writes === "before" ? [kept] : [kept, { memory: stored, stored }];
}

function reloads(state: State): State[] {
  const again = ({ stored }: Page): Page => ({ memory: stored, stored });
  return [{ ...state, hosts: state.hosts.map(again), guest: again(state.guest) }];
}

/** A run between the two themselves: charged and given back on both sides. */
function honestRuns(state: State): State[] {
  const [h, g] = [charge(state.hosts[0]?.memory ?? newBudget), charge(state.guest.memory)];
  if (h === null || g === null) return [];
  const kept = (budget: GuessBudget): Page => ({ memory: refund(budget), stored: refund(budget) });
  return [{ ...state, hosts: state.hosts.with(0, kept(h)), guest: kept(g) }];
}
