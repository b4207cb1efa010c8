/** What the network is told; shared by it (Bun) and the tests (Node). */
import type { Counts, Weather } from "./weather.ts";

export type Plan = {
  readonly seed: number;
  /** Of every path to begin with. */
  readonly weather: Weather;
  /** `pid`: a process in the namespace; `address`: IPv4, what packets are sent by. */
  readonly devices: readonly { readonly pid: number; readonly name: string; readonly address: string }[];
};

export type Order =
  | {
      readonly do: "set";
      /** Pairs of addresses; both directions. */
      readonly paths: readonly (readonly [string, string])[];
      readonly weather: Partial<Weather>;
    }
  /** What each direction did since the last time, by "from to". */
  | { readonly do: "counts" };

export type CountsByPath = Readonly<Record<string, Counts>>;
