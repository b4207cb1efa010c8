import { helloWithinMs, type Refusal, refusalOfClose, silenceMs } from "@chatorbit/protocol";
import type { Machine, Tick, World } from "./machine.ts";

/** The line to the server: dials, greets, notices silence, and comes back by itself. */
export type Link =
  | { readonly phase: "idle" }
  | ({ readonly phase: "dialing" } & Trying)
  | ({ readonly phase: "greeting" } & Trying)
  /** `attempt`: what it took to get here; forgiven once the line has held for a while. */
  | {
      readonly phase: "live";
      readonly heardAt: number;
      readonly since: number;
      readonly attempt: number;
      /** Its silence is believed sooner. */
      readonly isDoubted: boolean;
    }
  | {
      readonly phase: "waiting";
      readonly attempt: number;
      readonly redialAt: number;
      /** When the line was lost, ms. */
      readonly since: number;
      readonly why: Why;
    }
  | { readonly phase: "over"; readonly refusal: Refusal | null };

type Why = "lost" | "no-network" | "restarting";

type Trying = {
  readonly attempt: number;
  readonly giveUpAt: number;
  readonly since: number;
  /** Why there is no line: it holds until there is one, or the platform knows better. */
  readonly why: Why;
};

export type LinkInput =
  | { readonly type: "connect" }
  | { readonly type: "opened" }
  | { readonly type: "welcomed" }
  /** Any frame at all. */
  | { readonly type: "heard" }
  | { readonly type: "dropped"; readonly code: number }
  /** The platform says that there is a network again, or the page is visible again. */
  | { readonly type: "awake" }
  | { readonly type: "networkLost" }
  /** Something else that ran over the same network fell silent. */
  | { readonly type: "doubted" }
  /** A close that looked final was not: come back after a while. */
  | { readonly type: "return" };

export type LinkEffect =
  | { readonly type: "dial" }
  | { readonly type: "greet" }
  | { readonly type: "hangUp"; readonly code: number };

const restartSpreadMs = 3_000;

/** A server pings every two seconds: a line doubted for another reason is given up when the next one is late, ms. */
const doubtedSilenceMs = 2_700;

/** A line that held this long was a good one: the next pause starts small again, ms. */
const heldMs = 10_000;

/** The attempts before do not count, and neither would a failure of this one: the next comes at once. */
const afresh = -1;

/** Pause before coming back to a server that said it was over and then that it was not, ms. */
const returnAfterMs = 3_000;

/** Full jitter below 0.3 s · 2ⁿ, at most 30 s (SYNC "Delivery"). */
function backoff(attempt: number, { random }: World, floor = 0): number {
  const [a = 0, b = 0] = random(2);
  const share = ((a << 8) | b) / 65_536;
  return floor + share * Math.min(30_000, 300 * 2 ** attempt);
}

/** A close that means: do not come back. */
function finalRefusal(code: number): Refusal | null {
  const refusal = refusalOfClose(code);
  return refusal === null || ["flood", "hello-late", "too-slow", "busy", "restarting"].includes(refusal)
    ? null
    : refusal;
}

export const link: Machine<Link, LinkInput, LinkEffect> = {
  initial: { phase: "idle" },

  dueAt: (state) => {
    switch (state.phase) {
      case "dialing":
      case "greeting":
        return state.giveUpAt;
      case "waiting":
        return state.redialAt;
      case "live":
        return state.heardAt + (state.isDoubted ? doubtedSilenceMs : silenceMs);
      default:
        return null;
    }
  },

  step(state, input: LinkInput | Tick, world) {
    const { now } = world;
    switch (input.type) {
      case "connect":
        return state.phase === "idle" ? dial(0, now, now, "lost") : [state, []];
      case "opened":
        if (state.phase !== "dialing") return [state, []];
        return [{ ...state, phase: "greeting", giveUpAt: now + helloWithinMs }, [{ type: "greet" }]];
      case "welcomed":
        if (state.phase !== "greeting") return [state, []];
        return [{ phase: "live", heardAt: now, since: now, attempt: state.attempt, isDoubted: false }, []];
      case "heard":
        return state.phase === "live" ? [{ ...state, heardAt: now, isDoubted: false }, []] : [state, []];
      case "doubted":
        return state.phase === "live" ? [{ ...state, isDoubted: true }, []] : [state, []];
      case "dropped":
        return dropped(state, input.code, world);
      case "awake":
        // Platforms say it some ms before a network carries anything, and a dial may be older than the word.
        if (state.phase === "waiting") return dial(afresh, state.since, now, "lost");
        return state.phase === "dialing" ? [{ ...state, attempt: afresh, why: "lost" }, []] : [state, []];
      case "networkLost":
        if (state.phase === "idle" || state.phase === "over") return [state, []];
        return [
          {
            phase: "waiting",
            attempt: 0,
            redialAt: now + 5_000,
            since: lostSince(state, now),
            why: "no-network",
          },
          state.phase === "waiting" ? [] : [{ type: "hangUp", code: 4000 }],
        ];
      case "return":
        if (state.phase !== "over" || state.refusal === null) return [state, []];
        return [{ phase: "waiting", attempt: 1, redialAt: now + returnAfterMs, since: now, why: "lost" }, []];
      case "tick":
        return ticked(state, world);
    }
  },
};

function dial(attempt: number, since: number, now: number, why: Why): readonly [Link, readonly LinkEffect[]] {
  return [{ phase: "dialing", attempt, since, giveUpAt: now + helloWithinMs, why }, [{ type: "dial" }]];
}

function dropped(state: Link, code: number, world: World): readonly [Link, readonly LinkEffect[]] {
  if (state.phase === "over" || state.phase === "idle" || state.phase === "waiting") return [state, []];
  const refusal = finalRefusal(code);
  if (refusal !== null) return [{ phase: "over", refusal }, []];
  const isRestart = code === 1012;
  if (state.phase === "dialing" && state.attempt === afresh)
    return dial(0, state.since, world.now, state.why);
  const hasHeld = state.phase === "live" && world.now - state.since >= heldMs;
  const attempt = hasHeld ? 0 : state.attempt + 1;
  const pause = isRestart
    ? backoff(0, world) + (backoff(20, world) / 30_000) * restartSpreadMs
    : backoff(attempt, world);
  const since = lostSince(state, world.now);
  // Whoever has no network cannot tell a server that is gone from one that is not reached.
  const known = state.phase !== "live" && state.why === "no-network" ? "no-network" : "lost";
  const why = isRestart ? "restarting" : known;
  return [{ phase: "waiting", attempt, redialAt: world.now + pause, since, why }, []];
}

/** When the line was lost: now if it is live, else when it was. */
const lostSince = (state: Link, now: number): number =>
  state.phase !== "live" && "since" in state ? state.since : now;

function ticked(state: Link, world: World): readonly [Link, readonly LinkEffect[]] {
  const due = link.dueAt(state);
  if (due === null || world.now < due) return [state, []];
  if (state.phase === "waiting") return dial(state.attempt, state.since, world.now, state.why);
  // Dialing, greeting or live without an answer: a dead line. Closing it tells nobody who would answer.
  const [next, effects] = dropped(state, 1006, world);
  return [next, [{ type: "hangUp", code: 4000 }, ...effects]];
}
