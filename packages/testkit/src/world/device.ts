import {
  type Lifecycle,
  openSession,
  type Ports,
  type SessionModel,
  type SessionView,
} from "@chatorbit/client";
import { keepNames, type Shelf } from "@chatorbit/engine";
import type { Relay } from "@chatorbit/relay";
import { openHome } from "@chatorbit/client";
import { front } from "./front.ts";
import type { World } from "./world.ts";

/** Somebody's browser in the World: storage that lives as long as the real one, a line that can be cut. */
export class Device {
  readonly name: string;
  readonly #world: World;
  readonly #relay: Relay;
  readonly #shelves: Record<Shelf, Map<string, string>> = { tab: new Map(), device: new Map(), shared: new Map() };
  readonly #lines = new Set<{ readonly cut: () => void }>();
  readonly #claims = new Set<string>();
  #lifecycle: Lifecycle | null = null;
  #isOffline = false;
  #model: SessionModel | null = null;
  token = "";

  constructor(world: World, name: string, relay: Relay) {
    this.#world = world;
    this.name = name;
    this.#relay = relay;
  }

  /** The address as others see it. */
  get #address(): string {
    return `10.0.0.${this.name.length}`;
  }

  get ports(): Ports {
    const { time, net, dice } = this.#world;
    return {
      origin: "https://world.test",
      now: time.now,
      random: (length) => dice.bytes(length),
      dial: (_, events) => {
        const line = net.connect(this.name, () => this.#isOffline, (half) => this.#relay.connect(half, this.#address), events);
        this.#lines.add(line);
        return line;
      },
      request: (request) =>
        new Promise((resolve, reject) => {
          time.at(time.now() + net.weather.delay[0], () => {
            if (this.#isOffline) return reject(new Error("offline"));
            front(this.#relay, this.#address, request).then(resolve, reject);
          });
        }),
      vault: {
        read: async (shelf, name) => this.#shelves[shelf].get(name) ?? null,
        write: (shelf, name, value) => {
          if (value === null) this.#shelves[shelf].delete(name);
          else this.#shelves[shelf].set(name, value);
        },
        list: async (shelf, prefix) => [...this.#shelves[shelf].keys()].filter((name) => name.startsWith(prefix)),
      },
      alarm: time.at,
      claim: async (name) => {
        if (this.#claims.has(name)) return null;
        this.#claims.add(name);
        return () => void this.#claims.delete(name);
      },
      watch: (lifecycle) => {
        this.#lifecycle = lifecycle;
        return () => {
          if (this.#lifecycle === lifecycle) this.#lifecycle = null;
        };
      },
    };
  }

  /** Starts a session and opens its page; resolves with the invitation's secret. */
  async start(limits: { ttlMinutes?: number; maxChars?: number } = {}): Promise<{ token: string; secret8: string }> {
    const home = openHome(this.ports);
    const starting = home.start({
      validity: "day",
      ttlMinutes: limits.ttlMinutes ?? 60,
      maxChars: limits.maxChars ?? 2_000,
    });
    await this.#world.pass(100);
    const path = await starting;
    if (path === null) throw new Error(`not started: ${home.snapshot().problem?.trouble}`);
    this.open(path.slice("/session/".length), null);
    await this.#world.until(() => this.view.screen === "waiting");
    const kept = this.#shelves.device.get(keepNames.invite(this.token)) ?? "{}";
    return { token: this.token, secret8: (JSON.parse(kept) as { secret8: string }).secret8 };
  }

  /** Opens the page of a session. */
  open(token: string, secret8: string | null): void {
    this.token = token;
    this.#model = openSession(this.ports, {
      token,
      secret8,
      moved: (path) => {
        this.token = path.slice("/session/".length);
      },
    });
  }

  get model(): SessionModel {
    if (this.#model === null) throw new Error(`${this.name} has no page open`);
    return this.#model;
  }

  get view(): SessionView {
    return this.model.snapshot();
  }

  /** What stands in the timeline of one's own and of the other's words, in order; deleted ones as null. */
  words(by: "me" | "peer"): readonly (string | null)[] {
    const { view } = this;
    if (view.screen !== "conversation") return [];
    return view.items.flatMap((item) => (item.kind === "message" && item.by === by ? [item.body] : []));
  }

  /** The page is loaded again: memory is gone, the tab's storage stays. */
  async reload(): Promise<void> {
    this.model.close();
    await this.#world.pass(10);
    this.open(this.token, null);
  }

  /** The tab is closed and its storage with it. */
  closeTab(): void {
    this.model.close();
    this.#shelves.tab.clear();
  }

  goOffline(): void {
    this.#isOffline = true;
    for (const line of this.#lines) line.cut();
    this.#lines.clear();
    this.#lifecycle?.networkLost();
  }

  goOnline(): void {
    this.#isOffline = false;
    this.#lifecycle?.awake();
  }

  /** The line dies; the device is not told that there is no network. */
  dropLine(): void {
    for (const line of this.#lines) line.cut();
    this.#lines.clear();
  }

  kept(shelf: Shelf): ReadonlyMap<string, string> {
    return this.#shelves[shelf];
  }
}
