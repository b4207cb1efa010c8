import type { Time } from "../world/time.ts";
import type { FakeConnection } from "./fake-connection.ts";

/** Which packets of a device get anywhere. */
export type Ways = {
  /** To and from other devices. */
  readonly direct: boolean;
  /** To and from the relay. */
  readonly relay: boolean;
};

export type Place = "host" | "srflx" | "relay";
export type Link = "direct" | "relayed";

const isOpen: Ways = { direct: true, relay: true };

/** The ways media can take between the fake connections of one World. */
export class Paths {
  readonly open = new Set<FakeConnection>();
  readonly #time: Time;
  readonly #ways = new Map<string, Ways>();
  /** Devices whose packets get lost by the handful. */
  readonly poor = new Set<string>();
  readonly #numbers = new Map<string, number>();
  #isLooking = false;

  constructor(time: Time) {
    this.#time = time;
  }

  ways(device: string): Ways {
    return this.#ways.get(device) ?? isOpen;
  }

  set(device: string, change: Partial<Ways>): void {
    this.#ways.set(device, { ...this.ways(device), ...change });
    this.changed();
  }

  /** Everything of everybody gets through again. */
  clear(): void {
    this.#ways.clear();
    this.poor.clear();
    this.changed();
  }

  isPoor(device: string): boolean {
    return this.poor.has(device);
  }

  enter(connection: FakeConnection): void {
    this.open.add(connection);
  }

  leave(connection: FakeConnection): void {
    this.open.delete(connection);
    this.changed();
  }

  openOf(device: string): readonly FakeConnection[] {
    return [...this.open].filter(({ owner }) => owner === device);
  }

  /** What others could see of a device, and must not while it hides. */
  address(device: string, place: "host" | "srflx"): string {
    const number = this.#numbers.get(device) ?? this.#numbers.size + 1;
    this.#numbers.set(device, number);
    return place === "host" ? `192.168.77.${number}` : `203.0.113.${number}`;
  }

  /** Something that decides whether packets pass is different now. */
  changed(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#time.at(this.#time.now() + 1, () => {
      this.#isLooking = false;
      for (const connection of this.open) connection.look();
    });
  }

  /** How packets pass between this connection and the one it was told of; null: not at all. */
  link(mine: FakeConnection): Link | null {
    for (const other of this.open) {
      if (other === mine || !isMatch(mine, other)) continue;
      for (const here of mine.places()) {
        for (const there of other.places()) {
          if (this.#isPair(mine, here, other, there)) {
            return here === "relay" || there === "relay" ? "relayed" : "direct";
          }
        }
      }
    }
    return null;
  }

  #isPair(mine: FakeConnection, here: Place, other: FakeConnection, there: Place): boolean {
    const [ways, theirs] = [this.ways(mine.owner), this.ways(other.owner)];
    const [knows, isKnown] = [mine.knows(there), other.knows(here)];
    if (here !== "relay" && there !== "relay") return ways.direct && theirs.direct && (knows || isKnown);
    // A relay lets in only whom its owner named (RFC 8656 §9), so the relayed end knows the other.
    const isLetIn = (here !== "relay" || knows) && (there !== "relay" || isKnown);
    return isLetIn && ways.relay && theirs.relay;
  }
}

/** Both hold each other's present description, and each proves to be whom the other was told of. */
function isMatch(mine: FakeConnection, other: FakeConnection): boolean {
  const [here, there] = [mine.pair, other.pair];
  return (
    here !== null &&
    there !== null &&
    here.remote.ufrag === there.local.ufrag &&
    there.remote.ufrag === here.local.ufrag &&
    here.remote.fingerprint === other.fingerprint &&
    there.remote.fingerprint === mine.fingerprint
  );
}
