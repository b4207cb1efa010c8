/**
 * What the session's screens show: plain data, no strings of any language, no colours, no DOM.
 * A face renders `SessionView` and calls `SessionActions`; it decides nothing.
 */
import type { Note, Stage, Traits, Trouble } from "@chatorbit/engine";
import type { EndReason, Role } from "@chatorbit/protocol";
import type { CallModel } from "./call-view.ts";
import type { CheckModel } from "./check-view.ts";
import type { FileItem, FilesModel } from "./file-view.ts";
import type { Recorded, VoiceView } from "./voice-view.ts";

export type { Note, Traits, Trouble };

export type SessionView =
  | { readonly screen: "opening" }
  | KnockView
  | WaitingView
  | SecuringView
  | ConversationView
  | EndedView
  | RefusedView;

/** Whose device: this one or the other one. */
export type Side = "me" | "peer";

export type Problem = {
  readonly trouble: Trouble;
  /** Seconds from now until trying again makes sense, or null. */
  readonly retryAfter: number | null;
};

/** The page of an invitation before a seat is taken. */
export type KnockView = {
  readonly screen: "knock";
  readonly ttlMinutes: number;
  readonly maxChars: number;
  /** ms since the epoch, corrected to the server's clock. */
  readonly validUntil: number;
  /** Set when the seat was opened again in a running session: when that ends, ms. */
  readonly endsAt: number | null;
  /** Whoever sits in the other seat is connected. */
  readonly isHostHere: boolean;
  readonly isTaking: boolean;
  /** This browser made the invitation itself. */
  readonly isOwnInvite: boolean;
  readonly problem: Problem | null;
};

export type Invite = {
  /** Twenty symbols in five groups of four; the last two groups never reach the server. */
  readonly code: string;
  readonly link: string;
  readonly validUntil: number;
};

/** Alone with the invitation: the invite sheet is the screen. */
export type WaitingView = {
  readonly screen: "waiting";
  readonly invite: Invite;
  readonly ttlMinutes: number;
  readonly connection: Connection;
  /** Set when this seat was opened again in a running session. */
  readonly time: TimeView | null;
  readonly alarms: readonly Alarm[];
};

export type SecuringStep = {
  readonly step: "seat" | "peer" | "keys" | "confirm";
  readonly state: "done" | "now" | "later";
  /** When it was done, ms. */
  readonly at: number | null;
};

/** Two devices agree on keys. */
export type SecuringView = {
  readonly screen: "securing";
  readonly role: Role;
  readonly steps: readonly SecuringStep[];
  readonly isPeerHere: boolean;
  /** Guesses charged on this device for this code, 0…5. */
  readonly guessesSpent: number;
  /** When the next try may start (back-off), ms, or null. */
  readonly nextTryAt: number | null;
  readonly connection: Connection;
  readonly time: TimeView | null;
  readonly alarms: readonly Alarm[];
  /** The invitation again, while this device may still show it. */
  readonly invite: Invite | null;
};

/** The line to the server as a person should know it; anything but "live" only after 1.5 s. */
export type Connection = "live" | "connecting" | "reconnecting" | "no-network" | "server-restarting";

export type TimeView = {
  /** ms since the epoch by this device's clock. */
  readonly endsAt: number;
  /** The whole length agreed so far, ms. */
  readonly totalMs: number;
  readonly stage: Stage;
};

export type Delivery = "queued" | "sent" | "delivered" | "read" | "failed";

export type MessageItem = {
  readonly kind: "message";
  /** Unique in the timeline: author and id. */
  readonly key: string;
  readonly id: string;
  readonly by: Side;
  readonly at: number;
  /** null: taken back by its author. Empty for a voice message. */
  readonly body: string | null;
  readonly voice: VoiceView | null;
  readonly file: FileItem | null;
  readonly replyTo: {
    readonly key: string;
    readonly by: Side;
    /** Of a file: its name. */
    readonly excerpt: string | null;
    readonly isVoice: boolean;
  } | null;
  readonly reactions: { readonly me: string | null; readonly peer: string | null };
  /** null for the other side's messages. */
  readonly delivery: Delivery | null;
  /** Brought back from the other device after a reload: its copy, which it could have changed. */
  readonly isPeersCopy: boolean;
  /** It stands here in this person's name, and this device never sent it. */
  readonly isNotSentHere: boolean;
};

