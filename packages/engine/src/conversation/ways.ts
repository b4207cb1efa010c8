/**
 * What differs between conversations (ADR 9): how one comes to a seat, and the channel words travel by.
 * The machine, the timeline, pacts, alarms and the countdown stand above and ask only this.
 */
import type { Down, Hello, Issued, Refusal, SessionStatus } from "@chatorbit/protocol";
import type { Body, BodyOf } from "../payload.ts";
import type { DoorReport } from "./inputs.ts";
import type { Shelf } from "./effects.ts";
import type { Conversation } from "./state.ts";
import type { ConversationTurn } from "./turn.ts";

export type Ways = Door &
  Carrier & {
    /** Null where nothing of it can be changed. */
    readonly changes: Changes | null;
  };

/** From an opened page to a seat. */
export type Door = {
  readonly hearDoor: (turn: ConversationTurn, report: DoorReport) => void;
  readonly takeSeat: (turn: ConversationTurn) => void;
  /** A secret typed on the page. */
  readonly enterSecret: (turn: ConversationTurn, secret: string) => void;
  readonly join: (turn: ConversationTurn) => void;
  /** May what a refusal left be asked for again by itself? */
  readonly mayAskAgain: (state: Conversation) => boolean;
  /** Who this is, for the first frame of a line; null: nobody yet. */
  readonly greeting: (state: Conversation) => Pick<Hello, "auth" | "cursor"> | null;
  /** The server closed the line for good. */
  readonly lineOver: (turn: ConversationTurn, refusal: Refusal) => void;
  /** Writes what must outlive the page before anything that relies on it leaves. */
  readonly keepRecord: (turn: ConversationTurn) => void;
  /** Where words wait that nobody has confirmed. */
  readonly waitingOn: Shelf;
};

/** How words travel. */
export type Carrier = {
  /** The server knows this device. `c`: where it reads the log on from, if there is one. */
  readonly welcomed: (turn: ConversationTurn, c: string | null) => void;
  /** A frame of the server that is the channel's own. */
  readonly hear: (turn: ConversationTurn, frame: Carried) => void;
  readonly peerArrived: (turn: ConversationTurn) => void;
  /** Seals and sends what may go now. Called at the end of every step. */
  readonly flush: (turn: ConversationTurn) => void;
  readonly ticked: (turn: ConversationTurn) => void;
  readonly dueAt: (state: Conversation) => number | null;
  /** Is what comes now of before, and perhaps long read? */
  readonly isReading: (state: Conversation) => boolean;
  /** What is added to this device's clock for the time of what it says, ms. */
  readonly ahead: (state: Conversation) => number;
  /** Are keys agreed that the server has no part in? */
  readonly hasKeys: (state: Conversation) => boolean;
  /** The sheet with the words closed: what waited for it goes on. */
  readonly sheetClosed: (turn: ConversationTurn) => void;
  /** Wipes every key in place, and what is kept of them in this tab or device. */
  readonly wipe: (turn: ConversationTurn) => void;
};

/**
 * What only some conversations can do while they run: more time and a leap, which both agree to, a freed seat, and
 * words brought back from the other device, where no log has them. Only who can carries the code.
 */
export type Changes = {
  readonly hearPact: (turn: ConversationTurn, body: Body) => void;
  readonly askExtend: (turn: ConversationTurn, seconds: number) => void;
  readonly askLeap: (turn: ConversationTurn) => void;
  readonly answerPact: (turn: ConversationTurn, isAgreed: boolean) => void;
  readonly pactTicks: (turn: ConversationTurn) => void;
  readonly leapTo: (turn: ConversationTurn, issued: Pick<Issued, "token">) => void;
  readonly successorSeated: (turn: ConversationTurn) => void;
  readonly successorOpened: (turn: ConversationTurn) => void;
  readonly giveUpLeap: (turn: ConversationTurn) => void;
  readonly reopenSeat: (turn: ConversationTurn) => void;
  readonly reseated: (turn: ConversationTurn, status: SessionStatus) => void;
  readonly bringBack: (turn: ConversationTurn) => void;
  readonly giveHistory: (turn: ConversationTurn, since: number) => void;
  readonly takeHistory: (turn: ConversationTurn, part: BodyOf<"sync.part">) => void;
};

export type Carried = Extract<
  Down,
  { readonly type: "pass" | "signal" | "hs" | "ack" | "nack" | "ev" | "caught_up" }
>;
