/** Runs one conversation on a device: the engine decides, the ports carry it out. */
import { assertRandom } from "@chatorbit/crypto";
import {
  type Asked,
  type CallBody,
  type Cap,
  type Conversation,
  type Effect,
  type FileBody,
  type Input,
  isMendable,
  type Machine,
  run,
  tick,
} from "@chatorbit/engine";
import { parseDown, paths } from "@chatorbit/protocol";
import type { Line, Ports } from "../ports.ts";
import type { Answer } from "../requests.ts";

export type Session = {
  readonly state: () => Conversation;
  readonly send: (input: Input) => void;
  /** Resolves when everything asked for so far was carried out. */
  readonly settled: () => Promise<void>;
  /** The page goes: the line is closed, nothing is ended. */
  readonly close: () => void;
};

/** What goes on around one session. */
export type Around = {
  readonly changed: () => void;
  /** The other side says something about a call. */
  readonly heardCall: (signal: CallBody, ts: number) => void;
  /** The same about a file. */
  readonly heardFile: (signal: FileBody, ts: number) => void;
  /** Start the session this one leaps to. */
  readonly succeed: (token: string, record: string) => void;
  readonly abandon: () => void;
  readonly leave: () => void;
};

/** What this device can do beyond talking. */
export const capsOf = ({ calls, files }: Ports): readonly Cap[] => [
  ...(calls === null ? [] : (["call"] as const)),
  ...(files === null ? [] : (["file"] as const)),
];

/** What is asked of the server outside the line, by the way in. */
export type DoorEffect = Extract<
  Effect,
  {
    readonly type:
      | "lookUp"
      | "knock"
      | "join"
      | "admit"
      | "challenge"
      | "enter"
      | "reseat"
      | "issue"
      | "requestEnd";
  }
>;

export type Report = <T>(
  request: Asked,
  asking: Promise<Answer<T>>,
  done: (value: T) => Input,
) => Promise<void>;

/** How this session comes to its seat. */
export type Way = {
  readonly machine: Machine<Conversation, Input, Effect>;
  /** The name only one tab may have. */
  readonly claim: string;
  /** What the device keeps, and what the address said. */
  readonly begin: () => Promise<Input>;
  readonly perform: (effect: DoorEffect, report: Report, feed: (input: Input) => void) => void;
};

export function drive(ports: Ports, way: Way, around: Around): Session {
  const { machine } = way;
  let line: Line | null = null;
  let cancelAlarm: (() => void) | null = null;
  let release: (() => void) | null = null;
  let isClosed = false;

  const running = run(machine, {
    now: ports.now,
    random: ports.random,
    perform,
    changed: around.changed,
    failed: (cause, effect) => {
      if (effect.type === "keep") feed({ type: "blocked", trouble: "storage-blocked" });
      else throw cause;
    },
  });

  function feed(input: Input | typeof tick): void {
    if (isClosed) return;
    running.send(input);
    if (isDoneWith(running.state())) giveBack();
    setAlarm();
  }

  /** The name is another tab's to take: this one will not speak for the session again. */
  function giveBack(): void {
    release?.();
    release = null;
  }

  function setAlarm(): void {
    cancelAlarm?.();
    const due = isClosed ? null : machine.dueAt(running.state());
    cancelAlarm = due === null ? null : ports.alarm(due, () => feed(tick));
  }

  function perform(effect: Effect): void | Promise<void> {
    switch (effect.type) {
      case "dial":
        return dial();
      case "hangUp":
        line?.close(effect.code);
        line = null;
        return;
      case "say":
        return line?.send(JSON.stringify(effect.frame));
      case "keep":
        // Storage that does not let go cannot hold anything back either.
        return effect.isVital && effect.value !== null ? write(effect) : writeIfPossible(effect);
      case "succeed":
        return around.succeed(effect.token, effect.record);
      case "abandonSuccessor":
        return around.abandon();
      case "leaveSuccessor":
        return around.leave();
      case "heardCall":
        return around.heardCall(effect.signal, effect.ts);
      case "heardFile":
        return around.heardFile(effect.signal, effect.ts);
      default:
        return way.perform(effect, report, feed);
    }
  }

  function write({ shelf, name, value }: Extract<Effect, { type: "keep" }>): void | Promise<void> {
    return ports.vault.write(shelf, name, value);
  }

  function writeIfPossible(effect: Extract<Effect, { type: "keep" }>): void | Promise<void> {
    try {
      return write(effect)?.catch(() => {});
    } catch {
      return;
    }
  }

  async function report<T>(
    request: Asked,
    asking: Promise<Answer<T>>,
    done: (value: T) => Input,
  ): Promise<void> {
    const answer = await asking;
    if (answer.is === "done") return feed(done(answer.value));
    feed({ type: "requestRefused", request, refusal: answer.refusal, retryAfter: answer.retryAfter });
  }

  /** Only the newest line is listened to: what a closed one still says is nobody's. */
  function dial(): void {
    const mine = ports.dial(paths.socket, {
      opened: () => line === mine && feed({ type: "opened" }),
      received: (text) => {
        const frame = line === mine ? parseDown(text) : null;
        if (frame !== null) feed({ type: "frame", frame });
      },
      closed: (code) => {
        if (line !== mine) return;
        line = null;
        feed({ type: "dropped", code });
      },
    });
    line = mine;
  }

  async function begin(): Promise<void> {
    try {
      assertRandom(ports.random);
    } catch {
      return feed({ type: "blocked", trouble: "randomness-broken" });
    }
    release = await ports.claim(way.claim);
    if (release === null) return feed({ type: "blocked", trouble: "open-in-other-tab" });
    if (isClosed) return release();
    feed(await way.begin().catch((): Input => ({ type: "blocked", trouble: "storage-blocked" })));
  }

  const unwatch = ports.watch({
    awake: () => feed({ type: "awake" }),
    networkLost: () => feed({ type: "networkLost" }),
  });
  // Not before whoever starts this has it: the first news may come at once.
  void Promise.resolve().then(begin);

  return {
    state: running.state,
    send: feed,
    settled: running.settled,
    close() {
      isClosed = true;
      cancelAlarm?.();
      unwatch();
      line?.close(1000);
      line = null;
      giveBack();
    },
  };
}

/** Over for good here; what may still be mended on this page keeps its name. */
const isDoneWith = ({ phase, problem }: Conversation): boolean =>
  phase === "over" || (phase === "refused" && problem !== null && !isMendable(problem.trouble));
