import type { Refusal, Role } from "@chatorbit/protocol";
import type { Closed, Conversation } from "../conversation.ts";
import type { Presence, Wire } from "../status.ts";

/** Writes to one socket. The app's half; it may drop a socket that does not read. */
export interface Line {
  send(text: string): void;
  /** The same for what is in no hurry: it may wait some ms for company, never out of order. */
  sendSoon(text: string): void;
  /** Bytes that were said and that the system has not taken yet. */
  readonly waiting: number;
  /** Calls once when what waits is (nearly) gone, and not before this turn is over. */
  whenRoom(then: () => void): void;
  close(code: number, reason: string): void;
}

/** A socket that holds a seat, whatever it speaks. */
export interface Occupant {
  readonly role: Role;
  readonly keyHash: string;
  readonly wire: Wire;
  /** Id of this connection. */
  readonly conn: string;
  /** When it came, ms. */
  readonly since: number;
  /** A frame of its own wire, from the other seat. */
  pass(text: string): void;
  /** What the conversation and its people are now. */
  show(conversation: Conversation, here: Presence): void;
  /** Something more may be kept now. */
  ring(): void;
  /** Says that it is over and closes. */
  ended(closed: Closed): void;
  /** Says why and closes. */
  dismiss(refusal: Refusal): void;
}
