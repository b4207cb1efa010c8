import type { EndReason, Role, SessionStatus } from "@chatorbit/protocol";
import type { CallNote } from "../call/effects.ts";
import type { Countdown, Stage } from "../countdown.ts";
import type { Early } from "../early.ts";
import type { Sas } from "../epochs.ts";
import type { Link } from "../link.ts";
import type { Outbox } from "../outbox.ts";
import type { Agreed, Pact } from "../pact.ts";
import type { Timeline } from "../timeline.ts";
import type { Voices } from "../voice.ts";
import type { Channel } from "./channel.ts";
import type { Problem } from "./trouble.ts";

/** Something not every client can do: the terminal takes no calls and no files. */
export type Cap = "call" | "file";

/** Where this device stands with the conversation. */
export type Phase =
  /** Reading what the device keeps. */
  | "opening"
  /** Looking at an invitation; no seat taken. */
  | "knock"
  | "joining"
  | "seated"
  | "over"
  | "refused";

/** `key` is empty where the platform holds the credential itself (a cookie). */
export type Seat = { readonly role: Role; readonly key: string };

/** What a conversation allows and does, by which a screen and the rules above the channel tell one from another. */
export type Traits = {
  /** Its words outlive the page, here and at the server, until its end. */
  readonly isKept: boolean;
  readonly canExtend: boolean;
  readonly canLeap: boolean;
  readonly canReseat: boolean;
};

export type Facts = { readonly ttlMinutes: number; readonly maxChars: number; readonly validUntil: number };

export type Note =
  | { readonly type: "secured"; readonly epoch: number }
  | { readonly type: "verified" }
  | { readonly type: "peer-says-verified" }
  | { readonly type: "peer-left" }
  | { readonly type: "peer-returned" }
  | { readonly type: "new-device" }
  | { readonly type: "extended"; readonly by: "me" | "peer"; readonly seconds: number }
  | { readonly type: "leapt" }
  | { readonly type: "named"; readonly name: string }
  | { readonly type: "messages-missing"; readonly count: number }
  | { readonly type: "needs-newer-app" }
  | { readonly type: "history-returned"; readonly count: number }
  | { readonly type: "voice-left-out"; readonly count: number }
  | { readonly type: "file-left-out"; readonly count: number }
  | { readonly type: "voice-lost"; readonly count: number }
  /** Kept messages the server no longer shows, which nobody took back. */
  | { readonly type: "removed-by-server"; readonly count: number }
  | CallNote;

export type Alarm = { readonly id: string; readonly at: number } & (
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
  /** Two people answered one link: somebody else holds it. */
  | { readonly type: "answered-twice" }
  /** Kept under this device's side, and not sent by it. */
  | { readonly type: "not-sent-here" }
  /** The log lacks, repeats or alters what was in it. */
  | { readonly type: "log-altered" }
  /** Written under the link's first key, and not by whoever made it. */
  | { readonly type: "foreign-beginning" }
);
export type AlarmType = Alarm["type"];

export type Over = {
  readonly reason: EndReason;
  readonly at: number;
  readonly startedAt: number | null;
  readonly sent: number;
  readonly received: number;
  readonly wasVerified: boolean;
  readonly isServerTold: boolean;
  readonly isPeerTold: boolean;
  /** The other device was on the line when this one ended it. */
  readonly wasPeerHere: boolean;
  /** The token of the session this one moved to. */
  readonly next: string | null;
};

/** A leap underway (CRYPTO §18.2). */
export type Leap = { readonly pactId: string; readonly token: string | null; readonly until: number };

