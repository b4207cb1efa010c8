import type { PeerOrder } from "../call/effects.ts";
import type { FileFace } from "../timeline.ts";
import type { Going } from "./state.ts";
import type { FileSignal } from "./words.ts";

/** What is done with the bytes of a file, and with the channel they take. */
export type FileOrder =
  /** A place for a file of the other side's is wanted: answered by `placed` or `noPlace`. */
  | { readonly type: "makePlace"; readonly fid: string; readonly face: FileFace; readonly key: string }
  /** Chunks from `from` up to below `upTo` may leave now. Said again with more as the other side keeps them. */
  | { readonly type: "feed"; readonly fid: string; readonly from: number; readonly upTo: number }
  /** Tells the other device through the channel what is kept. */
  | { readonly type: "tellKept"; readonly fid: string; readonly next: number }
  /** It is whole and right: answered by `kept` or `noPlace`. */
  | { readonly type: "keepFile"; readonly fid: string }
  /** Nothing more is sent of it; what came of it and is not kept yet is thrown away. */
  | { readonly type: "dropFile"; readonly fid: string }
  /** Its message is gone, and all of it with that. */
  | { readonly type: "forgetFile"; readonly fid: string };

export type FilesEffect =
  | Exclude<PeerOrder, { readonly type: "addTrack" | "replaceTrack" | "removeTrack" | "listen" }>
  | { readonly type: "wakeLock"; readonly isOn: boolean }
  | FileOrder
  | { readonly type: "say"; readonly signal: FileSignal }
  | { readonly type: "unsay" }
  | { readonly type: "fetchIce" }
  /** It stands among the messages from now on. `heardAt`: of the other side's, its clock, ms. */
  | {
      readonly type: "show";
      readonly fid: string;
      readonly face: FileFace;
      readonly replyTo: Going["replyTo"];
      readonly heardAt: number | null;
    };
