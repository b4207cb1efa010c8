/** What a device offers to the check before a call. */
import type { Device, IceServer, MediaOrder, Report } from "../peer/port.ts";
import type { Family } from "./state.ts";
import type { Answer } from "./ways.ts";

/** `host`: this device's own addresses, no server asked. */
export type Target =
  | { readonly kind: "host" }
  | { readonly kind: "stun" | "turn"; readonly server: IceServer };

export type Probed = {
  readonly answer: Answer;
  /** Of the addresses that showed meanwhile. */
  readonly families: readonly Family[];
};

export type CheckHands = {
  /** Devices, as in a call; each request is reported once. */
  readonly order: (order: MediaOrder) => void;
  readonly devices: () => Promise<readonly Device[]>;
  readonly camera: () => unknown;
  /** Reads the microphone that runs; returns the way to stop. */
  readonly watchLevel: (heard: (level: number) => void) => () => void;
  readonly canChooseSpeaker: boolean;
  /** Resolves when the sound is over; rejects when the platform did not play it. */
  readonly play: (speaker: string | null) => Promise<void>;
  /** Answers within ten seconds; at once when the signal ends it. */
  readonly probe: (target: Target, signal: AbortSignal) => Promise<Probed>;
  /** kbit/s from this device through the relay and back; null when nothing came through. */
  readonly measure: (relay: IceServer, signal: AbortSignal) => Promise<number | null>;
  readonly close: () => void;
};

export type CheckEvents = {
  readonly report: (report: Report) => void;
  /** `devices` or `camera` answer differently now. */
  readonly changed: () => void;
};

export type CheckHandsFactory = (events: CheckEvents) => CheckHands;
