/** Where calls join a conversation. */
import type { CallBody } from "@chatorbit/engine";
import type { OpenedCalls } from "../call/call-model.ts";
import type { Ports } from "../ports.ts";
import type { Session } from "../session/session.ts";
import type { CallModel } from "./call-view.ts";
import { type Beside, seam } from "./seam.ts";

export type CallSeam = Beside<CallBody> & {
  readonly model: () => CallModel | null;
  readonly start: (hasVideo: boolean) => void;
  readonly askTranscript: () => void;
};

type SeamAround = {
  readonly session: () => Session;
  readonly transcript: () => string;
  /** The model of calls is here now, or could not be had. */
  readonly changed: () => void;
};

export function callSeam(ports: Ports, { session, transcript, changed }: SeamAround): CallSeam {
  const calls = seam<OpenedCalls, CallBody>(async () => {
    const openCalls = await ports.calls?.().catch(() => null);
    const { seat } = session().state();
    if (openCalls == null || seat === null) return null;
    return openCalls(ports, seat.role, {
      say: (signal) => session().send({ type: "sayCall", signal }),
      unsay: () => session().send({ type: "unsayWays", of: "call" }),
      doubtLine: () => session().send({ type: "doubtLine" }),
      note: (note) => session().send({ type: "noteCall", note }),
      transcript,
      state: () => session().state(),
    });
  }, changed);
  return {
    model: calls.model,
    heard: (signal, ts) => (ports.calls === null ? undefined : calls.heard(signal, ts)),
    start: (hasVideo) => void calls.opened().then((model) => model?.start(hasVideo)),
    askTranscript: () => void calls.opened().then((model) => model?.askConsent("transcript")),
    follow: calls.follow,
    close: calls.close,
  };
}
