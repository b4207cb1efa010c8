import type { Down, Issued, Refusal, Role, SessionStatus } from "@chatorbit/protocol";
import type { CallNote } from "../call/effects.ts";
import type { CallBody, FileBody } from "../payload.ts";
import type { Face, FileFace } from "../timeline.ts";
import type { Trouble } from "./trouble.ts";

/** What the device had kept about this token, as text, and the secret from the address. */
export type Kept = {
  readonly record: string | null;
  readonly invite: string | null;
  readonly waiting: string | null;
  readonly guesses: string | null;
};

/** What the device had kept about a link's conversation, as text. */
export type KeptOfLink = {
  readonly record: string | null;
  readonly waiting: string | null;
  readonly own: string | null;
};

/** What the person does. */
export type Act =
  | { readonly type: "takeSeat" }
  | { readonly type: "enterSecret"; readonly secret8: string }
  | {
      readonly type: "send";
      readonly body: string;
      readonly replyTo: { readonly by: Role; readonly id: string } | null;
    }
  | {
      readonly type: "sendVoice";
      readonly bytes: Uint8Array;
      readonly face: Face;
      readonly replyTo: { readonly by: Role; readonly id: string } | null;
    }
  | { readonly type: "react"; readonly by: Role; readonly id: string; readonly emoji: string | null }
  | { readonly type: "remove"; readonly ids: readonly string[] }
  | { readonly type: "retry"; readonly id: string }
  | { readonly type: "discard"; readonly id: string }
  | { readonly type: "typing"; readonly isTyping: boolean }
  | { readonly type: "attend"; readonly isAttending: boolean }
  | { readonly type: "openVerify" }
  | { readonly type: "closeVerify" }
  | { readonly type: "confirmWords"; readonly doMatch: boolean }
  | { readonly type: "askExtend"; readonly seconds: number }
  | { readonly type: "askLeap" }
  | { readonly type: "answerPact"; readonly isAgreed: boolean }
  | { readonly type: "setName"; readonly name: string }
  | { readonly type: "bringBack" }
  | { readonly type: "reopenSeat" }
  | { readonly type: "dismissAlarm"; readonly id: string }
  | { readonly type: "end" };

/** What the hands report of the way to a seat. */
export type DoorReport =
  | {
      readonly type: "begin";
      readonly kept: Kept;
      readonly secret8: string | null;
      /** This session follows another by a leap: take the seat at once. */
      readonly isSuccessor: boolean;
    }
  /** The page of a link was opened: what the device keeps of it, and what stood behind the #. */
  | {
      readonly type: "beginByLink";
      readonly kept: KeptOfLink;
      readonly fragment: string | null;
      /** The name this device gives its person at first. */
      readonly name: string;
    }
  | { readonly type: "lookedUp"; readonly status: SessionStatus }
  /** There is such a conversation. Strangers hear no more of it. */
  | { readonly type: "found" }
  | { readonly type: "admitted"; readonly status: SessionStatus }
  /** base64 */
  | { readonly type: "challenged"; readonly challenge: string }
  /** `offer`: the maker's first handshake message, base64; null: it is to be read from the log. */
  | {
      readonly type: "entered";
      readonly role: Role;
      readonly status: SessionStatus;
      readonly offer: string | null;
    }
  | { readonly type: "joined"; readonly role: Role; readonly status: SessionStatus }
  | {
      readonly type: "requestRefused";
      readonly request: Asked;
      readonly refusal: Refusal | "offline";
      /** Seconds. */
      readonly retryAfter: number | null;
    };

/** What the server was asked for outside the line. */
export type Asked = "lookUp" | "join" | "admit" | "challenge" | "enter" | "reseat" | "issue";

/** What the hands report. */
export type Report =
  | DoorReport
  | { readonly type: "blocked"; readonly trouble: Trouble }
  | { readonly type: "reseated"; readonly status: SessionStatus }
  | { readonly type: "issued"; readonly issued: Issued }
  | { readonly type: "endConfirmed" }
  | { readonly type: "opened" }
  | { readonly type: "frame"; readonly frame: Down }
  | { readonly type: "dropped"; readonly code: number }
  /** What the calls of this conversation say to the other side, and to the timeline. */
  | { readonly type: "sayCall"; readonly signal: CallBody }
  /** What its files say to the other side. */
  | { readonly type: "sayFile"; readonly signal: FileBody }
  /** What calls, or the connection of files, said of ways and has not left does not leave any more. */
  /** Something else that ran over the network fell silent. */
  | { readonly type: "doubtLine" }
  | { readonly type: "unsayWays"; readonly of: "call" | "file" }
  /** A file, to stand among the messages under its own id. */
  | ShowFile
  | { readonly type: "noteCall"; readonly note: CallNote }
  | { readonly type: "awake" }
  | { readonly type: "networkLost" }
  | { readonly type: "successorSeated" }
  | { readonly type: "successorOpened" }
  | { readonly type: "successorFailed" };

export type ShowFile = {
  readonly type: "showFile";
  readonly fid: string;
  readonly face: FileFace;
  readonly replyTo: { readonly by: Role; readonly id: string } | null;
  /** Of the other side's: its clock when it was offered, ms. Null: this side's own. */
  readonly heardAt: number | null;
};

export type Input = Report | Act;
