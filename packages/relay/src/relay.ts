import type { ConversationId, Role } from "@chatorbit/protocol";
import type { BlobLimits } from "./blob.ts";
import { BlobJanitor } from "./blob-janitor.ts";
import type { Conversation } from "./conversation.ts";
import { aboutOf, decide, type Input } from "./decide.ts";
import { stepsOf } from "./journal.ts";
import type { Entry } from "./log.ts";
import { Flow } from "./limits/flow.ts";
import { Gate } from "./limits/gate.ts";
import type { LimitTable } from "./limits/guard.ts";
import { Agenda } from "./live/agenda.ts";
import { Connection } from "./live/connection.ts";
import { earOf } from "./live/ear.ts";
import { Far } from "./live/far.ts";
import { LeftPaces } from "./live/left-paces.ts";
import { Live } from "./live/live.ts";
import { Lobby } from "./live/lobby.ts";
import type { Line, Occupant } from "./live/occupant.ts";
import { OldConnection, type OldCredential } from "./live/old-connection.ts";
import type { Outcome } from "./outcome.ts";
import type { Ports } from "./ports.ts";
import { noKeys, type SeatKeys } from "./live/seat-keys.ts";
import { nobody, type Presence, type Wire } from "./status.ts";
import { Sweeper } from "./sweeper.ts";

export type Settings = {
  readonly limits: LimitTable;
  /** Multiplies what a seat may say (TS10); 1 outside benches. */
  readonly frameRateFactor: number;
  /** How long an ended conversation stays known whose policy says nothing, ms. */
  readonly purgeAfter: number;
  /** How many sockets without a seat one address may have. */
  readonly waitingPerAddress: number;
  readonly blobs: BlobLimits;
  /** SHA-256 of the served web build, base64, or empty. */
  readonly build: string;
};

/** What a socket's owner tells the relay. */
export interface Caller {
  /** One text frame came; whoever calls keeps the order. */
  hear(text: string): void;
  /** The socket is no more. May be said twice. */
  gone(): void;
}

/** How often a conversation is read again where other instances may have changed it, ms. */
const refreshMs = 5_000;

/**
 * Runs conversations over the ports and holds those that have a socket here. No timers: whoever
 * owns it calls `tick` at `dueAt`.
 */
export class Relay {
  readonly ports: Ports;
  readonly settings: Settings;
  readonly agenda = new Agenda((cause) => this.ports.journal({ step: "failed", what: "waking", cause }));
  /** What seats had said that nobody here is connected to now. */
  readonly paces = new LeftPaces(this.agenda);
  readonly lobby: Lobby;
  /** Bytes of blobs, by seat. */
  readonly flow: Flow;
  /** Parts of blobs on their way in. */
  readonly gate = new Gate();
  readonly janitor: BlobJanitor;
  readonly #sweeper: Sweeper;
  readonly #lives = new Map<ConversationId, Live>();
  #running: Promise<unknown>[] = [];
  /** One for all that are held here. */
  readonly #over = (live: Live) => this.run(this.apply(live.id, { type: "tick" }), "deadline");

