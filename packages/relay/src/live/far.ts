import { type ConversationId, type Role, roles, silenceMs } from "@chatorbit/protocol";
import type { Bus, Here } from "../ports.ts";
import type { Wire } from "../status.ts";
import type { Occupant } from "./occupant.ts";

type Distant = { readonly conn: string; readonly wire: Wire; readonly since: number; until: number };

/**
 * What this instance knows of a conversation's sockets at other instances. They say that they are
 * there again and again; one that falls silent counts as gone, so a lost word does no lasting harm.
 */
export class Far {
  readonly #bus: Bus;
  readonly #conv: ConversationId;
  readonly #seats: Record<Role, Distant | null> = { host: null, guest: null };

  constructor(bus: Bus, conv: ConversationId) {
    this.#bus = bus;
    this.#conv = conv;
  }

  wire(role: Role): Wire | null {
    return this.#seats[role]?.wire ?? null;
  }

  pass(to: Role, wire: Wire, frame: string): boolean {
    if (this.wire(to) !== wire) return false;
    this.#bus.pass(this.#conv, to, wire, frame);
    return true;
  }

  tell(occupant: Occupant, how: { readonly isHere: boolean; readonly asks: boolean }): void {
    const { role, conn, wire, since } = occupant;
    this.#bus.announce(this.#conv, { role, conn, wire, since, ...how });
  }

  /** Somebody told where they sit; true when that is news. */
  heard({ role, conn, wire, since, isHere }: Here, now: number): boolean {
    const known = this.#seats[role];
    if (!isHere) {
      if (known?.conn !== conn) return false;
      this.#seats[role] = null;
      return true;
    }
    if (known !== null && known.conn !== conn && isNewer(known, { since, conn })) return false;
    this.#seats[role] = { conn, wire, since, until: now + silenceMs };
    return known?.wire !== wire;
  }

  /** Forgets who has been silent for too long; true when somebody was. */
  expire(now: number): boolean {
    const lost = roles.filter((role) => (this.#seats[role]?.until ?? Infinity) <= now);
    for (const role of lost) this.#seats[role] = null;
    return lost.length > 0;
  }
}

type Arrival = { readonly since: number; readonly conn: string };

/** Which of two sockets of one seat stays: the later one; at the same moment any, but the same for all. */
export const isNewer = (a: Arrival, b: Arrival): boolean =>
  a.since === b.since ? a.conn > b.conn : a.since > b.since;
