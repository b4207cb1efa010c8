import {
  type OldEndReason,
  type OldUp,
  otherRole,
  parseOldUp,
  type Refusal,
  refusals,
  type Role,
} from "@chatorbit/protocol";
import type { Closed, Conversation, Seat } from "../conversation.ts";
import { instant } from "../instant.ts";
import type { Relay } from "../relay.ts";
import { type Presence, statusOf } from "../status.ts";
import { Inbox } from "./inbox.ts";
import type { Live } from "./live.ts";
import type { Place as Waiting } from "./lobby.ts";
import type { Line, Occupant } from "./occupant.ts";
import { sit } from "./sit.ts";

/** The credential in the URL of such a socket. */
export type OldCredential = { readonly token: string; readonly key: string; readonly address: string };

type Place = { readonly live: Live; readonly seat: Seat };

/**
 * A socket of source 002 (TS6): the credential stands in its URL, its frames go to the other seat
 * as they are, and only if that seat speaks this wire too.
 */
export class OldConnection extends Inbox implements Occupant {
  readonly wire = "002";
  readonly conn: string;
  readonly since: number;
  readonly #relay: Relay;
  readonly #line: Line;
  readonly #waiting: Waiting;
  #place: Place | null = null;
  #isOver = false;

  constructor(relay: Relay, line: Line, credential: OldCredential) {
    super();
    this.conn = relay.connectionId();
    this.since = relay.ports.clock.now();
    this.#relay = relay;
    this.#line = line;
    this.#waiting = relay.lobby.enter(credential.address);
    void this.hold(this.#greet(credential));
  }

  get role(): Role {
    return this.#place?.seat.role ?? "guest";
  }

  get keyHash(): string {
    return this.#place?.seat.keyHash ?? "";
  }

  hear(text: string): void {
    if (!this.#isOver) this.receive(text);
  }

  gone(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const place = this.#place;
    if (place === null) return this.#waiting.leave();
    place.live.leave(this);
    this.#relay.tidy(place.live);
  }

  pass(text: string): void {
    this.#line.send(text);
  }

  show(conversation: Conversation, here: Presence): void {
    if (this.#place === null) return;
    const status = statusOf(conversation, this.#place.live.handle, here, this.#relay.ports.clock.now());
    this.#say({ type: "session-status", status });
  }

  /** What keeps something does not speak this wire. */
  ring(): void {}

  ended({ at, reason }: Closed): void {
    const known: OldEndReason = reason === "timer_expired" ? reason : "manually_ended";
    this.#say({ type: "session-ended", reason: known, ended_at: instant(at) });
    this.dismiss("ended");
  }

  dismiss(refusal: Refusal): void {
    if (this.#isOver) return;
    this.#line.close(refusals[refusal].close ?? refusals.busy.close, refusal);
    if (this.#place !== null) return this.gone();
    this.#isOver = true;
    this.#waiting.linger(this.#relay.ports.clock.now());
  }

  async #greet(credential: OldCredential): Promise<void> {
    const refusal = await sit(this.#relay, credential, (live, seat) => {
      if (this.#isOver) return;
      this.#place = { live, seat };
      this.#waiting.leave();
      if (live.conversation.closed !== null) this.ended(live.conversation.closed);
      else live.seat(this);
    });
    if (refusal !== null) this.dismiss(refusal);
  }

  protected take(text: string): null {
    if (this.#isOver || this.#place === null) return null;
    const { live, seat } = this.#place;
    const frame = parseOldUp(text);
    const now = this.#relay.ports.clock.now();
    const pace = live.pace(seat.role, this.#relay.settings.frameRateFactor, now);
    const isMessage = frame?.type === "message";
    const wait = isMessage ? pace.message(text.length, now) : pace.signal(text.length, now);
    const trouble = wait > 0 ? `Rate limit exceeded, retry after ${wait} s` : troubleWith(frame, live);
    if (trouble !== null) this.#say({ type: "error", message: trouble });
    else if (now < live.dueAt) live.deliver(otherRole(seat.role), "002", text);
    if (pace.isFlood(now)) this.dismiss("flood");
    return null;
  }

  protected overflow(): void {
    this.dismiss("flood");
  }

  protected fail(cause: unknown): void {
    this.#relay.ports.journal({ step: "failed", what: "old frame", cause });
    this.dismiss("busy");
  }

  #say(frame: { readonly type: string; readonly [field: string]: unknown }): void {
    this.#line.send(JSON.stringify(frame));
  }
}

function troubleWith(frame: OldUp | null, live: Live): string | null {
  if (frame === null) return "Invalid message format";
  const isTooLong = frame.type === "message" && frame.encrypted.length > live.maxEncrypted;
  return isTooLong ? "Message too long" : null;
}
