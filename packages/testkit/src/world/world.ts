import { createHmac } from "node:crypto";
import { MemoryBlobs } from "@chatorbit/backends/blobs";
import { MemoryHub, MemoryLimits, MemoryStore } from "@chatorbit/backends/memory";
import type { Reply, Request } from "@chatorbit/client";
import { limitTable, Relay } from "@chatorbit/relay";
import { IceDesk } from "../peers/ice-desk.ts";
import { Paths } from "../peers/paths.ts";
import { Device } from "./device.ts";
import { type Dice, dice } from "./dice.ts";
import { type Network, network, type Wire } from "./network.ts";
import { proofs } from "./proofs.ts";
import { type Time, time } from "./time.ts";

/** What a request's answer becomes: for servers that lie. Null: the answer as it is. */
export type Desk = (request: Request, reply: Reply, device: string) => Reply | null;

/** Some devices, some instances of the server, one clock and one network, all by a seed. */
export class World {
  readonly dice: Dice;
  readonly time: Time;
  readonly net: Network;
  /** The ways media can take. */
  readonly paths: Paths;
  /** Where devices get their servers for calls. */
  readonly ice = new IceDesk();
  readonly failures: unknown[] = [];
  /** Everything devices ever sent to the server, when `isListening`. */
  readonly heard: string[] = [];
  isListening = false;
  desk: Desk | null = null;
  /** What happens to words between instances: they may get lost, be late, and overtake each other. `delay` in ms. */
  bus: { readonly lose: number; readonly delay: number } = { lose: 0, delay: 0 };
  readonly #relays: Relay[] = [];
  readonly #lines: Set<Wire>[] = [];
  readonly #begin: () => Relay;

  constructor(seed: number, instances = 1) {
    this.dice = dice(seed);
    // A fraction, as real clocks have it.
    this.time = time(1_700_000_000_000.375);
    this.paths = new Paths(this.time);
    this.net = network(this.time, this.dice);
    const store = new MemoryStore();
    const limits = new MemoryLimits();
    const hub = new MemoryHub((word) => {
      const { lose, delay } = this.bus;
      if (!this.dice.chance(lose)) this.time.at(this.time.now() + 1 + this.dice.roll() * delay, word);
    });
    this.#begin = () => this.#relay(store, limits, instances > 1 ? hub : null);
    for (let instance = 0; instance < instances; instance += 1) {
      this.#relays.push(this.#begin());
      this.#lines.push(new Set());
    }
  }

  #relay(store: MemoryStore, limits: MemoryLimits, hub: MemoryHub | null): Relay {
    const relay = new Relay(
      {
        clock: { now: this.time.now },
        random: { bytes: (count) => this.dice.bytes(count) },
        hash: (kind, text) => createHmac("sha256", "world").update(`${kind} ${text}`).digest("hex"),
        store,
        limits,
        blobs: new MemoryBlobs(),
        stamp: () => () => btoa("\0".repeat(41)),
        proofs,
        journal: (step) => {
          if (step.step === "failed") this.failures.push(step);
        },
        bus: hub?.bus() ?? null,
      },
      {
        limits: limitTable({
          issuePerHour: 1_000_000,
          joinPerMinute: 1_000_000,
          joinPerTokenMinute: 1_000_000,
        }),
        frameRateFactor: 1,
        purgeAfter: 7 * 86_400_000,
        waitingPerAddress: 1_000_000,
        blobs: { file: 512 * 1024 * 1024, seat: 1024 * 1024 * 1024 },
        build: "",
      },
    );
    const beat = () => {
      if (!this.#relays.includes(relay)) return;
      void relay.tick(this.time.now());
      this.time.at(Math.max(this.time.now() + 100, Math.min(relay.dueAt(), this.time.now() + 500)), beat);
    };
    this.time.at(this.time.now() + 1, beat);
    return relay;
  }

  /** The server process at this place; another one after a restart. */
  relay(instance: number): Relay {
    return this.#relays[instance % this.#relays.length] as Relay;
  }

  wired(instance: number, line: Wire): void {
    this.#lines[instance % this.#lines.length]?.add(line);
  }

  /** The process ends, telling its lines to come back (1012), and a fresh one takes its place. */
  restart(instance: number): void {
    const place = instance % this.#relays.length;
    this.#relays[place] = this.#begin();
    for (const line of this.#lines[place] ?? []) line.cut(1012);
    this.#lines[place]?.clear();
  }

  /** A device that reaches the server through one of the instances. */
  device(name: string, instance = 0): Device {
    return new Device(this, name, instance);
  }

  saw(text: string): void {
    if (this.isListening) this.heard.push(text);
  }

  /** Lets this much time pass, ms. */
  pass(ms: number): Promise<void> {
    return this.time.runUntil(this.time.now() + ms);
  }

  /** Lets time pass until it holds, at most this long; says whether it holds. */
  async until(holds: () => boolean, atMost = 60_000): Promise<boolean> {
    const end = this.time.now() + atMost;
    while (!holds() && this.time.now() < end) await this.pass(50);
    return holds();
  }
}
