import type { Role } from "@chatorbit/protocol";
import type { Machine, Tick } from "../machine.ts";
import { beginTurn, earliest } from "../turn.ts";
import {
  answerConsent,
  askConsent,
  consentDueAt,
  consentTicks,
  epochChanged,
  hearConsent,
  noConsent,
  noHeed,
  recorderEnded,
  stopRecording,
} from "./consent.ts";
import type { CallEffect } from "./effects.ts";
import { end } from "./end.ts";
import { hearCall } from "./hear.ts";
import { choosePath, gotIce, iceDueAt, iceFailed, iceRefused, iceTicks } from "./ice.ts";
import type { CallInput, PlatformReport } from "./inputs.ts";
import {
  camera,
  chooseDevice,
  gotMedia,
  mediaDueAt,
  mediaTicks,
  mute,
  noMedia,
  share,
  sourceLost,
} from "./media.ts";
import {
  described,
  negotiationDueAt,
  negotiationNeeded,
  negotiationTicks,
  operationFailed,
  owedAgain,
} from "./negotiate.ts";
import { mediaRefused } from "./prepare.ts";
import { sampled } from "./quality.ts";
import {
  connectionChanged,
  networkChanged,
  reachable,
  reconnect,
  recoveryDueAt,
  recoveryTicks,
} from "./recover.ts";
import { accept, decline, hangUp, noDevices, proceed, ringDueAt, ringTicks, start } from "./ring.ts";
import { flows, silenceDueAt, silenceTicks, silent } from "./silence.ts";
import { noIce } from "./servers.ts";
import type { Signal } from "./signals.ts";
import type { CallState } from "./state.ts";
import { gathered, gatheringDone } from "./trickle.ts";
import { type CallTurn, effect, set } from "./turn.ts";

export type CallOptions = {
  readonly me: Role;
  /**
   * The oldest signal worth hearing, ms: 60,000 where keys do not ratchet and an old ring could be
   * played again (CRYPTO §6), null where a sealed channel rules that out.
   */
  readonly maxSignalAgeMs: number | null;
};

export const noCall = (me: Role): CallState => ({
  me,
  call: { phase: "idle" },
  media: noMedia,
  ice: noIce,
  choice: null,
  isExposureAgreed: false,
  isVerified: false,
  isBusy: false,
  isReachable: true,
  awaySince: null,
  gone: [],
  consent: noConsent,
  heed: noHeed,
  serial: 0,
});

/**
 * Calls of one conversation: everything that happens to them, and everything this device does about
 * it. Without a wish of the person it opens no connection and asks for no device.
 */
export const callMachine = ({
  me,
  maxSignalAgeMs,
}: CallOptions): Machine<CallState, CallInput, CallEffect> => ({
  initial: noCall(me),
  dueAt: callDueAt,
  step(state, input, world) {
    const turn: CallTurn = beginTurn(state, world);
    if (input.type === "heard") {
      const isStale = maxSignalAgeMs !== null && Math.abs(world.now - input.ts) > maxSignalAgeMs;
      if (!isStale) hear(turn, input.signal, input.ts);
    } else act(turn, input);
    proceed(turn);
    return [turn.state, turn.effects];
  },
});

function hear(turn: CallTurn, signal: Signal, ts: number): void {
  switch (signal.t) {
    case "rec.ask":
    case "rec.ok":
    case "rec.no":
    case "rec.on":
    case "rec.off":
    case "rec.stop":
      return hearConsent(turn, signal);
    default:
      return hearCall(turn, signal, ts);
  }
}