export type NoteItem = {
  readonly kind: "note";
  readonly key: string;
  readonly at: number;
  readonly note: Note;
};

export type Item = MessageItem | NoteItem;

/** Something a person at risk must hear of. `at` in ms. */
export type Alarm = {
  readonly id: string;
  readonly at: number;
  readonly alarm:
    | { readonly type: "knock" }
    | {
        readonly type: "wrong-code";
        readonly spent: number;
        readonly left: number;
        readonly isLikelyTypo: boolean;
      }
    | { readonly type: "silent-run" }
    | { readonly type: "relay-alters-messages" }
    | { readonly type: "keys-copied" }
    | { readonly type: "offer-differs" }
    | { readonly type: "unequal-builds" }
    | { readonly type: "reseated" }
    | { readonly type: "answered-twice" }
    | { readonly type: "not-sent-here" }
    | { readonly type: "log-altered" }
    | { readonly type: "foreign-beginning" };
};

/** An act that needs both (CRYPTO §18). */
export type Pact = {
  readonly id: string;
  readonly act: "extend" | "leap";
  readonly by: Side;
  /** For extend: how much longer, seconds. */
  readonly seconds: number | null;
  /** A leap both agreed to, on its way. */
  readonly isUnderway: boolean;
  /** The ask lapses, ms. */
  readonly until: number;
};

export type Verification = {
  readonly isVerified: boolean;
  /** The words shown are the very ones this person compared; keys renewed later have others. */
  readonly isCurrent: boolean;
  /** What the other person pressed; information only. */
  readonly doesPeerSayVerified: boolean;
  /** The sheet is open on this device. */
  readonly isOpen: boolean;
  /** "Words no. n": must be equal on both screens. */
  readonly number: number;
  /** Seven indexes into the 64 pictures. */
  readonly emoji: readonly number[];
  readonly numbers: readonly number[];
};

export type ConversationView = {
  readonly screen: "conversation";
  readonly role: Role;
  readonly items: readonly Item[];
  /** Key of the first message not read when the window was opened, or null. */
  readonly unreadFrom: string | null;
  readonly unreadCount: number;
  readonly connection: Connection;
  readonly peer: { readonly isHere: boolean; readonly isTyping: boolean; readonly name: string | null };
  readonly myName: string | null;
  /** null while keys are being renewed and none are there to write under. */
  readonly verification: Verification | null;
  readonly time: TimeView;
  /** How long the session was made for, min: what a leap gives anew. What was added later does not count. */
  readonly ttlMinutes: number;
  readonly maxChars: number;
  readonly pact: Pact | null;
  /** More time may still be asked for, seconds; 0 when used up. */
  readonly mayExtendSeconds: number;
  readonly alarms: readonly Alarm[];
  /** After a reload: the other device may bring back what was said. */
  readonly mayBringBack: boolean;
  /** Set when this device freed the other seat: the new invitation to pass on. */
  readonly invite: Invite | null;
  /** Both clients can call, and the other side is there to be called. */
  readonly mayCall: boolean;
  /** Something of calls is to be shown: `SessionModel.calls` has it. */
  readonly hasCalls: boolean;
  /** What this conversation does and allows: a screen asks this, never which product it shows. */
  readonly traits: Traits;
  /** Set where words are kept. */
  readonly kept: KeptView | null;
  /** Both clients can send files to each other. */
  readonly mayAttach: boolean;
  /** How far files are, `SessionModel.files` knows. */
  readonly hasFiles: boolean;
};

