import type { Candidate, Description, Signal } from "./signals.ts";
import type { DeviceTrouble, IceServer, PathChoice, Sample, Source } from "./state.ts";

/** What the person does. */
export type CallAct =
  | { readonly type: "start"; readonly video: boolean }
  | { readonly type: "accept"; readonly video: boolean }
  | { readonly type: "decline" }
  | { readonly type: "hangUp" }
  | { readonly type: "dismiss" }
  | { readonly type: "mute"; readonly isMuted: boolean }
  | { readonly type: "camera"; readonly isOn: boolean }
  | { readonly type: "share"; readonly isOn: boolean }
  | {
      readonly type: "chooseDevice";
      readonly source: "microphone" | "camera";
      readonly device: string | null;
    }
  | { readonly type: "choosePath"; readonly path: PathChoice }
  | { readonly type: "agreeExposure" }
  | { readonly type: "reconnect" }
  | { readonly type: "askConsent"; readonly what: "recording" | "transcript" }
  | { readonly type: "answerConsent"; readonly id: string; readonly isAgreed: boolean }
  | { readonly type: "stopRecording" };

export type ConnectionState = "connecting" | "connected" | "disconnected" | "failed";

/** What the platform reports. `gen` and `request` name what it is about; stale ones are nobody's. */
export type PlatformReport =
  | { readonly type: "negotiationNeeded"; readonly gen: number }
  | {
      readonly type: "described";
      readonly gen: number;
      readonly ticket: number;
      readonly description: Description;
    }
  | {
      readonly type: "gathered";
      readonly gen: number;
      readonly candidate: Candidate;
      /** How the relay is reached, of a relay candidate; null where the platform does not say. */
      readonly relay: "udp" | "tcp" | "tls" | null;
    }
  | { readonly type: "gatheringDone"; readonly gen: number }
  | { readonly type: "connection"; readonly gen: number; readonly state: ConnectionState }
  /** An order failed; `ticket` of one that has none is null. */
  | { readonly type: "peerBroke"; readonly gen: number; readonly ticket: number | null }
  | { readonly type: "iceError"; readonly gen: number; readonly url: string; readonly code: number }
  | { readonly type: "sample"; readonly gen: number; readonly sample: Sample }
  | { readonly type: "gotMedia"; readonly request: number; readonly sources: readonly Source[] }
  | { readonly type: "mediaRefused"; readonly request: number; readonly why: DeviceTrouble }
  /** A device was pulled out, its permission revoked, or the share stopped from the browser's bar. */
  | { readonly type: "sourceLost"; readonly source: Source }
  | {
      readonly type: "iceServers";
      readonly servers: readonly IceServer[];
      /** By this device's clock, ms. */
      readonly expiresAt: number | null;
    }
  | { readonly type: "iceRefused" }
  | { readonly type: "networkChanged" }
  /** Something came all the time and then nothing at all: long before a platform calls a path dead. */
  | { readonly type: "silent"; readonly gen: number }
  /** And then something again. */
  | { readonly type: "flows"; readonly gen: number }
  | { readonly type: "recorderEnded" };

/** What the conversation around the call reports. */
export type CallReport =
  /** A signal of the other side, opened. `ts`: its clock when it was said, ms. */
  | { readonly type: "heard"; readonly signal: Signal; readonly ts: number }
  | { readonly type: "reachable"; readonly isReachable: boolean }
  | { readonly type: "verified"; readonly isVerified: boolean }
  | { readonly type: "busy"; readonly isBusy: boolean }
  /** New keys: a consent of before counts no more (CRYPTO §18.3). */
  | { readonly type: "epochChanged" }
  /** Somebody else may sit in the other seat from now on (TS12): nothing of before is theirs. */
  | { readonly type: "peerReplaced" }
  /** The page goes, or the conversation is over. */
  | { readonly type: "leave" };

export type CallInput = CallAct | PlatformReport | CallReport;
