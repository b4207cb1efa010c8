/** Calling and being called (CA1): a ring is repeated until it is answered, one at a time. */
import { newUuid } from "@chatorbit/crypto";
import { earliest } from "../turn.ts";
import { callEnded } from "./consent.ts";
import { end } from "./end.ts";
import { join, openAgainMs } from "./join.ts";
import { setMedia, stopAllMedia } from "./media.ts";
import { configOf } from "./path.ts";
import { obstacle, prepare } from "./prepare.ts";
import type { SignalOf } from "./signals.ts";
import type { Calling, CallState, DeviceTrouble, Joined, Ringing } from "./state.ts";
import {
  type CallTurn,
  effect,
  goneOf,
  joinedOf,
  notice,
  preparingOf,
  remember,
  say,
  set,
  setJoined,
} from "./turn.ts";

/** Nobody answers for this long: the call is given up (CA1), ms. */
export const noAnswerMs = 45_000;
const ringAgainMs = 3_000;
/** A caller not heard for this long has vanished; its next repetition rings anew, ms. */
const silentCallerMs = 12_000;

export function start(turn: CallTurn, hasVideo: boolean): void {
  const { call, isBusy } = turn.state;
  if (call.phase === "ringing") return accept(turn, hasVideo);
  if (call.phase !== "idle" && call.phase !== "ended") return;
  if (isBusy) return notice(turn, { type: "call-elsewhere" });
  const step = prepare(turn, hasVideo);
  set(turn, { call: { phase: "calling", call: newUuid(turn.random), step } });
}

export function accept(turn: CallTurn, hasVideo: boolean): void {
  const { call } = turn.state;
  if (call.phase !== "ringing" || call.answer !== null) return;
  effect(turn, { type: "stopRing" });
  set(turn, { call: { ...call, answer: prepare(turn, hasVideo) } });
}

export function decline(turn: CallTurn): void {
  if (turn.state.call.phase === "ringing") end(turn, "declined", { answer: "rtc.decline" });
}

export function hangUp(turn: CallTurn): void {
  const { phase } = turn.state.call;
  if (phase === "ringing") return decline(turn);
  end(turn, phase === "calling" ? "cancelled" : "hung-up");
}

/** Devices and servers are there, and the person knows who sees what: the other side may hear of it. */
export function proceed(turn: CallTurn): void {
  const { call } = turn.state;
  const preparing = preparingOf(turn.state);
  if (preparing === null || obstacle(turn.state) !== null) return;
  if (call.phase === "calling") return ringOut(turn, call);
  if (call.phase !== "ringing") return;
  const { call: id, theirs, rangAt } = call;
  join(turn, {
    call: id,
    isCaller: false,
    alias: null,
    theirs: { audio: true, video: theirs.video },
    heardTs: rangAt,
  });
}

function ringOut(turn: CallTurn, call: Calling): void {
  const step = { is: "ringing", until: turn.now + noAnswerMs, ringAgainAt: turn.now + ringAgainMs } as const;
  set(turn, { call: { ...call, step } });
  effect(turn, { type: "ring", sound: "outgoing" });
  sayRing(turn, call.call);
}

function sayRing(turn: CallTurn, call: string): void {
  const video = turn.state.media.camera.is === "on";
  say(turn, { t: "rtc.ring", call, audio: true, video, relay: configOf(turn.state).isRelayOnly });
}

export function hearRing(turn: CallTurn, ring: SignalOf<"rtc.ring">, ts: number): void {
  const { call, me, isBusy } = turn.state;
  const joined = joinedOf(turn.state);
  if (goneOf(turn.state, ring.call) !== null) return answerGone(turn, ring.call);
  if (joined !== null) return hearRingInCall(turn, joined, ring, ts);
  if (isBusy) {
    say(turn, { t: "rtc.decline", call: ring.call, reason: "busy" });
    return remember(turn, ring.call, "rtc.decline", turn.now);
  }
  if (call.phase === "calling") {
    // The own ring was never heard: their call, wanted already.
    if (call.step.is === "preparing") return ringIn(turn, ring, ts, call.step);
    const theirs = { audio: ring.audio, video: ring.video };
    // Both rang, so both accepted; the host's call is the one (CA1).
    if (me === "host") {
      return join(turn, { call: call.call, isCaller: true, alias: ring.call, theirs, heardTs: ts });
    }
    remember(turn, call.call, "rtc.bye", turn.now);
    return join(turn, { call: ring.call, isCaller: false, alias: null, theirs, heardTs: ts });
  }
  if (call.phase !== "ringing") return ringIn(turn, ring, ts, null);
  if (call.call === ring.call) {
    const theirs = { video: ring.video, relay: ring.relay };
    return set(turn, { call: { ...call, heardAt: turn.now, theirs } });
  }
  // One ring at a time: a newer one means that the older is given up, and its bye was lost.
  if (ts <= call.rangAt) return;
  end(turn, "missed", { isSilent: true });
  ringIn(turn, ring, ts, null);
}

