/** What a platform offers to files: a connection with a channel, bytes to read, places to keep what comes. */
import type { FilesEffect, FileReport, LineReport } from "@chatorbit/engine/files";

export type FilesOrder = Exclude<FilesEffect, { readonly type: "say" | "unsay" | "fetchIce" | "show" }>;

/** What hands report by themselves; servers come over HTTP. */
export type FilesOwnReport = FileReport | Exclude<LineReport, { readonly type: "iceServers" | "iceRefused" }>;

/** A file of this device's, made ready: what goes out is `bytes` and nothing else. */
export type Source = {
  readonly fid: string;
  readonly key: Uint8Array;
  readonly name: string;
  readonly bytes: Blob;
};

export type FileHands = {
  readonly perform: (order: FilesOrder) => void;
  /** Keeps a file ready to be fed. */
  readonly hold: (source: Source) => void;
  readonly blobOf: (fid: string) => Blob | null;
  /** It lies where the person chose. */
  readonly isSaved: (fid: string) => boolean;
  /** It may be shown: one's own picture, or one whose header was read. */
  readonly isPicture: (fid: string) => boolean;
  readonly save: (fid: string, name: string) => void;
  /** The page goes: everything is closed and thrown away, nothing reported any more. */
  readonly close: () => void;
};

export type FileEvents = {
  readonly report: (report: FilesOwnReport) => void;
};

/** `inst`: this page load; names what it keeps on the device. */
export type HandsFactory = (events: FileEvents, inst: string) => FileHands;
