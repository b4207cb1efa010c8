/** Two conversation machines and the least of a server between them: for tests of the rules alone. */
import { newSecret, newUuid } from "@chatorbit/crypto";
import { type Down, isKept, type Role, type SessionStatus, type Up } from "@chatorbit/protocol";
import { conversation } from "../src/live/conversation.ts";
import type { Effect } from "../src/conversation/effects.ts";
import type { Input } from "../src/conversation/inputs.ts";
import type { Conversation } from "../src/conversation/state.ts";
import { type Machine, type Tick, tick } from "../src/machine.ts";

export const token = "ABCDEFGHJKMN";
export const conv = "11111111-1111-4111-8111-111111111111";

/** Random bytes by a seed. */
export function randomOf(seed: number): (length: number) => Uint8Array {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  return (length) => Uint8Array.from({ length }, next);
}

export type Side = {
  readonly role: Role;
  readonly machine: Machine<Conversation, Input, Effect>;
  state: Conversation;
  /** What was kept, by name. */
  readonly kept: Map<string, string>;
  /** Frames on their way to this side. */
  readonly inbox: Down[];
};

export class Pair {
  now = 1_700_000_000_000.25;
  readonly random: (length: number) => Uint8Array;
  readonly host: Side;
  readonly guest: Side;
  /** Looks at every step. */
  watch: (side: Side, effects: readonly Effect[]) => void = () => {};

  constructor(seed: number) {
    this.random = randomOf(seed);
    this.host = this.#side("host");
    this.guest = this.#side("guest");
    const secret8 = newSecret(token, this.random);
    const nothing = { record: null, waiting: null, guesses: null };
    const invite = JSON.stringify({
      v: 1,
      token,
      secret8,
      key: "h".repeat(43),
      createdAt: 0,
      validUntil: 2_000_000_000_000,
      ttlMinutes: 60,
      maxChars: 2_000,
    });
    this.feed(this.host, { type: "begin", kept: { ...nothing, invite }, secret8: null, isSuccessor: false });
    this.feed(this.guest, { type: "begin", kept: { ...nothing, invite: null }, secret8, isSuccessor: false });
  }

  #side(role: Role): Side {
    const machine = conversation(token);
    return { role, machine, state: machine.initial, kept: new Map(), inbox: [] };
  }

  other(side: Side): Side {
    return side === this.host ? this.guest : this.host;
  }

  feed(side: Side, input: Input | Tick): readonly Effect[] {
    const [state, effects] = side.machine.step(side.state, input, { now: this.now, random: this.random });
    side.state = state;
    for (const effect of effects) {
      if (effect.type === "keep" && effect.value === null) side.kept.delete(effect.name);
      else if (effect.type === "keep" && effect.value !== null) side.kept.set(effect.name, effect.value);
      else if (effect.type === "say") this.#hear(side, effect.frame);
    }
    this.watch(side, effects);
    return effects;
  }

  #hear(side: Side, frame: Up): void {
    const other = this.other(side);
    if (frame.type === "send" && !isKept(frame.sealed)) {
      other.inbox.push({ type: "pass", conv, sealed: frame.sealed, fs: "AAAA" });
      side.inbox.push({ type: "ack", conv, cid: frame.sealed.message_id });
    }
    if (frame.type === "signal" || frame.type === "hs") other.inbox.push(frame);
  }

  status(change: Partial<SessionStatus> = {}): SessionStatus {
    const at = (ms: number) => new Date(ms).toISOString();
    const participant = { id: conv, joined_at: at(1_700_000_000_000), connected: true };
    return {
      token,
      state: "ACTIVE",
      participants: { host: participant, guest: participant },
      timer: {
        started_at: at(1_700_000_000_000),
        ttl_minutes: 60,
        ends_at: at(1_700_003_600_000),
        remaining_seconds: 3_600,
      },
      max_message_length: 2_000,
      valid_until: at(1_700_086_400_000),
      server_time: at(this.now),
      ...change,
    };
  }

  /** Both take their seats and are on the line. */
  seat(): void {
    const status = this.status();
    const alone = this.status({ participants: { ...status.participants, guest: null } });
    this.feed(this.guest, { type: "lookedUp", status: alone });
    this.feed(this.guest, { type: "takeSeat" });
    for (const side of [this.host, this.guest]) this.feed(side, { type: "joined", role: side.role, status });
    for (const side of [this.host, this.guest]) this.connect(side);
  }

  connect(side: Side): void {
    this.feed(side, { type: "opened" });
    const { role } = side;
    this.feed(side, {
      type: "frame",
      frame: {
        type: "welcome",
        conn: "1",
        conv,
        role,
        you: newUuid(this.random),
        heartbeat: 2_000,
        build: "",
      },
    });
    this.feed(side, { type: "frame", frame: { type: "status", conv, status: this.status() } });
  }

  /** Hands over what is on its way, and lets time pass until nothing more comes. */
  settle(rounds = 40): void {
    for (let round = 0; round < rounds; round += 1) {
      for (const side of [this.host, this.guest]) {
        for (let frame = side.inbox.shift(); frame !== undefined; frame = side.inbox.shift()) {
          this.feed(side, { type: "frame", frame });
        }
      }
      this.now += 50;
      for (const side of [this.host, this.guest]) this.ring(side);
    }
  }

  /** A tick, if one is due; ticks until nothing is due any more, and says if that has no end. */
  ring(side: Side): void {
    for (let rings = 0; ; rings += 1) {
      const due = side.machine.dueAt(side.state);
      if (due === null || due > this.now) return;
      if (rings > 50) throw new Error(`ticks without end at ${side.role}: due ${due}, now ${this.now}`);
      this.feed(side, tick);
    }
  }
}
