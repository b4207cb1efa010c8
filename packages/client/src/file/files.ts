/** Runs the files of one conversation on a device: the machine decides, the hands carry it out. */
import { newUuid } from "@chatorbit/crypto";
import { type Conversation, type FileBody, find, run, tick } from "@chatorbit/engine";
import {
  fileSignal,
  type FilesEffect,
  type FilesInput,
  filesMachine,
  type FilesState,
} from "@chatorbit/engine/files";
import { fit, otherRole, type Role } from "@chatorbit/protocol";
import { fetchIce } from "../call/fetch-ice.ts";
import type { Ports } from "../ports.ts";
import { surroundings } from "../session/surroundings.ts";
import type { FileHands, HandsFactory } from "./port.ts";

type Shown = Omit<Extract<FilesEffect, { readonly type: "show" }>, "type">;

/** The conversation around the files. */
export type AroundFiles = {
  readonly say: (signal: FileBody) => void;
  /** Takes back what was said of ways and has not left. */
  readonly unsay: () => void;
  /** Puts a file among the messages. */
  readonly show: (shown: Shown) => void;
  readonly state: () => Conversation;
  readonly changed: () => void;
};

export type Files = {
  readonly state: () => FilesState;
  readonly hands: FileHands;
  readonly send: (input: FilesInput) => void;
  readonly heard: (body: FileBody, ts: number) => void;
  readonly follow: () => void;
  readonly close: () => void;
};

export function startFiles(ports: Ports, factory: HandsFactory, me: Role, around: AroundFiles): Files {
  const inst = newUuid(ports.random);
  const machine = filesMachine({ me, inst });
  let cancelAlarm: (() => void) | null = null;
  let isClosed = false;
  let seen: Conversation["timeline"] | null = null;
  let token: string | null = null;

  const hands = factory({ report: feed }, inst);
  const running = run(machine, {
    now: ports.now,
    random: ports.random,
    perform,
    changed: around.changed,
    failed: (cause) => {
      throw cause;
    },
  });

  function feed(input: FilesInput | typeof tick): void {
    if (isClosed) return;
    try {
      running.send(input);
    } finally {
      // Whatever broke, what comes next must come.
      cancelAlarm?.();
      const due = machine.dueAt(running.state());
      cancelAlarm = due === null ? null : ports.alarm(due, () => feed(tick));
    }
  }

  function perform(effect: FilesEffect): void {
    switch (effect.type) {
      case "say":
        return around.say(effect.signal);
      case "unsay":
        return around.unsay();
      case "show": {
        const { fid, face, replyTo, heardAt } = effect;
        return around.show({ fid, face, replyTo, heardAt });
      }
      case "fetchIce":
        return void fetchIce(ports, around.state()).then((answer) => feed(answer as FilesInput));
      default:
        return hands.perform(effect);
    }
  }

  const followAround = surroundings(around.state, feed);

  function follow(): void {
    const state = around.state();
    // Another session, with a timeline of its own: what stood in the former one ends with it.
    if (token !== null && token !== state.token) feed({ type: "leave" });
    token = state.token;
    followAround();
    if (seen !== state.timeline) followMessages(state);
  }

  /** What was taken back, by whomever, goes no further and is kept no longer. */
  function followMessages({ timeline }: Conversation): void {
    seen = timeline;
    for (const { fid, way } of running.state().files) {
      const by = way === "going" ? me : otherRole(me);
      if (find(timeline, by, fid)?.file == null) feed({ type: "takenBack", fid });
    }
  }

  follow();
  return {
    state: running.state,
    hands,
    send: feed,
    heard(body, ts) {
      const signal = fit(fileSignal, body);
      if (signal !== null) feed({ type: "heard", signal, ts });
    },
    follow,
    close() {
      feed({ type: "leave" });
      isClosed = true;
      cancelAlarm?.();
      hands.close();
    },
  };
}