  constructor(ports: Ports, settings: Settings) {
    this.ports = ports;
    this.settings = settings;
    this.lobby = new Lobby(settings.waitingPerAddress, this.agenda);
    this.flow = new Flow(settings.frameRateFactor);
    this.janitor = new BlobJanitor(ports, () => this.#sweeper.purgeBy(ports.clock.now()));
    this.#sweeper = new Sweeper(this);
  }

  /** Has this address so many sockets without a seat that no further one may open? */
  isCrowded(address: string): boolean {
    return this.lobby.isFull(address);
  }

  /** A socket of `/api/socket` opened; `address` only counts, until it has a seat. */
  connect(line: Line, address: string, keys: SeatKeys = noKeys): Caller {
    const connection = new Connection(this, line, address, keys);
    this.agenda.add(connection.greetBy, connection);
    return connection;
  }

  /** A socket of source 002's path opened. */
  connectOld(line: Line, credential: OldCredential): Caller {
    return new OldConnection(this, line, credential);
  }

  /** When `tick` has something to do, ms; it may be called at any time. */
  dueAt(): number {
    return Math.min(this.agenda.dueAt() ?? Infinity, this.#sweeper.dueAt);
  }

  /** Does all that is due; resolves when what it began in the store is done. */
  async tick(now: number): Promise<void> {
    this.agenda.run(now);
    if (now >= this.#sweeper.dueAt) this.#running.push(this.#sweeper.run(now));
    const running = this.#running;
    this.#running = [];
    await Promise.all(running);
  }

  /** One input to one conversation: decided, committed, then told. Null: there is none of that id. */
  async apply(id: ConversationId, input: Input): Promise<Outcome | null> {
    const { store, clock, bus, journal } = this.ports;
    const seen: Conversation[] = [];
    const work = (conversation: Conversation, known: Entry | null) => {
      seen.push(conversation);
      return decide(conversation, input, clock.now(), known);
    };
    const outcome = await store.transact(id, work, aboutOf(input));
    if (outcome === null) return null;
    const { state, sends, writes } = outcome;
    const before = seen.at(-1) ?? state;
    if (state !== before) {
      bus?.ring(id);
      for (const step of stepsOf(before, state)) journal(step);
      this.#lives.get(id)?.take(state);
      // The rows are gone; now the bytes.
      if (writes.some(({ type }) => type === "clear")) this.run(this.janitor.clear(), "clearing");
      if (state.closed !== null) this.#sweeper.purgeBy(clock.now() + this.purgeAfter(state));
    }
    for (const { to, frame } of sends) this.deliver(id, to, "1", JSON.stringify(frame));
    return outcome;
  }

  /** How long it stays known once it has ended, ms. */
  purgeAfter({ policy }: Conversation): number {
    return policy.purgeAfter ?? this.settings.purgeAfter;
  }

  /** Hands a frame to a seat's socket here or elsewhere, if there is one of that wire. */
  deliver(id: ConversationId, to: Role, wire: Wire, frame: string): void {
    const live = this.#lives.get(id);
    if (live === undefined) this.ports.bus?.pass(id, to, wire, frame);
    else live.deliver(to, wire, frame);
  }

  /** Who is connected, as far as this instance knows. */
  presence(id: ConversationId): Presence {
    return this.#lives.get(id)?.presence() ?? nobody;
  }

  /** Holds a conversation here, with its newest state, until `release` and the last socket's end. */
  async enter(found: Conversation, handle: string): Promise<Live> {
    const known = this.#lives.get(found.id);
    const live = known ?? this.#hold(found, handle);
    live.pins += 1;
    live.take(found);
    try {
      if (known === undefined) {
        await this.#listen(live);
        // What changes from here on finds this live; what changed before is in this reading.
        await this.refresh(live);
      }
      if (this.ports.clock.now() >= live.dueAt) await this.apply(live.id, { type: "tick" });
      return live;
    } catch (cause) {
      this.release(live);
      throw cause;
    }
  }

  release(live: Live): void {
    live.pins -= 1;
    this.tidy(live);
  }

  /** Lets go of a conversation nobody is connected to. */
  tidy(live: Live): void {
    if (live.pins > 0 || !live.isEmpty()) return;
    if (this.#lives.get(live.id) === live) {
      this.#lives.delete(live.id);
      this.paces.leave(live.id, live.paces, this.ports.clock.now());
    }
    this.agenda.drop(live);
    live.deafen?.();
    live.deafen = null;
  }

  /** Reads a conversation again that somebody else may have changed. */
  async refresh(live: Live): Promise<void> {
    live.refreshAt = this.ports.clock.now() + refreshMs;
    const state = await this.ports.store.read(live.id);
    if (state === null) live.vanish(this.ports.clock.now());
    else live.take(state);
  }

  /** Once a heartbeat of every socket: what instances must tell each other again and again. */
  beat(live: Live, occupant: Occupant, now: number): void {
    const { far } = live;
    if (far === null) return;
    far.tell(occupant, { isHere: true, asks: false });
    if (far.expire(now)) live.show();
    if (now >= live.refreshAt) this.run(this.refresh(live), "refresh");
  }

  /** Removes at once what is to be gone by now. */
  purge(): Promise<void> {
    return this.#sweeper.purge(this.ports.clock.now() + 1);
  }

  /** Lets something run that nobody waits for but `tick`. */
  run(work: Promise<unknown>, what: string): void {
    this.#running.push(work.catch((cause) => this.ports.journal({ step: "failed", what, cause })));
  }

  /** Does something that nobody could catch an exception of: what breaks is journalled. */
  attempt(work: () => void, what: string): void {
    try {
      work();
    } catch (cause) {
      this.ports.journal({ step: "failed", what, cause });
    }
  }

  connectionId(): string {
    return Array.from(this.ports.random.bytes(8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  #hold(found: Conversation, handle: string): Live {
    const live = new Live(found, handle, this.paces.back(found.id), this.agenda, this.#over);
    this.#lives.set(found.id, live);
    return live;
  }

  async #listen(live: Live): Promise<void> {
    const { bus } = this.ports;
    if (bus === null) return;
    live.far = new Far(bus, live.id);
    live.deafen = await bus.listen(live.id, earOf(this, live, live.far));
  }
}
