/** What the screen of the check before a call shows: plain data, as in call-view. */
import type { CheckState } from "../check/state.ts";
import type { Way, WayName } from "../check/ways.ts";
import type { Device } from "../peer/port.ts";
import type { Model } from "./session-view.ts";

export type { Bandwidth, DeviceState, Family, Suits } from "../check/state.ts";
export type { Refusal, Silence, Way, WayName } from "../check/ways.ts";

/**
 * `all`: direct and relayed. `relay`: only through it. `direct`: no relay. `local`: inside this network
 * only. `none-offered`: as far as that, because the server has no helpers. `no-servers`: the same, because it
 * did not say. `nothing`: not even that.
 */
export type Verdict =
  | "checking"
  | "all"
  | "relay"
  | "direct"
  | "local"
  | "none-offered"
  | "no-servers"
  | "nothing";

export type CheckView = Omit<CheckState, "attempts"> & {
  /** Every light, in the order of a call's ladder. */
  readonly ways: readonly { readonly name: WayName; readonly way: Way }[];
  readonly verdict: Verdict;
};

export type CheckActions = {
  /** A microphone or camera is asked for anew, also after a refusal; null for the platform's choice. */
  readonly chooseDevice: (source: Device["source"], id: string | null) => void;
  readonly playSound: () => void;
  readonly again: () => void;
  /** Hears the microphone's level, 0…1, many times a second; returns the way to stop. */
  readonly watchLevel: (heard: (level: number) => void) => () => void;
  /** The camera's picture, as the platform has it; null while there is none. */
  readonly camera: () => unknown;
  /** Whether the platform lets one choose where sound comes out. */
  readonly canChooseSpeaker: boolean;
  /** Every track stopped, every connection closed. */
  readonly close: () => void;
};

export type CheckModel = Model<CheckView> & CheckActions;
