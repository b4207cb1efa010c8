import {
  type ConversationId,
  type Down,
  isKept,
  otherRole,
  parseUp,
  type Refusal,
  refusals,
  type Role,
  type SealedMessage,
  type SessionStatus,
} from "@chatorbit/protocol";
import type { Closed, Conversation, Seat } from "../conversation.ts";
import type { Input } from "../decide.ts";
import { instant } from "../instant.ts";
import { checkAct } from "../limits/guard.ts";
import type { Pace } from "../limits/pace.ts";
import type { Stamp } from "../ports.ts";
import type { Presence } from "../status.ts";
import { statusOf } from "../status.ts";
import type { Relay } from "../relay.ts";
import { isSignal, readSend, type SealedFrame } from "./fast-frame.ts";
import type { Live } from "./live.ts";
import type { Line, Occupant } from "./occupant.ts";

/** What a seated socket leaves to its connection. */
export interface Door {
  readonly line: Line;
  /** Id of the connection. */
  readonly conn: string;
  /** Ends the connection from our side. */
  shut(code: number, reason: string): void;
}

/** A seat of ours that is connected: what it may say, and how it hears of the others. */
export class Seated implements Occupant {
  readonly role: Role;
  readonly keyHash: string;
  readonly wire = "1";
  readonly conn: string;
  readonly since: number;
  readonly live: Live;
  readonly #relay: Relay;
  readonly #door: Door;
  readonly #seat: Seat;
  readonly #pace: Pace;
  readonly #stamp: ReturnType<Stamp>;
  readonly #conv: ConversationId;
  readonly #other: Role;

  constructor(relay: Relay, door: Door, live: Live, seat: Seat, now: number) {
    this.role = seat.role;
    this.keyHash = seat.keyHash;
    this.conn = door.conn;
    this.since = now;
    this.live = live;
    this.#relay = relay;
    this.#door = door;
    this.#seat = seat;
    this.#conv = live.id;
    this.#other = otherRole(seat.role);
    this.#pace = live.pace(seat.role, relay.settings.frameRateFactor, now);
    this.#stamp = relay.ports.stamp(live.id, seat.publicId);
  }

  /** One frame of the device; null when it is done with at once. */
  hear(text: string, now: number): Promise<void> | null {
    const fast = readSend(text, this.#conv);
    if (fast !== null) this.#send(fast, text.length, now);
    else if (isSignal(text, this.#conv)) this.#signal(text, now);
    else return this.#hearAny(text, now);
    return null;
  }

  #hearAny(text: string, now: number): Promise<void> | null {
    const frame = parseUp(text);
    if (frame === null || frame.type === "hello") {
      this.refuse("malformed");
      return null;
    }
    if ("conv" in frame && frame.conv !== this.#conv) {
      this.refuse("not-yours");
      return null;
    }
    switch (frame.type) {
      case "send":
        if (isKept(frame.sealed)) this.refuse("invalid-field");
        else this.#send(plain(frame.sealed), text.length, now);
        return null;
      case "del":
        this.refuse("invalid-field");
        return null;
      case "signal":
      case "hs":
        this.#signal(JSON.stringify(frame satisfies Down), now);
        return null;
      case "pong":
        this.#count(text.length, now);
        return null;
      case "end":
        return this.#act({ type: "end", keyHash: this.keyHash, reason: frame.reason }, text, now);
      case "extend": {
        const { id, seconds } = frame;
        return this.#act({ type: "extend", keyHash: this.keyHash, id, seconds }, text, now);
      }
    }
  }

  #send(frame: SealedFrame, bytes: number, now: number): void {
    const wait = this.#pace.message(bytes, now);
    if (wait > 0) {
      this.#nack(frame, "rate", wait);
      return this.#endFlood(now);
    }
    const { live } = this;
    if (frame.encrypted.length > live.maxEncrypted) return this.#nack(frame, "too-large");
    // Nothing passes after the deadline, even before the sweeper has seen it.
    if (now >= live.dueAt) return this.#nack(frame, "ended");
    if (!live.hears(this.#other, "1")) return this.#nack(frame, "peer-away");
    const fs = this.#stamp(frame, now);
    if (fs === null) return this.refuse("malformed");
    live.deliver(this.#other, "1", `${live.passHead}${frame.sealed},"fs":"${fs}"}`);
    this.#door.line.sendSoon(`${live.ackHead}${frame.messageId}"}`);
  }

  /** Passed on or dropped: nobody waits for an answer. */
  #signal(text: string, now: number): void {
    if (this.#count(text.length, now) && now < this.live.dueAt) this.live.deliver(this.#other, "1", text);
  }

  async #act(input: Input, text: string, now: number): Promise<void> {
    if (!this.#count(text.length, now)) return;
    const { isAllowed, retryAfter } = await checkAct(this.#relay, this.#conv, this.role, input.type);
    if (!isAllowed) return this.#refuseHere("rate", retryAfter);
    const outcome = await this.#relay.apply(this.#conv, input);
    const refusal = outcome === null ? "unknown" : outcome.refusal;
    if (refusal !== null) this.#refuseHere(refusal);
  }

  /** Whoever heard `ended` or was dismissed meanwhile needs no second word. */
  #refuseHere(refusal: Refusal, retryAfter?: number): void {
    if (this.live.occupant(this.role) === this) this.refuse(refusal, retryAfter);
  }

  #count(bytes: number, now: number): boolean {
    const wait = this.#pace.signal(bytes, now);
    if (wait === 0) return true;
    this.refuse("rate", wait);
    this.#endFlood(now);
    return false;
  }

  #endFlood(now: number): void {
    if (this.#pace.isFlood(now)) this.refuse("flood");
  }

  #nack({ messageId }: SealedFrame, refusal: Refusal, retryAfter?: number): void {
    const frame = { type: "nack", conv: this.#conv, cid: messageId, refusal } as const;
    this.#say(retryAfter === undefined ? frame : { ...frame, retryAfter });
  }

  /** Says no, and closes when that kind of no closes. */
  refuse(refusal: Refusal, retryAfter?: number): void {
    this.#say(
      retryAfter === undefined ? { type: "refused", refusal } : { type: "refused", refusal, retryAfter },
    );
    const { close } = refusals[refusal];
    if (close !== null) this.#door.shut(close, refusal);
  }

  welcome(heartbeat: number, build: string): void {
    const { role, conn } = this;
    this.#say({ type: "welcome", conn, conv: this.#conv, role, you: this.#seat.publicId, heartbeat, build });
  }

  pass(text: string): void {
    this.#door.line.send(text);
  }

  show(conversation: Conversation, here: Presence): void {
    const status: SessionStatus = statusOf(
      conversation,
      this.live.token,
      here,
      this.#relay.ports.clock.now(),
    );
    this.#say({ type: "status", conv: this.#conv, status });
  }

  ended({ at, reason }: Closed): void {
    this.#say({ type: "ended", conv: this.#conv, reason, ended_at: instant(at) });
    this.#door.shut(refusals.ended.close, "ended");
  }

  dismiss(refusal: Refusal): void {
    this.refuse(refusal);
  }

  #say(frame: Down): void {
    this.#door.line.send(JSON.stringify(frame));
  }
}

/** A `send` frame that was not written the usual way: same fields, written anew. */
function plain(sealed: SealedMessage): SealedFrame {
  const { ep, n, message_id: messageId, encrypted, signature, timestamp } = sealed;
  const text = JSON.stringify(sealed);
  return { ep, n, messageId, encrypted, signature, timestamp, sealed: text };
}
