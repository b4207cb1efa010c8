/** Everything a device knows about calls of one conversation. Plain data; screens read it. */
import type { Role } from "@chatorbit/protocol";
import type { Consent, Heed } from "./consent.ts";
import type { Negotiation } from "./negotiation.ts";

/** Where sound or a picture comes from. */
export type Source = "microphone" | "camera" | "screen";
export type Kind = "audio" | "video";

/** Why a device gave nothing (CA6): each has its own help text. */
export type DeviceTrouble = "refused" | "missing" | "in-use" | "insecure" | "failed";

/** One source: off, asked for under a number, or running. */
export type Tap =
  | { readonly is: "off" }
  | { readonly is: "asking"; readonly request: number }
  | { readonly is: "on" };

export type Media = {
  readonly microphone: Tap;
  readonly camera: Tap;
  readonly screen: Tap;
  readonly isMuted: boolean;
  /** What the person chose, by the platform's id; null for its own choice. */
  readonly chosen: { readonly microphone: string | null; readonly camera: string | null };
  /** What kept a source from running, until it runs or is given up. */
  readonly trouble: { readonly source: Source; readonly why: DeviceTrouble } | null;
};

/** A STUN or TURN server as the browser takes it. */
export type IceServer = {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
};

export type Ice = {
  readonly standing: "unknown" | "asking" | "known" | "unavailable";
  readonly servers: readonly IceServer[];
  /** When the credentials die, ms; null for servers without. */
  readonly expiresAt: number | null;
  readonly askedAt: number | null;
  /** Fresh credentials asked for because the relay refused the old ones, in this call. */
  readonly refreshed: number;
  readonly refreshedAt: number | null;
};

/** What the person chose about addresses; null: by the rule of CRYPTO §6 "IP privacy". */
export type PathChoice = "direct" | "relay" | null;

/** What still stands between a press and the call. */
export type Obstacle = "devices" | "servers" | "address-consent" | "no-relay";

export type Preparing = { readonly is: "preparing"; readonly hasVideo: boolean; readonly until: number };

export type Calling = {
  readonly phase: "calling";
  readonly call: string;
  readonly step: Preparing | { readonly is: "ringing"; readonly until: number; readonly ringAgainAt: number };
};

export type Ringing = {
  readonly phase: "ringing";
  readonly call: string;
  readonly since: number;
  /** The caller's clock when it rang first, ms. */
  readonly rangAt: number;
  /** The last repetition heard, ms: a caller that vanished stops ringing here. */
  readonly heardAt: number;
  readonly theirs: { readonly video: boolean; readonly relay: boolean };
  /** The person accepted; devices are being asked. */
  readonly answer: Preparing | null;
};

export type Recovery =
  /** An attempt is underway until then, ms. */
  | { readonly is: "trying"; readonly until: number }
  | { readonly is: "fine" }
  /** The path is silent; ICE is restarted then unless it speaks again. */
  | { readonly is: "shaky"; readonly restartAt: number }
  | { readonly is: "pausing"; readonly rebuildAt: number }
  /** Three rebuilds failed: the person presses Reconnect, or the other side does. */
  | { readonly is: "stuck" };

export type Sample = {
  readonly rttMs: number | null;
  /** Share of packets lost, 0…1, the worse direction. */
  readonly lossShare: number;
  /** Bits a second, both directions. */
  readonly bitrate: number;
  readonly path: "direct" | "relayed" | null;
  /** How the relay is reached, where the platform says. */
  readonly relayProtocol: "udp" | "tcp" | "tls" | null;
};

export type Quality = {
  readonly grade: "good" | "fair" | "poor" | "unknown";
  readonly last: Sample | null;
  /** Samples of the same grade in a row. */
  readonly run: number;
  /** The picture was given up for the sound. */
  readonly isAudioOnly: boolean;
};

/** What ICE showed of the ladder's rungs in this connection. */
export type Seen = {
  readonly candidates: readonly ("host" | "srflx" | "udp" | "tcp" | "tls")[];
  readonly errors: readonly { readonly rung: "udp" | "tcp" | "tls" | "stun"; readonly code: number }[];
};

/** Both want this call. */
export type Joined = {
  readonly phase: "connecting" | "connected";
  readonly call: string;
  readonly isCaller: boolean;
  /** The other side's ring that this call swallowed when both rang. */
  readonly alias: string | null;
  readonly joinedAt: number;
  readonly connectedAt: number | null;
  /** The last thing the other side said in this call, by its clock, ms. */
  readonly heardTs: number;
  /** Nothing of this call was heard yet: the opening word is repeated then, ms. */
  readonly openAgainAt: number | null;
  readonly negotiation: Negotiation;
  readonly recovery: Recovery;
  /** ICE restarts of this connection, rebuilds of this call, since it last worked. */
  readonly restarts: number;
  readonly failures: number;
  readonly isRelayOnly: boolean;
  /** When the ladder owes its verdict, ms; null when it was given or the call connected. */
  readonly verdictAt: number | null;
  readonly hasVerdict: boolean;
  readonly seen: Seen;
  readonly quality: Quality;
  readonly theirs: { readonly audio: boolean; readonly video: boolean };
  /** When the other side said so, by its clock, ms: an older word changes nothing. */
  readonly theirsTs: number;
  /** What this side sends is said again then, ms. */
  readonly mediaAgainAt: number;
  /** What this side's connection sends; undefined senders do not exist yet. */
  readonly sending: { readonly audio: Source | null; readonly video: Source | null };
};

export type Why =
  | "hung-up"
  | "they-hung-up"
  | "cancelled"
  | "missed"
  | "declined"
  | "they-declined"
  | "busy"
  | "no-answer"
  | "no-devices"
  | "not-prepared"
  | "peer-lost-call"
  | "left";

export type Ended = {
  readonly phase: "ended";
  readonly call: string;
  readonly why: Why;
  readonly at: number;
  /** How long both were connected, ms; null when they never were. */
  readonly lastedMs: number | null;
  readonly trouble: DeviceTrouble | null;
};

export type Call = { readonly phase: "idle" } | Calling | Ringing | Joined | Ended;

/** A call that is over here: what is still said of it is answered with this. */
export type Gone = {
  readonly call: string;
  readonly answer: "rtc.bye" | "rtc.decline";
  readonly saidAt: number;
};

export type CallState = {
  readonly me: Role;
  readonly call: Call;
  readonly media: Media;
  readonly ice: Ice;
  readonly choice: PathChoice;
  /** The person was told that the other side sees the address, and agreed. */
  readonly isExposureAgreed: boolean;
  readonly isVerified: boolean;
  /** Another conversation of this device has a call. */
  readonly isBusy: boolean;
  /** The sealed channel reaches the other side. */
  readonly isReachable: boolean;
  /** Since when it does not, ms, or null. */
  readonly awaySince: number | null;
  readonly gone: readonly Gone[];
  readonly consent: Consent;
  readonly heed: Heed;
  /** Numbers requests and operations. */
  readonly serial: number;
};
