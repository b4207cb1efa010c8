import type { Candidate, Description, Signal } from "./signals.ts";
import type { DeviceTrouble, IceServer, Kind, Source, Why } from "./state.ts";
import type { SdpFault } from "./sdp.ts";

export type PeerConfig = { readonly servers: readonly IceServer[]; readonly isRelayOnly: boolean };

/** What is done to peer connection `gen`, in this order, one after the other. */
export type PeerOrder =
  | { readonly type: "openPeer"; readonly gen: number; readonly config: PeerConfig }
  | { readonly type: "closePeer"; readonly gen: number }
  /** New servers or policy; they count from the next ICE restart on. */
  | { readonly type: "configure"; readonly gen: number; readonly config: PeerConfig }
  | { readonly type: "addTrack"; readonly gen: number; readonly kind: Kind; readonly source: Source }
  | { readonly type: "replaceTrack"; readonly gen: number; readonly kind: Kind; readonly source: Source }
  | { readonly type: "removeTrack"; readonly gen: number; readonly kind: Kind }
  /** Nothing is sent, but the other side's sound is wanted: without this nobody would ever offer. */
  | { readonly type: "listen"; readonly gen: number }
  | { readonly type: "makeOffer"; readonly gen: number; readonly ticket: number }
  | { readonly type: "makeAnswer"; readonly gen: number; readonly ticket: number }
  | {
      readonly type: "setRemote";
      readonly gen: number;
      readonly ticket: number;
      readonly description: Description;
      /** This side's own offer is taken back first. */
      readonly isRollback: boolean;
    }
  | { readonly type: "addCandidate"; readonly gen: number; readonly candidate: Candidate }
  | { readonly type: "restartIce"; readonly gen: number };

/** What is asked of devices. `stopMedia` also forgets a request still open for that source. */
export type MediaOrder =
  | {
      readonly type: "getMedia";
      readonly request: number;
      /** Platform's id, null for its own choice, false for none. */
      readonly microphone: string | null | false;
      readonly camera: string | null | false;
    }
  | { readonly type: "getScreen"; readonly request: number }
  | { readonly type: "stopMedia"; readonly sources: readonly Source[] }
  | { readonly type: "enable"; readonly source: Source; readonly isOn: boolean }
  | { readonly type: "startRecorder"; readonly id: string; readonly what: "recording" | "transcript" }
  | { readonly type: "stopRecorder"; readonly id: string };

/** A word for the person that no state holds. */
export type Notice =
  | { readonly type: "device-trouble"; readonly source: Source; readonly why: DeviceTrouble }
  | { readonly type: "device-lost"; readonly source: Source }
  | { readonly type: "stepped-down" }
  | { readonly type: "better-again" }
  | { readonly type: "description-refused"; readonly why: SdpFault }
  | { readonly type: "no-path" }
  /** Another conversation of this device is calling. */
  | { readonly type: "call-elsewhere" }
  | { readonly type: "unasked-recording" };

/** A line of the system in the timeline. */
export type CallNote =
  | {
      readonly type: "call-ended";
      readonly why: Why;
      readonly lastedMs: number | null;
      readonly isMine: boolean;
    }
  | {
      readonly type: "recording";
      readonly is: "asked" | "agreed" | "refused" | "on" | "off";
      readonly what: "recording" | "transcript";
      /** Who asked. */
      readonly by: "me" | "peer";
      /** Of `off`: who ended it; null where it ended by itself or with its call, or nobody said. */
      readonly stoppedBy: "me" | "peer" | null;
    };

export type CallEffect =
  | PeerOrder
  | MediaOrder
  | { readonly type: "say"; readonly signal: Signal }
  /** Descriptions and candidates said and not sent yet are taken back. */
  | { readonly type: "unsay" }
  /** A path fell silent: perhaps the network went, and the line to the server with it. */
  | { readonly type: "doubtLine" }
  /** `POST /api/ice` for this seat; answered by `iceServers` or `iceRefused`. */
  | { readonly type: "fetchIce" }
  | { readonly type: "ring"; readonly sound: "outgoing" | "incoming" }
  | { readonly type: "stopRing" }
  | { readonly type: "wakeLock"; readonly isOn: boolean }
  | { readonly type: "notice"; readonly notice: Notice }
  | { readonly type: "note"; readonly note: CallNote };