/** What a kept conversation has besides. */
export type KeptView = {
  /** The link to pass on, with its key behind the #; null once it opens nothing any more, and for who came by it. */
  readonly link: string | null;
  /** All that is kept has been read. */
  readonly isCaughtUp: boolean;
  /** `alone`: nobody has answered the link; `unconfirmed`: its maker has not confirmed the keys yet; `confirmed`: for good. */
  readonly keys: "alone" | "unconfirmed" | "confirmed";
};

export type EndedView = {
  readonly screen: "ended";
  readonly reason: EndReason;
  readonly endedAt: number;
  /**
   * Who said the end: this device, the other one under the keys both had, or the server (and the clock). That the
   * other device has wiped is proved to nobody (TS7).
   */
  readonly by: Side | "server";
  /** The server knows of the end. */
  readonly confirmed: {
    readonly server: boolean;
    /** This device keeps nothing of it any more. */
    readonly me: true;
    /** It said so under the keys both had, or was on the line when the server heard of the end: known to have been told. */
    readonly peer: boolean;
  };
  /** The invitation ended before anybody took the second seat. */
  readonly wasAlone: boolean;
  readonly receipt: Receipt;
};

/** What was, in numbers only. */
export type Receipt = {
  readonly startedAt: number | null;
  readonly endedAt: number;
  readonly sent: number;
  readonly received: number;
  readonly wasVerified: boolean;
  /** When the server forgets that the session existed, ms, or null if unknown. */
  readonly purgedBy: number | null;
};

export type RefusedView = { readonly screen: "refused"; readonly problem: Problem };

export type SessionActions = {
  /** Takes the seat of the invitation (knock). */
  readonly takeSeat: () => void;
  /** A code typed on the knock page when the address had none. */
  readonly enterCode: (text: string) => Trouble | null;
  readonly send: (body: string, replyTo: string | null) => void;
  /** Says whether it goes: it may be too long, too large, or too many may be waiting. */
  readonly sendVoice: (recorded: Recorded, replyTo: string | null) => boolean;
  readonly react: (key: string, emoji: string | null) => void;
  /** Takes back own messages for both. */
  readonly remove: (keys: readonly string[]) => void;
  readonly retry: (key: string) => void;
  readonly discard: (key: string) => void;
  readonly typing: (isTyping: boolean) => void;
  /** The conversation is visible in a focused window: incoming messages count as read. */
  readonly attend: (isAttending: boolean) => void;
  readonly openVerify: () => void;
  readonly closeVerify: () => void;
  /** "They match" (true), or "They differ" (false): what was verified is taken back, and the sheet stays open. */
  readonly confirmWords: (doMatch: boolean) => void;
  readonly askExtend: (seconds: number) => void;
  readonly askLeap: () => void;
  readonly answerPact: (isAgreed: boolean) => void;
  readonly setName: (name: string) => void;
  readonly bringBack: () => void;
  readonly reopenSeat: () => void;
  readonly dismissAlarm: (id: string) => void;
  /** Their code is fetched first, where it is not here yet. */
  readonly startCall: (hasVideo: boolean) => void;
  /** The check before a call, begun; null where there is none or its code could not be had. */
  readonly check: () => Promise<CheckModel | null>;
  /** Offers files to the other side. Their code is fetched first; false: it could not be had. */
  readonly attach: (files: readonly File[], replyTo: string | null) => Promise<boolean>;
  /** Asks the other side whether the conversation may be written to a file (CA7). */
  readonly askTranscript: () => void;
  readonly end: () => void;
  /** The sound of a voice message; null while it is not whole, and once it is gone. Not to be changed. */
  readonly voiceOf: (key: string) => Uint8Array | null;
};

/** A screen's model: subscribe and snapshot, nothing else to know. */
export type Model<Snapshot> = {
  readonly snapshot: () => Snapshot;
  readonly subscribe: (changed: () => void) => () => void;
};

export type SessionModel = Model<SessionView> &
  SessionActions & {
    /** The calls of this conversation; null until the first starts or rings. */
    readonly calls: () => CallModel | null;
    /** Its files; null until the first is chosen or offered. */
    readonly files: () => FilesModel | null;
    readonly close: () => void;
  };
