/** The check before a call as plain data: what is asked, what answered, what was heard. Pure. */
import type { IceWarning } from "@chatorbit/protocol";
import type { Device, DeviceTrouble } from "../peer/port.ts";
import type { Attempt, Result, WayName } from "./ways.ts";

export type DeviceState =
  | { readonly is: "asking" }
  | { readonly is: "on" }
  | { readonly is: "off"; readonly why: DeviceTrouble };

export type Family = "ipv4" | "ipv6";

/** Rough on purpose: three seconds through a relay say no more. */
export type Suits = "nothing" | "voice" | "video" | "hd";

export type Bandwidth =
  | { readonly is: "waiting" | "measuring" | "no-relay" | "failed" }
  | { readonly is: "guess"; readonly kbps: number; readonly suits: Suits };

export type CheckState = {
  readonly microphone: DeviceState;
  readonly camera: DeviceState;
  /** Something louder than a quiet room reached the microphone. */
  readonly hasHeard: boolean;
  readonly speaker: "untried" | "playing" | "played" | "failed";
  readonly devices: readonly Device[];
  /** By the platform's id; null for its own choice. */
  readonly chosen: Readonly<Record<Device["source"], string | null>>;
  /** Whether the server said which servers help; `missing`: it could not be asked, or said no. */
  readonly servers: "asking" | "known" | "missing";
  readonly attempts: readonly Attempt[];
  readonly warnings: readonly IceWarning[];
  /** Of the addresses this device showed while looking. */
  readonly families: readonly Family[];
  readonly bandwidth: Bandwidth;
};

export type CheckEvent =
  | { readonly type: "asked"; readonly source: "microphone" | "camera"; readonly id: string | null }
  | { readonly type: "got"; readonly source: "microphone" | "camera" }
  | { readonly type: "refused"; readonly source: "microphone" | "camera"; readonly why: DeviceTrouble }
  | { readonly type: "level"; readonly level: number }
  | { readonly type: "devices"; readonly devices: readonly Device[] }
  | { readonly type: "chosen"; readonly source: "speaker"; readonly id: string | null }
  | { readonly type: "speaker"; readonly is: CheckState["speaker"] }
  | { readonly type: "servers"; readonly warnings: readonly IceWarning[] | null }
  | { readonly type: "trying"; readonly way: WayName; readonly url: string }
  | { readonly type: "answered"; readonly url: string; readonly result: Result }
  | { readonly type: "address"; readonly family: Family }
  | { readonly type: "measuring" | "noRelay" }
  /** Null: nothing came through. */
  | { readonly type: "measured"; readonly kbps: number | null }
  /** Everything about the network once more; the devices stay as they are. */
  | { readonly type: "again" };

const network = {
  servers: "asking",
  attempts: [],
  warnings: [],
  families: [],
  bandwidth: { is: "waiting" },
} as const;

export const unchecked: CheckState = {
  microphone: { is: "asking" },
  camera: { is: "asking" },
  hasHeard: false,
  speaker: "untried",
  devices: [],
  chosen: { microphone: null, camera: null, speaker: null },
  ...network,
};

/** What a voice reaches and a quiet room does not, on the scale of `loudness`. */
export const heardLevel = 0.35;

export function stepCheck(state: CheckState, event: CheckEvent): CheckState {
  switch (event.type) {
    case "asked":
      return {
        ...state,
        [event.source]: { is: "asking" },
        hasHeard: event.source === "microphone" ? false : state.hasHeard,
        chosen: { ...state.chosen, [event.source]: event.id },
      };
    case "got":
      return { ...state, [event.source]: { is: "on" } };
    case "refused":
      return { ...state, [event.source]: { is: "off", why: event.why } };
    case "level":
      return state.hasHeard || event.level < heardLevel ? state : { ...state, hasHeard: true };
    case "devices":
      return { ...state, devices: event.devices };
    case "chosen":
      return { ...state, chosen: { ...state.chosen, speaker: event.id }, speaker: "untried" };
    case "speaker":
      return { ...state, speaker: event.is };
    default:
      return stepNetwork(state, event);
  }
}

function stepNetwork(state: CheckState, event: CheckEvent): CheckState {
  switch (event.type) {
    case "again":
      return { ...state, ...network };
    case "servers":
      return event.warnings === null
        ? { ...state, servers: "missing" }
        : { ...state, servers: "known", warnings: event.warnings };
    case "trying":
      return { ...state, attempts: [...state.attempts, { way: event.way, url: event.url, result: null }] };
    case "answered":
      return {
        ...state,
        attempts: state.attempts.map((attempt) =>
          attempt.url === event.url && attempt.result === null
            ? { ...attempt, result: event.result }
            : attempt,
        ),
      };
    case "address":
      return state.families.includes(event.family)
        ? state
        : { ...state, families: [...state.families, event.family] };
    case "measuring":
      return { ...state, bandwidth: { is: "measuring" } };
    case "noRelay":
      return { ...state, bandwidth: { is: "no-relay" } };
    case "measured":
      return { ...state, bandwidth: guessOf(event.kbps) };
    default:
      return state;
  }
}

function guessOf(kbps: number | null): Bandwidth {
  return kbps === null ? { is: "failed" } : { is: "guess", kbps, suits: suits(kbps) };
}

/** A voice takes 40 kbit/s and its wrapping; 360 lines 500, 720 lines 1,500; twice that is comfort. */
export function suits(kbps: number): Suits {
  if (kbps < 80) return "nothing";
  if (kbps < 700) return "voice";
  return kbps < 2_500 ? "video" : "hd";
}
