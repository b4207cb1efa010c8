import type { CallReport, PlatformReport } from "../call/inputs.ts";
import type { FileFace } from "../timeline.ts";
import type { Going } from "./state.ts";
import type { FileSignal } from "./words.ts";

/** What the person does. */
export type FilesAct =
  /** A file was chosen. `fid`, `key`: new and random for every file and every attempt (CRYPTO §16). */
  | {
      readonly type: "attach";
      readonly fid: string;
      /** 32 bytes, base64. */
      readonly key: string;
      readonly face: FileFace;
      readonly replyTo: Going["replyTo"];
    }
  | { readonly type: "accept"; readonly fid: string }
  | { readonly type: "decline"; readonly fid: string }
  | { readonly type: "cancel"; readonly fid: string }
  /** The person was told that the other side sees the address, and agreed. */
  | { readonly type: "agreeExposure" }
  /** Try to find a way again. */
  | { readonly type: "reconnect" };

/** What the hands report of bytes. */
export type FileReport =
  | { readonly type: "channel"; readonly gen: number; readonly isOpen: boolean }
  /** The other device keeps all chunks below `next`. */
  | { readonly type: "keptThere"; readonly fid: string; readonly next: number }
  /** All of a file of this device's was sealed. `root`: base64. */
  | { readonly type: "sealed"; readonly fid: string; readonly root: string }
  /** The file cannot be read any more, or is another by now. */
  | { readonly type: "sourceLost"; readonly fid: string }
  | { readonly type: "placed"; readonly fid: string }
  /** `no-room`: full, or refused by the platform; `put-off`: the person chose no place. */
  | { readonly type: "noPlace"; readonly fid: string; readonly why: "no-room" | "put-off" }
  /** Chunks below `next` are kept here. `root`: of all of them, with the last. */
  | { readonly type: "took"; readonly fid: string; readonly next: number; readonly root: string | null }
  /** A chunk that is none of it; `isHopeless`: past its end, or more than may ever be on the way. */
  | { readonly type: "badChunk"; readonly fid: string; readonly isHopeless: boolean }
  | { readonly type: "kept"; readonly fid: string };

/** What the conversation around reports. */
export type FilesReport =
  | { readonly type: "heard"; readonly signal: FileSignal; readonly ts: number }
  /** Its message was taken back, by whomever. */
  | { readonly type: "takenBack"; readonly fid: string }
  | Exclude<CallReport, { readonly type: "heard" | "busy" }>;

type LineReport = Extract<
  PlatformReport,
  {
    readonly type:
      | "negotiationNeeded"
      | "described"
      | "gathered"
      | "gatheringDone"
      | "connection"
      | "peerBroke"
      | "iceError"
      | "sample"
      | "iceServers"
      | "iceRefused"
      | "networkChanged"
      | "silent";
  }
>;

export type FilesInput = FilesAct | FileReport | FilesReport | LineReport;
export type { LineReport };
