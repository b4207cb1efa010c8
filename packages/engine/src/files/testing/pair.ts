import type { Role } from "@chatorbit/protocol";
import { Air } from "../../call/testing/air.ts";
import { dice } from "../../call/testing/dice.ts";
import type { Env } from "../../call/testing/env.ts";
import { Time } from "../../call/testing/time.ts";
import type { FileSignal } from "../words.ts";
import { Side } from "./side.ts";

/** Two devices and the sealed channel between them: what counts arrives once and in order, `dc.*` perhaps. */
export class Pair {
  readonly env: Env;
  readonly host: Side;
  readonly guest: Side;
  readonly said: { readonly by: Role; readonly signal: FileSignal }[] = [];
  delay: readonly [number, number] = [20, 40];
  loss = 0;
  /** The sealed channel does not reach the other side now. */
  isAway = false;
  readonly #waiting: { readonly to: Role; readonly signal: FileSignal; readonly ts: number }[] = [];
  readonly #newest = { host: 0, guest: 0 };

  constructor(seed = 1) {
    this.env = { air: new Air(), time: new Time(), dice: dice(seed), isTerse: false };
    const wire = (me: Role) => ({
      say: (signal: FileSignal, ts: number) => this.#say(me, signal, ts),
      other: () => (me === "host" ? this.guest : this.host),
    });
    this.host = new Side("host", this.env, wire("host"));
    this.guest = new Side("guest", this.env, wire("guest"));
  }

  get both(): readonly [Side, Side] {
    return [this.host, this.guest];
  }

  other(side: Side): Side {
    return side === this.host ? this.guest : this.host;
  }

  #say(by: Role, signal: FileSignal, ts: number): void {
    this.said.push({ by, signal });
    const to = by === "host" ? "guest" : "host";
    const isLasting = !signal.t.startsWith("dc.");
    if (!isLasting && (this.isAway || this.env.dice.chance(this.loss))) return;
    if (this.isAway) return void this.#waiting.push({ to, signal, ts });
    this.#pass(to, signal, ts);
  }

  #pass(to: Role, signal: FileSignal, ts: number): void {
    const { time, dice: d } = this.env;
    // In order, as an honest relay passes them.
    const at = Math.max(time.now + d.between(...this.delay), this.#newest[to]);
    this.#newest[to] = at;
    time.at(at, () => this[to].input({ type: "heard", signal, ts }));
  }

  setAway(isAway: boolean): void {
    if (isAway === this.isAway) return;
    this.isAway = isAway;
    for (const side of this.both) side.input({ type: "reachable", isReachable: !isAway });
    if (isAway) return;
    for (const { to, signal, ts } of this.#waiting.splice(0)) this.#pass(to, signal, ts);
  }

  /** The page of one is loaded again, and fresh keys are agreed. */
  reload(side: Side): void {
    side.reload();
    if (this.isAway) side.input({ type: "reachable", isReachable: false });
    for (const one of this.both) one.input({ type: "epochChanged" });
  }

  until(holds: () => boolean, patience = 60_000): void {
    const { time } = this.env;
    const end = time.now + patience;
    while (!holds()) {
      if (time.now > end) throw new Error(`not within ${patience} ms`);
      time.pass(50);
    }
  }

  get faults(): readonly string[] {
    return this.both.flatMap(({ faults }) => faults);
  }
}

/** One file from one to the other, until its chunks pass. */
export function begun(pair: Pair, size: number, by: "host" | "guest" = "host"): string {
  const sender = pair[by];
  const receiver = pair.other(sender);
  sender.hasPressed = true;
  const fid = sender.attach(size);
  pair.until(() => receiver.stage(fid) === "offered");
  receiver.accept(fid);
  pair.until(() => sender.state.channel !== null && receiver.state.channel !== null);
  return fid;
}
