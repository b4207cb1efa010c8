import type { Role } from "@chatorbit/protocol";
import type { CallEffect } from "../effects.ts";
import type { Signal } from "../signals.ts";
import type { Ended, Joined } from "../state.ts";
import { joinedOf } from "../turn.ts";
import { Air } from "./air.ts";
import { dice } from "./dice.ts";
import { Side } from "./side.ts";
import { Time } from "./time.ts";

/** Two devices on a good line, for histories told by hand. */
export class Pair {
  readonly air = new Air();
  readonly time = new Time();
  readonly host: Side;
  readonly guest: Side;
  /** Signals of a side in this set do not arrive. */
  readonly muted = new Set<Role>();
  readonly said: { readonly by: Role; readonly signal: Signal }[] = [];

  constructor(seed = 1) {
    const env = { air: this.air, time: this.time, dice: dice(seed), isTerse: false };
    this.host = new Side("host", env, (signal, ts) => this.#pass("host", signal, ts));
    this.guest = new Side("guest", env, (signal, ts) => this.#pass("guest", signal, ts));
  }

  #pass(by: Role, signal: Signal, ts: number): void {
    this.said.push({ by, signal });
    const other = by === "host" ? this.guest : this.host;
    this.time.in(30, () => {
      if (!this.muted.has(by)) other.input({ type: "heard", signal, ts });
    });
  }

  /** A call from one to the other, both connected. */
  connect(by: Role = "host", video = false): void {
    const [caller, callee] = by === "host" ? [this.host, this.guest] : [this.guest, this.host];
    caller.input({ type: "start", video });
    this.until(() => callee.phase === "ringing");
    callee.input({ type: "accept", video });
    this.until(() => caller.phase === "connected" && callee.phase === "connected");
    this.time.pass(1_000);
  }

  /** Passes time until `holds`; how long that took, ms. Throws after `patience`. */
  until(holds: () => boolean, patience = 60_000): number {
    const from = this.time.now;
    while (!holds()) {
      if (this.time.now > from + patience) throw new Error(`not within ${patience} ms`);
      this.time.pass(50);
    }
    return this.time.now - from;
  }

  saidBy(role: Role): readonly string[] {
    return this.said.filter(({ by }) => by === role).map(({ signal }) => signal.t);
  }

  get faults(): readonly string[] {
    return [...this.host.faults, ...this.guest.faults];
  }
}

export const joined = (side: Side): Joined => {
  const call = joinedOf(side.state);
  if (call === null) throw new Error(`no call, but ${side.phase}`);
  return call;
};

export const ended = (side: Side): Ended => {
  const { call } = side.state;
  if (call.phase !== "ended") throw new Error(`not ended, but ${call.phase}`);
  return call;
};

export const effectsOf = <T extends CallEffect["type"]>(
  side: Side,
  type: T,
): readonly Extract<CallEffect, { type: T }>[] =>
  side.effects.filter((one): one is Extract<CallEffect, { type: T }> => one.type === type);
