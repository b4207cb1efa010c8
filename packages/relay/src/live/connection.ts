import {
  type Down,
  fit,
  type Hello,
  heartbeatMs,
  helloWithinMs,
  parseUp,
  type Refusal,
  refusals,
  silenceMs,
  v,
  wireVersion,
} from "@chatorbit/protocol";
import type { Seat } from "../conversation.ts";
import { StorageFullError } from "../ports.ts";
import type { Relay } from "../relay.ts";
import type { Sleeper } from "./agenda.ts";
import { Inbox } from "./inbox.ts";
import type { Live } from "./live.ts";
import type { Place } from "./lobby.ts";
import type { Line } from "./occupant.ts";
import { noKeys, type SeatKeys } from "./seat-keys.ts";
import { type Door, Seated } from "./seated.ts";
import { sit } from "./sit.ts";

const ping = JSON.stringify({ type: "ping" } satisfies Down);

/** A hello of another version: the rest of it may be anything. */
const otherVersion = v.looseObject({ type: v.literal("hello"), v: v.number() });

/** One socket of ours from its first byte to its last: greeting, order, heartbeat. */
export class Connection extends Inbox implements Sleeper, Door {
  readonly line: Line;
  /** Id of this connection, once it has a seat. */
  conn = "";
  readonly #relay: Relay;
  #address: string;
  /** Let go of once it has a seat. */
  #keys: SeatKeys;
  readonly #place: Place;
  /** When the hello must have come, ms. */
  readonly greetBy: number;
  #heardAt: number;
  #pingAt: number;
  #seated: Seated | null = null;
  #isOver = false;

  constructor(relay: Relay, line: Line, address: string, keys: SeatKeys) {
    super();
    const now = relay.ports.clock.now();
    this.#relay = relay;
    this.line = line;
    this.#address = address;
    this.#keys = keys;
    this.#place = relay.lobby.enter(address);
    this.greetBy = now + helloWithinMs;
    this.#heardAt = now;
    this.#pingAt = now + heartbeatMs;
  }

  /** The device said this. */
  hear(text: string): void {
    if (this.#isOver) return;
    this.#heardAt = this.#relay.ports.clock.now();
    this.receive(text);
  }

  /** The socket is no more. */
  gone(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#relay.agenda.drop(this);
    const seated = this.#seated;
    this.#seated = null;
    if (seated === null) return this.#place.leave();
    seated.live.leave(seated);
    this.#relay.tidy(seated.live);
  }

  /** Ends it from our side. */
  shut(code: number, reason: string): void {
    if (this.#isOver) return;
    this.line.close(code, reason);
    if (this.#seated !== null) return this.gone();
    this.#isOver = true;
    this.#relay.agenda.drop(this);
    this.#place.linger(this.#relay.ports.clock.now());
  }

  wake(now: number): number | null {
    if (this.#isOver) return null;
    if (this.#seated === null) return this.#wakeGreeting(now);
    if (now - this.#heardAt >= silenceMs) {
      this.shut(refusals["too-slow"].close, "silent");
      return null;
    }
    if (now >= this.#pingAt) {
      this.#pingAt = now + heartbeatMs;
      this.line.send(ping);
      this.#relay.beat(this.#seated.live, this.#seated, now);
    }
    return Math.min(this.#pingAt, this.#heardAt + silenceMs);
  }

  #wakeGreeting(now: number): number | null {
    if (now < this.greetBy) return this.greetBy;
    this.#refuse("hello-late");
    return null;
  }

  protected take(text: string): Promise<void> | null {
    if (this.#isOver) return null;
    if (this.#seated !== null) return this.#seated.hear(text, this.#heardAt);
    const hello = parseUp(text);
    if (hello?.type === "hello" && hello.v === wireVersion) return this.#greet(hello);
    this.#refuse(hello === null || hello.type === "hello" ? whyNot(text) : "no-credential");
    return null;
  }

  protected overflow(): void {
    this.#refuse("flood");
  }

  protected fail(cause: unknown): void {
    this.#relay.ports.journal({ step: "failed", what: "frame", cause });
    this.#refuse(cause instanceof StorageFullError ? "storage-full" : "busy");
  }

  async #greet({ auth, cursor }: Hello): Promise<void> {
    const key = "token" in auth ? auth.key : this.#keys(auth.room);
    this.#keys = noKeys;
    const refusal = await sit(this.#relay, { ...auth, key, address: this.#address }, (live, seat) =>
      this.#sit(live, seat, cursor ?? null),
    );
    if (refusal !== null) this.#refuse(refusal);
  }

  #sit(live: Live, seat: Seat, cursor: string | null): void {
    if (this.#isOver) return;
    const { ports, settings } = this.#relay;
    const now = ports.clock.now();
    this.conn = this.#relay.connectionId();
    // Nothing is counted against the address from here on.
    this.#address = "";
    this.#place.leave();
    const seated = new Seated(this.#relay, this, live, seat, cursor, now);
    this.#seated = seated;
    if (live.conversation.closed !== null) return seated.ended(live.conversation.closed);
    seated.welcome(heartbeatMs, settings.build);
    live.seat(seated);
    seated.ring();
    this.#pingAt = now + heartbeatMs;
    this.#heardAt = now;
    this.#relay.agenda.add(this.#pingAt, this);
  }

  #refuse(refusal: Refusal): void {
    if (this.#isOver) return;
    if (this.#seated !== null) return this.#seated.refuse(refusal);
    this.line.send(JSON.stringify({ type: "refused", refusal } satisfies Down));
    // Whoever has no seat yet has nothing to stay for.
    this.shut(refusals[refusal].close ?? refusals.busy.close, refusal);
  }
}

function whyNot(text: string): Refusal {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "malformed";
  }
  const hello = fit(otherVersion, value);
  return hello !== null && hello.v !== wireVersion ? "unsupported-version" : "malformed";
}
