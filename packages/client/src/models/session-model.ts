/** A session's screen: the conversation's state as a view, the person's acts as inputs. */
import { type Input, keepNames, liveOf } from "@chatorbit/engine";
import { sessionPath } from "@chatorbit/protocol";
import type { Ports } from "../ports.ts";
import { sayLateFarewells } from "../session/farewell.ts";
import { startSession } from "../session/by-code.ts";
import type { Session } from "../session/session.ts";
import { callSeam } from "./call-seam.ts";
import { conversationActs } from "./conversation-acts.ts";
import { fileSeam } from "./file-seam.ts";
import { present } from "./present.ts";
import { otherHost, readCode } from "./read-code.ts";
import type { SessionModel, SessionView } from "./session-view.ts";
import { transcriptOf } from "./transcript.ts";

export type SessionStart = {
  readonly token: string;
  /** The secret and check symbol of the address, if it had one. */
  readonly secret8: string | null;
  /** A leap moved the conversation to this path. */
  readonly moved: (path: string) => void;
};

export function openSession(ports: Ports, { token, secret8, moved }: SessionStart): SessionModel {
  const listeners = new Set<() => void>();
  let view: SessionView | null = null;
  const calls = callSeam(ports, {
    session: () => current,
    transcript: () => transcriptOf(current.state()),
    changed: refresh,
  });
  const files = fileSeam(ports, { session: () => current, changed: refresh });
  let current = start(token, secret8, false);
  // Whichever page comes next says what an earlier one could not.
  void sayLateFarewells(ports).catch(() => {});
  let next: Session | null = null;
  /** The token being leapt to. */
  let leapingTo: string | null = null;
  let hasNamedSeat = false;
  /** The end was asked for here, not heard. */
  let didEnd = false;
  /** The window is open and looked at, whichever session it shows. */
  let isAttending = false;

  function start(token: string, secret8: string | null, isSuccessor: boolean): Session {
    const session: Session = startSession(
      ports,
      { token, secret8, isSuccessor },
      {
        changed: () => changed(session),
        heardCall: calls.heard,
        heardFile: files.heard,
        succeed,
        abandon,
        leave,
      },
    );
    return session;
  }

  /** The session after the leap runs beside this one until words have come through it. */
  function succeed(token: string, record: string): void {
    hasNamedSeat = false;
    leapingTo = token;
    keep(token, record).then(
      () => {
        if (leapingTo === token) next = start(token, null, true);
        else void keep(token, null);
      },
      () => current.send({ type: "successorFailed" }),
    );
  }

  /** The leap lapsed: nobody waits there any more, but it may have been gone to. */
  function leave(): void {
    leapingTo = null;
    next?.close();
    next = null;
  }

  /** What was begun there is ended; nothing of it stays. */
  function abandon(): void {
    const token = leapingTo;
    leapingTo = null;
    next?.send({ type: "end" });
    next?.close();
    next = null;
    if (token !== null) keep(token, null).catch(() => {});
  }

  async function keep(token: string, record: string | null): Promise<void> {
    await ports.vault.write("tab", keepNames.record(token), record);
  }

  function changed(session: Session): void {
    if (session === next) followSuccessor(session);
    const movedTo = current?.state().over?.next;
    // A page loaded again in the middle of a leap hears from the old session that the other side finished it.
    if (movedTo != null) swap(next ?? start(movedTo, null, false));
    if (session !== current) return;
    calls.follow();
    files.follow();
    refresh();
  }

  function followSuccessor(session: Session): void {
    const { phase } = session.state();
    if (phase === "refused" || phase === "over") return current.send({ type: "successorFailed" });
    if (phase === "seated" && !hasNamedSeat) {
      hasNamedSeat = true;
      current.send({ type: "successorSeated" });
    }
    const { epochs } = liveOf(session.state());
    if (epochs.receiving.some(({ hasOpened }) => hasOpened)) current.send({ type: "successorOpened" });
  }

  function swap(successor: Session): void {
    const path = sessionPath(successor.state().token);
    current.close();
    current = successor;
    next = null;
    leapingTo = null;
    current.send({ type: "attend", isAttending });
    moved(path);
    calls.follow();
    files.follow();
    refresh();
  }

  function refresh(): void {
    view = null;
    for (const listener of listeners) listener();
  }

  function look(): SessionView {
    const seen = {
      now: ports.now(),
      origin: ports.origin,
      hasCalls: calls.model() !== null,
      hasFiles: files.model() !== null,
      didEnd,
    };
    return present(current.state(), seen);
  }

  const send = (input: Input): void => current.send(input);

  return {
    snapshot: () => (view ??= look()),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    takeSeat: () => send({ type: "takeSeat" }),
    enterCode: (text) => {
      const code = readCode(text);
      if (typeof code === "string") return code;
      if (code.token !== current.state().token || otherHost(text, ports.origin) !== null) return "unknown";
      send({ type: "enterSecret", secret8: code.secret8 });
      return null;
    },
    ...conversationActs(() => current),
    attend: (isLooking) => {
      isAttending = isLooking;
      send({ type: "attend", isAttending });
    },
    end: () => {
      didEnd ||= current.state().over === null;
      send({ type: "end" });
    },
    startCall: calls.start,
    check: async () => (await ports.check?.().catch(() => null))?.(ports, () => current.state()) ?? null,
    askTranscript: calls.askTranscript,
    attach: files.attach,
    calls: calls.model,
    files: files.model,
    close() {
      calls.close();
      files.close();
      current.close();
      next?.close();
    },
  };
}
