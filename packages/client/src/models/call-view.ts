/**
 * What the screens of calls show: plain data, as in session-view. A face renders `CallView` and calls
 * `CallActions`; it decides nothing.
 */
import type {
  Consent,
  DeviceTrouble,
  Ladder,
  Notice,
  Obstacle,
  PathChoice,
  Quality,
  Recovery,
  Source,
  Why,
} from "@chatorbit/engine/call";
import type { Device, Streams } from "../peer/port.ts";
import type { Model, Side } from "./session-view.ts";

export type { Device, DeviceTrouble, Ladder, Notice, Obstacle, PathChoice, Quality, Source, Why };

export type CallView = CallPhase & {
  /** This device's microphone, camera and screen. */
  readonly mine: MineView;
  readonly consent: ConsentView;
  /** The newest word that no state holds; `id` rises with each. */
  readonly notice: { readonly id: number; readonly notice: Notice } | null;
  readonly isVerified: boolean;
};

export type CallPhase = { readonly phase: "idle" } | CallingView | RingingView | StageView | CallEndedView;

/** This side calls: first devices and servers are made ready, then it rings there. */
export type CallingView = {
  readonly phase: "calling";
  readonly hasVideo: boolean;
  readonly isRinging: boolean;
  /** What the call waits for, or null. */
  readonly obstacle: Obstacle | null;
};

/** The other side calls. An accept without a microphone rings on: `mine.trouble` says why. */
export type RingingView = {
  readonly phase: "ringing";
  readonly since: number;
  readonly hasVideo: boolean;
  /** Accepting lets the other side see this device's network address. */
  readonly showsAddress: boolean;
  /** The server named its relays, or said that it has none; before, exposure is asked about first. */
  readonly isPathKnown: boolean;
  /** The person accepted and something still stands before it. */
  readonly isAnswering: boolean;
  readonly obstacle: Obstacle | null;
};

/** Both want the call. */
export type StageView = {
  readonly phase: "connecting" | "connected";
  /** ms by this device's clock; null until both were connected once. */
  readonly connectedAt: number | null;
  readonly ladder: Ladder;
  /** When the ladder owes its verdict, ms; null when it was given or the call connected. */
  readonly verdictAt: number | null;
  readonly recovery: Recovery["is"];
  readonly quality: Quality;
  /** What the other side sends. */
  readonly theirs: { readonly audio: boolean; readonly video: boolean };
  readonly isRelayOnly: boolean;
  readonly choice: PathChoice;
  /** The server offers a relay, so the address may be hidden. */
  readonly canRelay: boolean;
};

export type CallEndedView = {
  readonly phase: "ended";
  readonly why: Why;
  readonly at: number;
  /** How long both were connected, ms; null when they never were. */
  readonly lastedMs: number | null;
  readonly trouble: DeviceTrouble | null;
};

export type MineView = {
  readonly microphone: "off" | "asking" | "on";
  readonly camera: "off" | "asking" | "on";
  readonly screen: "off" | "asking" | "on";
  readonly isMuted: boolean;
  /** What was chosen, by the platform's id; null for its own choice. */
  readonly chosen: {
    readonly microphone: string | null;
    readonly camera: string | null;
    readonly speaker: string | null;
  };
  readonly trouble: { readonly source: Source; readonly why: DeviceTrouble } | null;
};

export type ConsentView =
  | { readonly is: "none" }
  | {
      readonly is: Exclude<Consent["is"], "none">;
      /** Names the ask: an answer is to it alone. */
      readonly id: string;
      readonly what: "recording" | "transcript";
      readonly by: Side;
    };

export type CallActions = {
  readonly start: (hasVideo: boolean) => void;
  readonly accept: (hasVideo: boolean) => void;
  readonly decline: () => void;
  /** "Not now": it rings on without a sound. */
  readonly silence: () => void;
  readonly hangUp: () => void;
  /** Puts the screen of an ended call away. */
  readonly dismiss: () => void;
  readonly mute: (isMuted: boolean) => void;
  readonly camera: (isOn: boolean) => void;
  readonly share: (isOn: boolean) => void;
  readonly chooseDevice: (source: Device["source"], id: string | null) => void;
  readonly choosePath: (path: PathChoice) => void;
  /** The person was told that the other side sees the address, and agreed. */
  readonly agreeExposure: () => void;
  readonly reconnect: () => void;
  readonly askConsent: (what: "recording" | "transcript") => void;
  readonly answerConsent: (id: string, isAgreed: boolean) => void;
  readonly stopRecording: () => void;
  readonly devices: () => Promise<readonly Device[]>;
  readonly streams: () => Streams<unknown>;
};

export type CallModel = Model<CallView> & CallActions;
