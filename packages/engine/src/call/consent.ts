/** Recording a call or exporting a transcript needs the other side's yes (CA7, CRYPTO §18.3). */
import { newUuid } from "@chatorbit/crypto";
import { askOpenMs } from "@chatorbit/protocol";
import { earliest } from "../turn.ts";
import type { CallNote } from "./effects.ts";
import type { RecordingSignal, SignalOf } from "./signals.ts";
import type { CallState } from "./state.ts";
import { type CallTurn, effect, joinedOf, notice, say, set } from "./turn.ts";

export type What = "recording" | "transcript";

type Matter = {
  readonly id: string;
  /** Who asked; only the asker's device records. */
  readonly by: "me" | "peer";
  readonly what: What;
  /** The call it is about; a transcript has none. */
  readonly call: string | null;
};

export type Consent =
  | { readonly is: "none" }
  | (Matter & { readonly is: "asked"; readonly until: number; readonly askAgainAt: number | null })
  /** This side said yes and waits for the red mark. */
  | (Matter & { readonly is: "agreed"; readonly until: number })
  | (Matter & {
      readonly is: "on";
      readonly since: number;
      /** The recording device says again then that it records, ms; null at the other. */
      readonly onAgainAt: number | null;
      /** This side wants it stopped and says so again then, ms. */
      readonly stopAgainAt: number | null;
      /** A person pressed stop here, and the other device has yet to follow. */
      readonly stoppedBy?: "me";
      /** After new keys the recording device repeats itself by then, or is told to stop, ms. */
      readonly confirmBy: number | null;
    });

export const noConsent: Consent = { is: "none" };

/** What this side has lately drawn out of a flood: each answer is kept until it arrives. */
export type Heed = {
  /** The last ask of the other side that was shown, ms. */
  readonly shownAt: number | null;
  /** The last answer of each kind to a word that asked for nothing here, ms. */
  readonly answeredAt: { readonly [T in Answer]?: number };
  /** Asks of the other side that are settled, newest last: said again, they ask nothing. */
  readonly settled: readonly string[];
};
type Answer = "rec.ok" | "rec.no" | "rec.off" | "rec.stop";

export const noHeed: Heed = { shownAt: null, answeredAt: {}, settled: [] };
/** So many are remembered: older ones are said no more. */
const mostSettled = 32;

const askAgainMs = 5_000;
/** Between two asks of the other side that are shown. An ask too soon is repeated by an honest device. */
const showAgainMs = 5_000;
/** Between two answers of a kind; shorter than the pause before any word is repeated. */
const answerAgainMs = 2_500;
const stopAgainMs = 3_000;
/** Whatever keys and words cross: the mark is lit while it records. */
const onAgainMs = 10_000;
const confirmMs = 25_000;

const note = (
  turn: CallTurn,
  { what, by }: Matter,
  is: Extract<CallNote, { type: "recording" }>["is"],
  stoppedBy: "me" | "peer" | null = null,
): void => effect(turn, { type: "note", note: { type: "recording", is, what, by, stoppedBy } });

/** A clock that was set back holds nothing up. */
const isLately = (turn: CallTurn, at: number | null | undefined, ms: number): boolean =>
  at != null && Math.abs(turn.now - at) < ms;

/** Says `t` unless it was just said; whether it was. What is dropped here is asked for again. */
function reply(turn: CallTurn, t: Answer, id: string): boolean {
  const { heed } = turn.state;
  if (isLately(turn, heed.answeredAt[t], answerAgainMs)) return false;
  set(turn, { heed: { ...heed, answeredAt: { ...heed.answeredAt, [t]: turn.now } } });
  say(turn, { t, id });
  return true;
}

function clear(turn: CallTurn): void {
  const { consent, heed } = turn.state;
  if (consent.is !== "none" && consent.by === "peer") {
    set(turn, { heed: { ...heed, settled: [...heed.settled, consent.id].slice(-mostSettled) } });
  }
  set(turn, { consent: noConsent });
}

