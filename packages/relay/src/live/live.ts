import { type ConversationId, maxEncryptedLength, type Role, roles } from "@chatorbit/protocol";
import { type Conversation, dueAt, seatIn } from "../conversation.ts";
import { Pace } from "../limits/pace.ts";
import type { Presence, Wire } from "../status.ts";
import type { Agenda, Sleeper } from "./agenda.ts";
import type { Far } from "./far.ts";
import type { Paces } from "./left-paces.ts";
import type { Occupant } from "./occupant.ts";

/** How long after a failed attempt to end a conversation the next one comes, ms. */
const againMs = 1_000;

/**
 * A conversation with a socket at this instance: its newest known state, who is connected, and the
 * few facts a frame needs, so that passing one asks no store.
 */
export class Live implements Sleeper {
  readonly id: ConversationId;
  /** What its newcomers hold; the store knows only a hash of it. */
  readonly handle: string;
  conversation: Conversation;
  /** The beginnings of the two frames that every message costs. */
  readonly passHead: string;
  readonly ackHead: string;
  /** Longest `encrypted` of a message here, characters. */
  maxEncrypted = 0;
  /** When it changes by itself, ms; Infinity: never. */
  dueAt = Infinity;
  /** Sockets about to take a seat; while there are any this stays in the house. */
  pins = 0;
  /** Seats held by sockets of other instances; null when there is no other instance. */
  far: Far | null = null;
  /** Stops listening to other instances. */
  deafen: (() => void) | null = null;
  /** When to read it again, ms; only where there are other instances. */
  refreshAt = Infinity;
  /** Kept per seat and not per socket, so that a new socket brings no new allowance. */
  readonly paces: Paces;
  readonly #here: Record<Role, Occupant | null> = { host: null, guest: null };
  readonly #agenda: Agenda;
  readonly #over: (live: Live) => void;

  /** `over` is called when the deadline has come. */
  constructor(
    conversation: Conversation,
    handle: string,
    paces: Paces,
    agenda: Agenda,
    over: (live: Live) => void,
  ) {
    this.id = conversation.id;
    this.handle = handle;
    this.paces = paces;
    this.passHead = `{"type":"pass","conv":"${conversation.id}","sealed":`;
    this.ackHead = `{"type":"ack","conv":"${conversation.id}","cid":"`;
    this.conversation = conversation;
    this.#agenda = agenda;
    this.#over = over;
    this.#know(conversation);
  }

  /** The newest state wins, whichever way it came. */
  take(state: Conversation): void {
    const before = this.conversation;
    if (state.version <= before.version) return;
    this.conversation = state;
    this.#know(state);
    for (const occupant of this.occupants()) {
      if (state.closed !== null) occupant.ended(state.closed);
      else if (seatIn(state, occupant.role)?.keyHash !== occupant.keyHash) occupant.dismiss("not-yours");
    }
    // Every change of the log raises both numbers by one.
    const isLogOnly = state.version - before.version === state.log.eid - before.log.eid;
    if (!isLogOnly) this.show();
    if (state.log.eid !== before.log.eid) for (const occupant of this.occupants()) occupant.ring();
  }

  /** The store knows it no more: it ended, and nobody is left who could say how. */
  vanish(now: number): void {
    if (this.conversation.closed !== null) return;
    const { version } = this.conversation;
    const reason = now >= this.dueAt ? "timer_expired" : "manually_ended";
    this.take({ ...this.conversation, version: version + 1, closed: { at: now, reason } });
  }

  occupant(role: Role): Occupant | null {
    return this.#here[role];
  }

  occupants(): Occupant[] {
    return roles.map((role) => this.#here[role]).filter((occupant) => occupant !== null);
  }

  isEmpty(): boolean {
    return this.#here.host === null && this.#here.guest === null;
  }

  /** Gives the seat to this socket; an older socket of the seat goes. */
  seat(occupant: Occupant): void {
    const older = this.#here[occupant.role];
    this.#here[occupant.role] = occupant;
    older?.dismiss("opened-elsewhere");
    this.far?.tell(occupant, { isHere: true, asks: true });
    this.show();
  }

  /** The socket has gone; its seat is free for another socket unless one has it already. */
  leave(occupant: Occupant): void {
    if (this.#here[occupant.role] !== occupant) return;
    this.#here[occupant.role] = null;
    this.far?.tell(occupant, { isHere: false, asks: false });
    this.show();
  }

  /** Hands a frame to a seat's socket; false when there is none that speaks this wire. */
  deliver(to: Role, wire: Wire, frame: string): boolean {
    const occupant = this.#here[to];
    if (occupant === null) return this.far?.pass(to, wire, frame) ?? false;
    if (occupant.wire !== wire) return false;
    occupant.pass(frame);
    return true;
  }

  /** Would `deliver` find somebody? */
  hears(role: Role, wire: Wire): boolean {
    return (this.#here[role]?.wire ?? this.far?.wire(role)) === wire;
  }

  presence(): Presence {
    const wire = (role: Role) => this.#here[role]?.wire ?? this.far?.wire(role) ?? null;
    return { host: wire("host"), guest: wire("guest") };
  }

  /** Shows both seats how things stand. */
  show(): void {
    if (this.conversation.closed !== null) return;
    const here = this.presence();
    for (const occupant of this.occupants()) occupant.show(this.conversation, here);
  }

  pace(role: Role, factor: number, now: number): Pace {
    return (this.paces[role] ??= new Pace(factor, now));
  }

  wake(now: number): number | null {
    const isHeld = this.pins > 0 || !this.isEmpty();
    if (!isHeld || this.dueAt === Infinity) return null;
    if (now < this.dueAt) return this.dueAt;
    this.#over(this);
    return now + againMs;
  }

  #know(state: Conversation): void {
    this.maxEncrypted = maxEncryptedLength(state.policy.maxLength);
    const due = dueAt(state) ?? Infinity;
    this.dueAt = due;
    if (due === Infinity) this.#agenda.drop(this);
    else this.#agenda.add(due, this);
  }
}