function ringIn(turn: CallTurn, ring: SignalOf<"rtc.ring">, ts: number, answer: Ringing["answer"]): void {
  // What kept a device from an earlier call says nothing of this one.
  if (answer === null) setMedia(turn, { trouble: null });
  set(turn, {
    call: {
      phase: "ringing",
      call: ring.call,
      since: turn.now,
      rangAt: ts,
      heardAt: turn.now,
      theirs: { video: ring.video, relay: ring.relay },
      answer,
    },
  });
  if (answer === null) effect(turn, { type: "ring", sound: "incoming" });
}

function hearRingInCall(turn: CallTurn, joined: Joined, ring: SignalOf<"rtc.ring">, ts: number): void {
  if (ring.call === joined.call) {
    if (!joined.isCaller) say(turn, { t: "rtc.accept", call: joined.call });
    return;
  }
  if (ring.call === joined.alias) return sayRing(turn, joined.call);
  if (ts <= joined.heardTs) return;
  // Whoever rings anew has no call any more: its page was loaded again.
  end(turn, "peer-lost-call", { isSilent: true });
  ringIn(turn, ring, ts, null);
}

/** What looked like a call of both is this side's alone: it rings there as long as it would have. */
export function ringOn(turn: CallTurn, { call, joinedAt, negotiation }: Joined): void {
  callEnded(turn);
  effect(turn, { type: "closePeer", gen: negotiation.gen });
  effect(turn, { type: "wakeLock", isOn: false });
  effect(turn, { type: "ring", sound: "outgoing" });
  const step = { is: "ringing", until: joinedAt + noAnswerMs, ringAgainAt: turn.now } as const;
  set(turn, { call: { phase: "calling", call, step } });
}

/** The other side speaks of a call that is over here: it did not hear of the end. */
export function answerGone(turn: CallTurn, call: string): void {
  const gone = goneOf(turn.state, call);
  if (gone === null || turn.now < gone.saidAt + 1_000) return;
  say(turn, { t: gone.answer, call });
  remember(turn, call, gone.answer, turn.now);
}

/** Accepted, but not even a microphone: an own call ends, a foreign one waits for another press. */
export function noDevices(turn: CallTurn, trouble: DeviceTrouble): void {
  const { call } = turn.state;
  if (call.phase === "calling") return end(turn, "no-devices", { trouble });
  if (call.phase === "ringing") set(turn, { call: { ...call, answer: null } });
}

export function ringDueAt({ call, isReachable }: CallState): number | null {
  switch (call.phase) {
    case "calling":
      return call.step.is === "preparing"
        ? call.step.until
        : earliest(call.step.until, isReachable ? call.step.ringAgainAt : null);
    case "ringing":
      return earliest(call.since + noAnswerMs, call.heardAt + silentCallerMs, call.answer?.until);
    case "connecting":
    case "connected":
      if (call.openAgainAt === null) return null;
      return earliest(call.joinedAt + noAnswerMs, isReachable ? call.openAgainAt : null);
    default:
      return null;
  }
}

export function ringTicks(turn: CallTurn): void {
  const due = ringDueAt(turn.state);
  if (due === null || turn.now < due) return;
  const { call } = turn.state;
  if (call.phase === "calling") return callingTicks(turn, call);
  if (call.phase === "ringing") return ringingTicks(turn, call);
  const joined = joinedOf(turn.state);
  if (joined === null) return;
  if (turn.now >= joined.joinedAt + noAnswerMs) return end(turn, "no-answer");
  setJoined(turn, { openAgainAt: turn.now + openAgainMs });
  if (joined.isCaller) sayRing(turn, joined.call);
  else say(turn, { t: "rtc.accept", call: joined.call });
}

function callingTicks(turn: CallTurn, call: Calling): void {
  const { step } = call;
  if (step.is === "preparing") return end(turn, "not-prepared");
  if (turn.now >= step.until) return end(turn, "no-answer", { reason: "no-answer" });
  set(turn, { call: { ...call, step: { ...step, ringAgainAt: turn.now + ringAgainMs } } });
  sayRing(turn, call.call);
}

function ringingTicks(turn: CallTurn, call: Ringing): void {
  const { call: id, since, heardAt, answer } = call;
  if (turn.now >= since + noAnswerMs) return end(turn, "missed", { answer: "rtc.decline", isSilent: true });
  if (turn.now >= heardAt + silentCallerMs) {
    end(turn, "missed", { isSilent: true });
    // Not over for the caller, perhaps: its next repetition may ring again.
    return set(turn, { gone: turn.state.gone.filter((one) => one.call !== id) });
  }
  if (answer === null || turn.now < answer.until) return;
  stopAllMedia(turn);
  set(turn, { call: { ...call, answer: null } });
}