export function askConsent(turn: CallTurn, what: What): void {
  const { consent } = turn.state;
  const call = what === "recording" ? (joinedOf(turn.state)?.call ?? null) : null;
  if (consent.is !== "none" || (what === "recording" && call === null)) return;
  const matter: Matter = { id: newUuid(turn.random), by: "me", what, call };
  const times = { until: turn.now + askOpenMs, askAgainAt: turn.now + askAgainMs };
  set(turn, { consent: { is: "asked", ...matter, ...times } });
  note(turn, matter, "asked");
  sayAsk(turn, matter);
}

const sayAsk = (turn: CallTurn, { id, what, call }: Matter): void =>
  say(turn, { t: "rec.ask", id, what, ...(call === null ? {} : { call }) });

/** The answer to the ask `asked` and to no other: the sheet may have changed under the finger. */
export function answerConsent(turn: CallTurn, asked: string, isAgreed: boolean): void {
  const { consent } = turn.state;
  if (consent.is !== "asked" || consent.by !== "peer" || consent.id !== asked) return;
  const { id, by, what, call } = consent;
  say(turn, { t: isAgreed ? "rec.ok" : "rec.no", id });
  note(turn, consent, isAgreed ? "agreed" : "refused");
  if (!isAgreed) return clear(turn);
  set(turn, { consent: { is: "agreed", id, by, what, call, until: turn.now + askOpenMs } });
}

/** Either side, at any moment; also takes back an ask. */
export function stopRecording(turn: CallTurn): void {
  const { consent } = turn.state;
  if (consent.is === "none") return;
  if (consent.by === "me" && consent.is === "on") return finish(turn, "me");
  say(turn, { t: "rec.stop", id: consent.id });
  if (consent.is === "on") {
    set(turn, { consent: { ...consent, stopAgainAt: turn.now + stopAgainMs, stoppedBy: "me" } });
  } else clear(turn);
}

/** This device's recording ends, and both are told. */
function finish(turn: CallTurn, stoppedBy: "me" | "peer" | null = null): void {
  const { consent } = turn.state;
  if (consent.is !== "on") return;
  if (consent.by === "me") {
    effect(turn, { type: "stopRecorder", id: consent.id });
    say(turn, { t: "rec.off", id: consent.id });
  }
  note(turn, consent, "off", stoppedBy ?? consent.stoppedBy);
  clear(turn);
}

/** The recorder has stopped by itself, or the transcript is written. */
export function recorderEnded(turn: CallTurn): void {
  const { consent } = turn.state;
  if (consent.is === "on" && consent.by === "me") finish(turn);
}

/** A recording lives no longer than its call. */
export function callEnded(turn: CallTurn): void {
  const { consent } = turn.state;
  if (consent.is === "none" || consent.call === null) return;
  if (consent.is === "on") finish(turn);
  else clear(turn);
}

/** New keys: a yes of before is none any more; a running recording says again that it runs. */
export function epochChanged(turn: CallTurn): void {
  const { consent } = turn.state;
  if (consent.is === "asked" || consent.is === "agreed") return clear(turn);
  if (consent.is !== "on") return;
  if (consent.by === "me") say(turn, { t: "rec.on", id: consent.id });
  else set(turn, { consent: { ...consent, confirmBy: turn.now + confirmMs } });
}

export function hearConsent(turn: CallTurn, signal: RecordingSignal): void {
  const { consent } = turn.state;
  const isThis = consent.is !== "none" && consent.id === signal.id;
  switch (signal.t) {
    case "rec.ask":
      return hearAsk(turn, signal);
    case "rec.ok":
      if (consent.is === "asked" && isThis && consent.by === "me") begin(turn, consent);
      return;
    case "rec.no":
      if (consent.is !== "asked" || !isThis || consent.by !== "me") return;
      note(turn, consent, "refused");
      return clear(turn);
    case "rec.on":
      return hearOn(turn, signal.id);
    case "rec.off":
      if (isThis && consent.by === "peer") {
        if (consent.is === "on") note(turn, consent, "off", consent.stoppedBy);
        clear(turn);
      }
      return;
    case "rec.stop":
      if (isThis && consent.is === "on" && consent.by === "me") return finish(turn, "peer");
      if (isThis && consent.is !== "on") clear(turn);
      return void reply(turn, "rec.off", signal.id);
  }
}

