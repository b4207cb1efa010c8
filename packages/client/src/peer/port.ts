/**
 * What a device offers to a call: connections and the things they carry. One driver a platform; the
 * shapes are those of the engine's orders and reports, so a driver is plugged in without a translator.
 */
export type Kind = "audio" | "video";
export type Source = "microphone" | "camera" | "screen";
export type DeviceTrouble = "refused" | "missing" | "in-use" | "insecure" | "failed";

export type Description = { readonly type: "offer" | "answer"; readonly sdp: string };

export type Candidate = {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
  readonly usernameFragment: string | null;
};

export type IceServer = {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
};

export type PeerConfig = { readonly servers: readonly IceServer[]; readonly isRelayOnly: boolean };

export type RelayProtocol = "udp" | "tcp" | "tls";

/** A look at the running connection. */
export type Sample = {
  readonly rttMs: number | null;
  /** Share of packets lost since the look before, 0…1, the worse direction. */
  readonly lossShare: number;
  /** Bits a second since the look before, both directions. */
  readonly bitrate: number;
  readonly path: "direct" | "relayed" | null;
  readonly relayProtocol: RelayProtocol | null;
};

/** What is done to connection `gen`: in order, each after the one before is finished. */
export type PeerOrder =
  | { readonly type: "openPeer"; readonly gen: number; readonly config: PeerConfig }
  | { readonly type: "closePeer"; readonly gen: number }
  | { readonly type: "configure"; readonly gen: number; readonly config: PeerConfig }
  | { readonly type: "addTrack"; readonly gen: number; readonly kind: Kind; readonly source: Source }
  | { readonly type: "replaceTrack"; readonly gen: number; readonly kind: Kind; readonly source: Source }
  | { readonly type: "removeTrack"; readonly gen: number; readonly kind: Kind }
  | { readonly type: "listen"; readonly gen: number }
  | { readonly type: "makeOffer"; readonly gen: number; readonly ticket: number }
  | { readonly type: "makeAnswer"; readonly gen: number; readonly ticket: number }
  | {
      readonly type: "setRemote";
      readonly gen: number;
      readonly ticket: number;
      readonly description: Description;
      readonly isRollback: boolean;
    }
  | { readonly type: "addCandidate"; readonly gen: number; readonly candidate: Candidate }
  | { readonly type: "restartIce"; readonly gen: number };

/** What is asked of devices. Every request is answered once, unless its sources were stopped meanwhile. */
export type MediaOrder =
  | {
      readonly type: "getMedia";
      readonly request: number;
      /** A device's id, null for the platform's choice, false for none. */
      readonly microphone: string | null | false;
      readonly camera: string | null | false;
    }
  | { readonly type: "getScreen"; readonly request: number }
  | { readonly type: "stopMedia"; readonly sources: readonly Source[] }
  | { readonly type: "enable"; readonly source: Source; readonly isOn: boolean };

export type Order = PeerOrder | MediaOrder;

export type MediaReport =
  | { readonly type: "gotMedia"; readonly request: number; readonly sources: readonly Source[] }
  | { readonly type: "mediaRefused"; readonly request: number; readonly why: DeviceTrouble }
  | { readonly type: "sourceLost"; readonly source: Source };

export type PeerReport =
  | { readonly type: "negotiationNeeded"; readonly gen: number }
  | {
      readonly type: "described";
      readonly gen: number;
      readonly ticket: number;
      readonly description: Description;
    }
  | {
      readonly type: "gathered";
      readonly gen: number;
      readonly candidate: Candidate;
      readonly relay: RelayProtocol | null;
    }
  | { readonly type: "gatheringDone"; readonly gen: number }
  | {
      readonly type: "connection";
      readonly gen: number;
      readonly state: "connecting" | "connected" | "disconnected" | "failed";
    }
  | { readonly type: "peerBroke"; readonly gen: number; readonly ticket: number }
  | { readonly type: "iceError"; readonly gen: number; readonly url: string; readonly code: number }
  | { readonly type: "sample"; readonly gen: number; readonly sample: Sample };

export type Report = PeerReport | MediaReport | { readonly type: "networkChanged" };

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
  /** The page goes: connections closed, every track stopped, nothing reported any more. */
  readonly close: () => void;
};

export type CallEvents = {
  readonly report: (report: Report) => void;
  /** `streams` or `devices` answer differently now. */
  readonly changed: () => void;
};

/** How a platform comes by such hands. */
export type PeerFactory<Stream> = (events: CallEvents) => CallHands<Stream>;
