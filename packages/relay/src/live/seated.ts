import {
  type ConversationId,
  type Down,
  isKept,
  type KeptSealed,
  otherRole,
  parseUp,
  type Refusal,
  refusals,
  type Role,
  type SealedMessage,
  type SessionStatus,
  type Up,
} from "@chatorbit/protocol";
import type { Closed, Conversation, Seat } from "../conversation.ts";
import type { Input } from "../decide.ts";
import { instant } from "../instant.ts";
import { drop, keep } from "../keeping.ts";
import { checkAct } from "../limits/guard.ts";
import type { Pace } from "../limits/pace.ts";
import type { Stamp } from "../ports.ts";
import type { Presence } from "../status.ts";
import { statusOf } from "../status.ts";
import type { Relay } from "../relay.ts";
import { placeOf } from "./cursor.ts";
import { isSignal, readSend, type SealedFrame } from "./fast-frame.ts";
import { Feed } from "./feed.ts";
import type { Live } from "./live.ts";
import type { Line, Occupant } from "./occupant.ts";

/** Entries of one seat that may wait for the store at a time. */
const mostKeeping = 64;

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
  /** Null where nothing is kept. */
  readonly #feed: Feed | null;
  /** How many of its entries the store has not answered for yet. */
  #keeping = 0;

  constructor(relay: Relay, door: Door, live: Live, seat: Seat, cursor: string | null, now: number) {
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
    this.#stamp = relay.ports.stamp(live.id, seat.publicId, "live");
    this.#feed = live.conversation.policy.retention === "none" ? null : this.#feedFrom(cursor);
  }

  #feedFrom(cursor: string | null): Feed {
    const { live } = this;
    const place = placeOf(cursor, this.#relay.ports.store.epoch, live.id, live.conversation.log.eid);
    const isHere = () => live.occupant(this.role) === this;
    const failed = (cause: unknown) => {
      this.#relay.ports.journal({ step: "failed", what: "reading the log", cause });
      if (isHere()) this.refuse("busy");
    };
    return new Feed(this.#relay, live.id, { line: this.#door.line, isHere, failed }, place);
  }

  /** One frame of the device; null when it is done with at once. */
  hear(text: string, now: number): Promise<void> | null {
    if (this.#feed !== null) return this.#hearAny(text, now);
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
        if (isKept(frame.sealed)) this.#keep(frame.sealed, text.length, now);
        else this.#send(plain(frame.sealed), text.length, now);
        return null;
      case "del":
        this.#drop(frame.cid, text.length, now);
        return null;
      case "signal":
        this.#signalAny(frame, now);
        return null;
      case "hs":
        // Where something is kept a handshake is an entry: the two need not be here at once.
        if (this.#feed !== null) this.#refuseCounted("invalid-field", text.length, now);
        else this.#signal(JSON.stringify(frame satisfies Down), now);
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
    if (!this.#countMessage(frame.messageId, bytes, now)) return;
    const { live } = this;
    if (this.#feed !== null) return this.#nack(frame.messageId, "invalid-field");
    if (frame.encrypted.length > live.maxEncrypted) return this.#nack(frame.messageId, "too-large");
    // Nothing passes after the deadline, even before the sweeper has seen it.
    if (now >= live.dueAt) return this.#nack(frame.messageId, "ended");
    if (!live.hears(this.#other, "1")) return this.#nack(frame.messageId, "peer-away");
    const fs = this.#stamp(frame, now);
    if (fs === null) return this.refuse("malformed");
    live.deliver(this.#other, "1", `${live.passHead}${frame.sealed},"fs":"${fs}"}`);
    this.#door.line.sendSoon(`${live.ackHead}${frame.messageId}"}`);
  }

  /** Waits for the store without holding up what comes behind: the store keeps the order. */
  #keep(sealed: KeptSealed, bytes: number, now: number): void {
    const { message_id: cid } = sealed;
    if (!this.#countMessage(cid, bytes, now)) return;
    if (this.#feed === null) return this.#nack(cid, "invalid-field");
    // A store that stalls must not make the server hold everything that is said meanwhile.
    if (this.#keeping >= mostKeeping) return this.#nack(cid, "busy", 1);
    this.#keeping += 1;
    this.#relay.run(
      this.#keepNow(sealed).finally(() => (this.#keeping -= 1)),
      "keeping",
    );
  }

  async #keepNow(sealed: KeptSealed): Promise<void> {
    const { message_id: cid } = sealed;
    const kept = await keep(this.#relay, this.live.conversation, this.#seat, sealed);
    if (kept.refusal !== null) return this.#nackHere(cid, kept.refusal);
    const { seq, at, isDup } = kept.value;
    const ack = { type: "ack", conv: this.#conv, cid, seq, at } as const;
    this.#say(isDup ? { ...ack, dup: true } : ack);
  }

  /** That it worked is told with the log. */
  #drop(cid: string, bytes: number, now: number): void {
    if (!this.#count(bytes, now)) return;
    if (this.#feed === null) return this.#nack(cid, "invalid-field");
    const dropping = drop(this.#relay, this.live.conversation, this.#seat, cid);
    const answered = dropping.then(({ refusal }) => refusal !== null && this.#nackHere(cid, refusal));
    this.#relay.run(answered, "emptying");
  }

  #signalAny(frame: Up & { type: "signal" }, now: number): void {
    const text = JSON.stringify(frame);
    const { sealed } = frame;
    if (isKept(sealed) !== (this.#feed !== null)) this.#refuseCounted("invalid-field", text.length, now);
    else if (this.#feed !== null && !this.live.hears(this.#other, "1")) {
      if (this.#count(text.length, now)) this.#nack(sealed.message_id, "peer-away");
    } else this.#signal(text, now);
  }

  #refuseCounted(refusal: Refusal, bytes: number, now: number): void {
    if (this.#count(bytes, now)) this.refuse(refusal);
  }

  /** Whoever heard `ended` meanwhile needs no second word. */
  #nackHere(cid: string, refusal: Refusal): void {
    if (this.live.occupant(this.role) === this) this.#nack(cid, refusal);
  }

  #countMessage(cid: string, bytes: number, now: number): boolean {
    const wait = this.#pace.message(bytes, now);
    if (wait === 0) return true;
    this.#nack(cid, "rate", wait);
    this.#endFlood(now);
    return false;
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

  #nack(cid: string, refusal: Refusal, retryAfter?: number): void {
    const frame = { type: "nack", conv: this.#conv, cid, refusal } as const;
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
    const you = this.#seat.publicId;
    const frame = { type: "welcome", conn, conv: this.#conv, role, you, heartbeat, build } as const;
    this.#say(this.#feed === null ? frame : { ...frame, c: this.#feed.cursor });
  }

  ring(): void {
    this.#feed?.ring();
  }

  pass(text: string): void {
    this.#door.line.send(text);
  }

  show(conversation: Conversation, here: Presence): void {
    const status: SessionStatus = statusOf(
      conversation,
      this.live.handle,
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