function begin(turn: CallTurn, matter: Matter): void {
  const { id, by, what, call } = matter;
  set(turn, {
    consent: {
      is: "on",
      id,
      by,
      what,
      call,
      since: turn.now,
      onAgainAt: turn.now + onAgainMs,
      stopAgainAt: null,
      confirmBy: null,
    },
  });
  note(turn, matter, "on");
  // The mark is lit at both before the first second is kept.
  say(turn, { t: "rec.on", id });
  effect(turn, { type: "startRecorder", id, what });
}

function hearAsk(turn: CallTurn, ask: SignalOf<"rec.ask">): void {
  const { id, what } = ask;
  const call = ask.call ?? null;
  const { consent, me } = turn.state;
  if (consent.is !== "none" && consent.id === id) {
    if (consent.is === "agreed") reply(turn, "rec.ok", id);
    return;
  }
  if (turn.state.heed.settled.includes(id)) return void reply(turn, "rec.no", id);
  const isOfThisCall = what === "recording" ? call !== null && joinedOf(turn.state)?.call === call : true;
  // Both asked at once: the host's ask counts.
  const yields = consent.is === "asked" && consent.by === "me" && me === "guest";
  if (!isOfThisCall || (consent.is !== "none" && !yields)) return void reply(turn, "rec.no", id);
  const { heed } = turn.state;
  if (!yields && isLately(turn, heed.shownAt, showAgainMs)) return;
  const matter: Matter = { id, by: "peer", what, call: what === "recording" ? call : null };
  const until = turn.now + askOpenMs;
  set(turn, {
    consent: { is: "asked", ...matter, until, askAgainAt: null },
    heed: { ...heed, shownAt: turn.now },
  });
  note(turn, matter, "asked");
}

function hearOn(turn: CallTurn, id: string): void {
  const { consent } = turn.state;
  const isThis = consent.is !== "none" && consent.id === id && consent.by === "peer";
  if (isThis && consent.is === "on") return set(turn, { consent: { ...consent, confirmBy: null } });
  if (isThis && consent.is === "agreed") {
    const { by, what, call } = consent;
    const matter = { id, by, what, call };
    set(turn, {
      consent: {
        is: "on",
        ...matter,
        since: turn.now,
        onAgainAt: null,
        stopAgainAt: null,
        confirmBy: null,
      },
    });
    return note(turn, matter, "on");
  }
  // Nobody agreed to this one; or somebody did, and it is over: this word was overtaken by the one that said so.
  const isLate = turn.state.heed.settled.includes(id);
  if (reply(turn, "rec.stop", id) && !isLate) notice(turn, { type: "unasked-recording" });
}

export function consentDueAt({ consent, isReachable }: CallState): number | null {
  switch (consent.is) {
    case "none":
      return null;
    case "asked":
      return earliest(consent.until, isReachable ? consent.askAgainAt : null);
    case "agreed":
      return consent.until;
    case "on":
      return isReachable ? earliest(consent.confirmBy, consent.stopAgainAt, consent.onAgainAt) : null;
  }
}

export function consentTicks(turn: CallTurn): void {
  const { consent } = turn.state;
  const due = consentDueAt(turn.state);
  if (consent.is === "none" || due === null || turn.now < due) return;
  if (consent.is === "on") {
    if (consent.onAgainAt !== null) {
      say(turn, { t: "rec.on", id: consent.id });
      return set(turn, { consent: { ...consent, onAgainAt: turn.now + onAgainMs } });
    }
    // A mark that went out while something still records would be a lie: only the recorder puts it out.
    say(turn, { t: "rec.stop", id: consent.id });
    return set(turn, { consent: { ...consent, confirmBy: null, stopAgainAt: turn.now + stopAgainMs } });
  }
  if (turn.now >= consent.until) return clear(turn);
  if (consent.is !== "asked") return;
  sayAsk(turn, consent);
  set(turn, { consent: { ...consent, askAgainAt: turn.now + askAgainMs } });
}
