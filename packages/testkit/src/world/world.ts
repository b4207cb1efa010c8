import { createHmac } from "node:crypto";
import { MemoryHub, MemoryLimits, MemoryStore } from "@chatorbit/backends/memory";
import { limitTable, Relay } from "@chatorbit/relay";
import { Device } from "./device.ts";
import { type Dice, dice } from "./dice.ts";
import { type Network, network } from "./network.ts";
import { type Time, time } from "./time.ts";

/** Some devices, some instances of the server, one clock and one network, all by a seed. */
export class World {
  readonly dice: Dice;
  readonly time: Time;
  readonly net: Network;
  readonly relays: readonly Relay[];
  readonly failures: unknown[] = [];
  readonly #devices: Device[] = [];

  constructor(seed: number, instances = 1) {
    this.dice = dice(seed);
    this.time = time(1_700_000_000_000);
    this.net = network(this.time, this.dice);
    const store = new MemoryStore();
    const limits = new MemoryLimits();
    const hub = new MemoryHub((word) => void this.time.at(this.time.now() + 1, word));
    this.relays = Array.from({ length: instances }, () => this.#relay(store, limits, instances > 1 ? hub : null));
  }

  #relay(store: MemoryStore, limits: MemoryLimits, hub: MemoryHub | null): Relay {
    const relay = new Relay(
      {
        clock: { now: this.time.now },
        random: { bytes: (count) => this.dice.bytes(count) },
        hash: (kind, text) => createHmac("sha256", "world").update(`${kind} ${text}`).digest("hex"),
        store,
        limits,
        stamp: () => () => btoa("\0".repeat(41)),
        journal: (step) => {
          if (step.step === "failed") this.failures.push(step);
        },
        bus: hub?.bus() ?? null,
      },
      {
        limits: limitTable({ issuePerHour: 1_000_000, joinPerMinute: 1_000_000, joinPerTokenMinute: 1_000_000 }),
        frameRateFactor: 1,
        purgeAfter: 7 * 86_400_000,
        build: "",
      },
    );
    const beat = () => {
      void relay.tick(this.time.now());
      this.time.at(Math.max(this.time.now() + 100, Math.min(relay.dueAt(), this.time.now() + 500)), beat);
    };
    this.time.at(this.time.now(), beat);
    return relay;
  }

  /** A device that reaches the server through one of the instances. */
  device(name: string, instance = 0): Device {
    const relay = this.relays[instance % this.relays.length] as Relay;
    const device = new Device(this, name, relay);
    this.#devices.push(device);
    return device;
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
