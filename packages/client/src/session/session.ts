/** Runs one conversation on a device: the engine decides, the ports carry it out. */
import { assertRandom } from "@chatorbit/crypto";
import {
  type CallBody,
  type Conversation,
  conversation,
  type Effect,
  type FileBody,
  type Input,
  isMendable,
  keepNames,
  type Kept,
  run,
  tick,
} from "@chatorbit/engine";
import { parseDown, paths } from "@chatorbit/protocol";
import type { Line, Ports } from "../ports.ts";
import { type Answer, requests } from "../requests.ts";
import { sayFarewell } from "./farewell.ts";
import { sweep } from "./sweep.ts";

export type Session = {
  readonly state: () => Conversation;
  readonly send: (input: Input) => void;
  /** Resolves when everything asked for so far was carried out. */
  readonly settled: () => Promise<void>;
  /** The page goes: the line is closed, nothing is ended. */
  readonly close: () => void;
};

export type Start = {
  readonly token: string;
  /** The secret and check symbol of the address, if it had one. */
  readonly secret8: string | null;
  readonly isSuccessor: boolean;
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
};

export function startSession(ports: Ports, start: Start, around: Around): Session {
  const { token } = start;
  const http = requests(ports);
  const machine = conversation(token, [
    ...(ports.calls === null ? [] : (["call"] as const)),
    ...(ports.files === null ? [] : (["file"] as const)),
  ]);
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
      case "knock":
        return void http.knock(token);
      case "lookUp":
        return void report("lookUp", http.status(token), (status) => ({ type: "lookedUp", status }));
      case "join":
        return void report("join", http.join(token, effect.key), ({ role, session_status: status }) => ({
          type: "joined",
          role,
          status,
        }));
      case "reseat":
        return void report("reseat", http.reseat(token, effect.key), (status) => ({
          type: "reseated",
          status,
        }));
      case "issue":
        return void report("issue", http.issue(effect.body), (issued) => ({ type: "issued", issued }));
      case "requestEnd":
        void sayFarewell(ports, { token, key: effect.key, reason: effect.reason }).then(() =>
          feed({ type: "endConfirmed" }),
        );
        return;
      case "succeed":
        return around.succeed(effect.token, effect.record);
      case "abandonSuccessor":
        return around.abandon();
      case "heardCall":
        return around.heardCall(effect.signal, effect.ts);
      case "heardFile":
        return around.heardFile(effect.signal, effect.ts);
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
    request: "lookUp" | "join" | "reseat" | "issue",
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
    release = await ports.claim(`co:${token}`);
    if (release === null) return feed({ type: "blocked", trouble: "open-in-other-tab" });
    if (isClosed) return release();
    await sweep(ports, token).catch(() => {});
    const kept = await readKept().catch(() => null);
    if (kept === null) return feed({ type: "blocked", trouble: "storage-blocked" });
    feed({ type: "begin", kept, secret8: start.secret8, isSuccessor: start.isSuccessor });
  }

  async function readKept(): Promise<Kept> {
    const { vault } = ports;
    const [record, invite, waiting, guesses] = await Promise.all([
      vault.read("tab", keepNames.record(token)),
      vault.read("device", keepNames.invite(token)),
      vault.read("tab", keepNames.waiting(token)),
      vault.read("shared", keepNames.guesses(token)),
    ]);
    return { record, invite, waiting, guesses };
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