function act(turn: CallTurn, input: Exclude<CallInput, { type: "heard" }> | Tick): void {
  switch (input.type) {
    case "start":
      return start(turn, input.video);
    case "accept":
      return accept(turn, input.video);
    case "decline":
      return decline(turn);
    case "hangUp":
      return hangUp(turn);
    case "dismiss":
      if (turn.state.call.phase === "ended") set(turn, { call: { phase: "idle" } });
      return;
    case "mute":
      return mute(turn, input.isMuted);
    case "camera":
      return camera(turn, input.isOn);
    case "share":
      return share(turn, input.isOn);
    case "chooseDevice":
      return chooseDevice(turn, input.source, input.device);
    case "choosePath":
      return choosePath(turn, input.path);
    case "agreeExposure":
      return set(turn, { isExposureAgreed: true });
    case "reconnect":
      return reconnect(turn);
    case "askConsent":
      return askConsent(turn, input.what);
    case "answerConsent":
      return answerConsent(turn, input.id, input.isAgreed);
    case "stopRecording":
      return stopRecording(turn);
    case "reachable":
      return heardOfChannel(turn, input.isReachable);
    case "verified":
      return set(turn, { isVerified: input.isVerified });
    case "busy":
      return set(turn, { isBusy: input.isBusy });
    case "epochChanged":
      return epochChanged(turn);
    case "peerReplaced":
      leave(turn);
      return set(turn, { call: { phase: "idle" }, choice: null, isExposureAgreed: false, gone: [] });
    case "leave":
      return leave(turn);
    case "tick":
      return ticked(turn);
    default:
      return report(turn, input);
  }
}

function report(turn: CallTurn, input: PlatformReport): void {
  switch (input.type) {
    case "negotiationNeeded":
      return negotiationNeeded(turn, input.gen);
    case "described":
      return described(turn, input.gen, input.ticket, input.description);
    case "gathered":
      return gathered(turn, input.gen, input.candidate, input.relay);
    case "gatheringDone":
      return gatheringDone(turn, input.gen);
    case "connection":
      return connectionChanged(turn, input.gen, input.state);
    case "peerBroke":
      return operationFailed(turn, input.gen, input.ticket);
    case "iceError":
      return iceFailed(turn, input.gen, input.url, input.code);
    case "sample":
      return sampled(turn, input.gen, input.sample);
    case "gotMedia":
      return gotMedia(turn, input.request, input.sources);
    case "mediaRefused":
      return mediaRefused(turn, input.request, input.why, noDevices);
    case "sourceLost":
      return sourceLost(turn, input.source);
    case "iceServers":
      return gotIce(turn, input.servers, input.expiresAt);
    case "iceRefused":
      return iceRefused(turn);
    case "networkChanged":
      return networkChanged(turn);
    case "silent":
      return silent(turn, input.gen);
    case "flows":
      return flows(turn, input.gen);
    case "recorderEnded":
      return recorderEnded(turn);
  }
}

function heardOfChannel(turn: CallTurn, isReachable: boolean): void {
  if (turn.state.isReachable === isReachable) return;
  set(turn, { isReachable, awaySince: isReachable ? null : turn.now });
  if (isReachable) reachable(turn);
  else owedAgain(turn);
}

/** The page goes or the conversation is over: nothing runs on, and nothing is owed to anybody. */
function leave(turn: CallTurn): void {
  const { consent } = turn.state;
  end(turn, "left", { reason: "left" });
  if (consent.is === "on" && consent.by === "me" && turn.state.consent.is === "on") {
    effect(turn, { type: "stopRecorder", id: consent.id });
  }
  set(turn, { consent: noConsent });
}

/** When the machine wants its next tick, ms, or null. */
export const callDueAt = (state: CallState): number | null =>
  earliest(
    ringDueAt(state),
    iceDueAt(state),
    negotiationDueAt(state),
    recoveryDueAt(state),
    silenceDueAt(state),
    consentDueAt(state),
    mediaDueAt(state),
  );

function ticked(turn: CallTurn): void {
  ringTicks(turn);
  iceTicks(turn);
  negotiationTicks(turn);
  recoveryTicks(turn);
  silenceTicks(turn);
  consentTicks(turn);
  mediaTicks(turn);
}
