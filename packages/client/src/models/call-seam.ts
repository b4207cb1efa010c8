/** Where calls join a conversation: their code comes with the first of them, and nothing said meanwhile is lost. */
import type { CallBody } from "@chatorbit/engine";
import type { OpenedCalls } from "../call/call-model.ts";
import type { Ports } from "../ports.ts";
import type { Session } from "../session/session.ts";
import type { CallModel } from "./call-view.ts";

/** Words of calls kept while their code is on its way: more is a flood. */
const mostEarly = 200;

export type CallSeam = {
  readonly model: () => CallModel | null;
  readonly heard: (signal: CallBody, ts: number) => void;
  readonly start: (hasVideo: boolean) => void;
  readonly askTranscript: () => void;
  /** The conversation changed. */
  readonly follow: () => void;
  readonly close: () => void;
};

type SeamAround = {
  readonly session: () => Session;
  readonly transcript: () => string;
  /** The model of calls is here now, or could not be had. */
  readonly changed: () => void;
};

export function callSeam(ports: Ports, { session, transcript, changed }: SeamAround): CallSeam {
  let calls: OpenedCalls | null = null;
  let coming: Promise<OpenedCalls | null> | null = null;
  let early: { readonly signal: CallBody; readonly ts: number }[] = [];
  let isClosed = false;

  async function open(): Promise<OpenedCalls | null> {
    const openCalls = await ports.calls?.().catch(() => null);
    const seat = session().state().seat;
    if (openCalls == null || seat === null || isClosed) {
      // The next word or press tries again.
      coming = null;
      early = [];
      if (!isClosed) changed();
      return null;
    }
    calls = openCalls(ports, seat.role, {
      say: (signal) => session().send({ type: "sayCall", signal }),
      unsay: () => session().send({ type: "unsayWays" }),
      note: (note) => session().send({ type: "noteCall", note }),
      transcript,
      state: () => session().state(),
    });
    for (const { signal, ts } of early) calls.heard(signal, ts);
    early = [];
    changed();
    return calls;
  }

  const opened = (): Promise<OpenedCalls | null> =>
    (coming ??= open().catch(() => {
      // A platform that breaks while it opens costs the call, not the next one too.
      coming = null;
      return null;
    }));

  return {
    model: () => calls,
    heard(signal, ts) {
      if (ports.calls === null) return;
      if (calls !== null) return calls.heard(signal, ts);
      if (early.length < mostEarly) early.push({ signal, ts });
      void opened();
    },
    start: (hasVideo) => void opened().then((model) => model?.start(hasVideo)),
    askTranscript: () => void opened().then((model) => model?.askConsent("transcript")),
    follow: () => calls?.follow(),
    close() {
      isClosed = true;
      calls?.close();
    },
  };
}
