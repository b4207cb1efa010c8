/** Runs the calls of one conversation on a device: the machine decides, the hands carry it out. */
import { type CallBody, type Conversation, run, tick } from "@chatorbit/engine";
import {
  type CallEffect,
  callMachine,
  type CallInput,
  type CallNote,
  type CallState,
  type Notice,
  signal as signalSchema,
} from "@chatorbit/engine/call";
import { fit, type Role } from "@chatorbit/protocol";
import type { CallHands, PeerFactory } from "../peer/port.ts";
import type { Ports } from "../ports.ts";
import { surroundings } from "../session/surroundings.ts";
import { fetchIce } from "./fetch-ice.ts";
import { OneCall } from "./one-call.ts";

/** The conversation around the calls. */
export type Around = {
  readonly say: (signal: CallBody) => void;
  /** Takes back what was said of ways and has not left. */
  readonly unsay: () => void;
  /** The path of a call fell silent: the line may be dead too. */
  readonly doubtLine: () => void;
  readonly note: (note: CallNote) => void;
  /** What a transcript holds, once both agreed to it. */
  readonly transcript: () => string;
  readonly state: () => Conversation;
  readonly changed: () => void;
};

/** A word for the person, with a number of its own so that the same word twice is two words. */
export type Said = { readonly id: number; readonly notice: Notice };

export type Calls<Stream> = {
  readonly state: () => CallState;
  readonly hands: CallHands<Stream>;
  readonly notice: () => Said | null;
  readonly send: (input: CallInput) => void;
  readonly heard: (body: CallBody, ts: number) => void;
  /** The conversation changed: what calls depend on is looked up anew. */
  readonly follow: () => void;
  readonly close: () => void;
};

export function startCalls<Stream>(
  ports: Ports,
  peers: PeerFactory<Stream>,
  me: Role,
  around: Around,
): Calls<Stream> {
  // A sealed channel of this kind never gives an old word a second time, so no age is too great.
  const machine = callMachine({ me, maxSignalAgeMs: null });
  const oneCall = new OneCall(ports.claim);
  /** What waits until it is known whether another conversation is calling. */
  let asking: Promise<void> | null = null;
  let cancelAlarm: (() => void) | null = null;
  let isClosed = false;
  let said: Said | null = null;

  const hands = peers({ report: feed, changed: () => !isClosed && around.changed() });
  const running = run(machine, {
    now: ports.now,
    random: ports.random,
    perform,
    changed: around.changed,
    failed: (cause) => {
      throw cause;
    },
  });

  function feed(input: CallInput | typeof tick): void {
    if (isClosed) return;
    try {
      running.send(input);
    } finally {
      // Whatever broke, what comes next must come.
      cancelAlarm?.();
      const due = machine.dueAt(running.state());
      cancelAlarm = due === null ? null : ports.alarm(due, () => feed(tick));
      if (asking === null) oneCall.follow(!isFree());
    }
  }

  /** A call begins here or there: first whether there is one already. What comes meanwhile keeps its order. */
  function inOrder(input: CallInput): void {
    const begins = input.type === "start" || (input.type === "heard" && input.signal.t === "rtc.ring");
    if (asking === null && !(begins && isFree())) return feed(input);
    const turn = (asking ?? Promise.resolve())
      .then(async () => {
        const isBusy = begins && isFree() && (await oneCall.isElsewhere());
        if (isBusy) feed({ type: "busy", isBusy });
        feed(input);
        if (isBusy) feed({ type: "busy", isBusy: false });
      })
      .finally(() => {
        if (asking === turn) asking = null;
        if (isFree()) oneCall.follow(false);
      });
    asking = turn;
  }

  function isFree(): boolean {
    const { phase } = running.state().call;
    return phase === "idle" || phase === "ended";
  }

  function perform(effect: CallEffect): void {
    switch (effect.type) {
      case "say":
        return around.say(effect.signal);
      case "unsay":
        return around.unsay();
      case "doubtLine":
        return around.doubtLine();
      case "note":
        return around.note(effect.note);
      case "notice":
        said = { id: (said?.id ?? 0) + 1, notice: effect.notice };
        return around.changed();
      case "fetchIce":
        return void fetchIce(ports, around.state()).then(feed);
      case "startRecorder":
        if (effect.what === "recording") return hands.perform(effect);
        hands.save(around.transcript());
        return void Promise.resolve().then(() => feed({ type: "recorderEnded" }));
      default:
        return hands.perform(effect);
    }
  }

  const follow = surroundings(around.state, feed);

  follow();
  return {
    state: running.state,
    hands,
    notice: () => said,
    send: inOrder,
    heard(body, ts) {
      const signal = fit(signalSchema, body);
      if (signal !== null) inOrder({ type: "heard", signal, ts });
    },
    follow,
    close() {
      feed({ type: "leave" });
      isClosed = true;
      cancelAlarm?.();
      oneCall.follow(false);
      hands.close();
    },
  };
}