export type Conversation = {
  /** What names it to newcomers: a token, or what stands in the path of a link. */
  readonly token: string;
  readonly traits: Traits;
  readonly phase: Phase;
  readonly problem: Problem | null;
  readonly seat: Seat | null;
  /** This device made the secret: it is the host, or opened the seat of the other again. */
  readonly isMaker: boolean;
  /** This browser keeps this very invitation as its maker. */
  readonly isOwnInvite: boolean;
  /** Came here by a leap: joins by itself. */
  readonly isSuccessor: boolean;
  readonly facts: Facts | null;
  readonly status: SessionStatus | null;
  /** Server's clock minus this device's, ms. */
  readonly skew: number;
  /** The conversation's public id, once welcomed. */
  readonly conv: string | null;
  readonly link: Link;
  /** When a line that is not live is worth a word, ms, or null. */
  readonly lineWordAt: number | null;
  /** The line has been down long enough for a word. */
  readonly isLineDown: boolean;
  readonly isPeerHere: boolean;
  /** Since when the other seat has had no socket, ms, or null. */
  readonly peerAwaySince: number | null;
  /** The server calls the peer connected, but a frame found it away: tried again then, ms, or null. */
  readonly peerBackAt: number | null;
  /** The timeline says that the other one left. */
  readonly isLeaveTold: boolean;
  /** Joining is tried again then, ms. */
  readonly joinAgainAt: number | null;
  readonly channel: Channel;
  readonly outbox: Outbox;
  readonly timeline: Timeline<Note>;
  readonly voices: Voices;
  /** What was said about messages that are not here. */
  readonly early: readonly Early[];
  /** Ids of the signals heard last: sealed again under new keys, one may come twice. */
  readonly heardSignals: readonly string[];
  readonly countdown: Countdown;
  readonly stage: Stage;
  readonly agreed: Agreed;
  readonly pact: Pact | null;
  /** Asks of the other side taken back before they came. */
  readonly takenBack: readonly string[];
  /** Own asks for more time that nobody refused or took back: agreed to late, they still count. */
  readonly asked: readonly { readonly id: string; readonly seconds: number }[];
  /** Agreed extensions the server has not confirmed yet. */
  readonly untold: readonly {
    readonly id: string;
    readonly seconds: number;
    readonly saidAt: number | null;
  }[];
  readonly leap: Leap | null;
  /** A leap this page was in before it was loaded again: the other side may have finished it. */
  readonly formerLeap: { readonly token: string; readonly until: number } | null;
  readonly isVerified: boolean;
  /** The epoch whose words were compared on this page, or null. */
  readonly comparedEp: number | null;
  readonly doesPeerSayVerified: boolean;
  /** The verify sheet is open until then at most, ms: no handshake meanwhile (CRYPTO §3 rule 7). */
  readonly sheetUntil: number | null;
  /** The words the open sheet shows: they do not change under people's eyes. */
  readonly sheetSas: Sas | null;
  /** This device freed the other seat: whoever takes it is new, and is said to be. */
  readonly isReopened: boolean;
  readonly peerTypingUntil: number | null;
  /** The peer's clock at the last word on its typing or the last text, ms. */
  readonly peerTypedAt: number;
  /** The peer's clock when it last named itself, ms. */
  readonly peerNamedAt: number;
  /** When it took other names lately, ms. */
  readonly peerNames: readonly number[];
  readonly saidTypingAt: number | null;
  readonly myName: string | null;
  readonly peerName: string | null;
  readonly peerBuild: string | null;
  /** What this client can do beyond talking, and what the other one's says it can. */
  readonly myCaps: readonly Cap[];
  readonly peerCaps: readonly string[];
  readonly alarms: readonly Alarm[];
  readonly sent: number;
  readonly received: number;
  readonly isAttending: boolean;
  /** Messages of the other one not read yet, oldest first. */
  readonly unread: readonly string[];
  /** Where the unread divider stands until the window is opened again. */
  readonly unreadFrom: string | null;
  /** The time given to what was said last, ms: what one says later is later. */
  readonly lastTs: number;
  /** After a reload: the other device may still have what was said. */
  readonly mayBringBack: boolean;
  /** History that comes before this was asked for, ms, or null. */
  readonly historyUntil: number | null;
  /** When this device last gave history back, ms, or null. */
  readonly historyGivenAt: number | null;
  readonly serial: number;
  readonly over: Over | null;
};
