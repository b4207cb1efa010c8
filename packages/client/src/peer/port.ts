/**
 * What a device offers to a call: connections, the things they carry, and what rings and shines around
 * them. One driver a platform, plugged into the engine's orders and reports without a translator.
 */
import type { CallEffect, PlatformReport } from "@chatorbit/engine/call";

export type {
  Candidate,
  Description,
  DeviceTrouble,
  IceServer,
  Kind,
  MediaOrder,
  PeerConfig,
  PeerOrder,
  Sample,
  Source,
} from "@chatorbit/engine/call";

/**
 * What hands carry out. Orders to a connection: each after the one before is finished. Requests for
 * devices: each is answered once, unless its sources were stopped meanwhile.
 */
export type Order = Exclude<
  CallEffect,
  { readonly type: "say" | "unsay" | "doubtLine" | "fetchIce" | "notice" | "note" }
>;
export type OrderOf<T extends Order["type"]> = Extract<Order, { readonly type: T }>;

/** What hands report by themselves; servers come over HTTP. */
export type Report = Exclude<PlatformReport, { readonly type: "iceServers" | "iceRefused" }>;

export type RelayProtocol = "udp" | "tcp" | "tls";

/** Pictures and sound as the screen shows them; `Stream` is the platform's own. */
export type Streams<Stream> = {
  /** The other side's, or null while there is none. */
  readonly remote: Stream | null;
  /** One's own camera. */
  readonly self: Stream | null;
  readonly screen: Stream | null;
};

export type Device = {
  readonly source: "microphone" | "camera" | "speaker";
  readonly id: string;
  /** Empty until the person allowed a device. */
  readonly label: string;
};

/** The hands of one conversation's calls. */
export type CallHands<Stream> = {
  readonly perform: (order: Order) => void;
  readonly streams: () => Streams<Stream>;
  readonly devices: () => Promise<readonly Device[]>;
  /** Where the other side is heard; null for the platform's choice. */
  readonly speaker: () => string | null;
  readonly chooseSpeaker: (id: string | null) => void;
  /** Gives the person a text as a file. */
  readonly save: (text: string) => void;
  /** The page goes: connections closed, every track stopped, nothing reported any more. */
  readonly close: () => void;
};

export type CallEvents = {
  readonly report: (report: Report) => void;
  /** `streams`, `devices` or `speaker` answer differently now. */
  readonly changed: () => void;
};

/** How a platform comes by such hands. */
export type PeerFactory<Stream> = (events: CallEvents) => CallHands<Stream>;
