/** What a screen shows of files: plain data, as in session-view. Their place among the messages is a `FileItem`. */
import type { FileFace, FileWhy } from "@chatorbit/engine/files";
import type { Model } from "./session-view.ts";

export type { FileFace, FileWhy };

/** A file among the messages. How far it is: `FilesView`, by its id. */
export type FileItem = FileFace & { readonly fid: string };

export type TransferView = {
  readonly fid: string;
  readonly way: "going" | "coming";
  readonly state:
    /** Waits for servers, for its turn, or for the person's word on the address. */
    | "preparing"
    | "offered"
    /** Both want it; the way is being found. */
    | "connecting"
    | "moving"
    /** The way was lost in the middle, and is being found again. */
    | "paused"
    /** All of it is there; it is being looked at and put away. */
    | "checking"
    | "done"
    | "over";
  /** Of `over`. */
  readonly why: FileWhy | null;
  /** Bytes that are there. */
  readonly done: number;
  /** Opening it may run something. */
  readonly isProgram: boolean;
  /** It lies where the person chose; otherwise it waits in the page to be saved. */
  readonly isSaved: boolean;
  /** `FilesActions.blobOf` has its bytes. */
  readonly isHere: boolean;
  /** And they may be shown as a picture. */
  readonly isPicture: boolean;
};

/** Why a chosen file was not offered. */
export type FileNotice = "empty" | "too-large" | "unreadable";

export type FilesView = {
  readonly transfers: ReadonlyMap<string, TransferView>;
  /** What stands before anything goes on, for the screen to ask or name. */
  readonly obstacle: "servers" | "address-consent" | "no-relay" | null;
  /** Everything was tried; the person may ask to try again. */
  readonly hasNoPath: boolean;
  readonly notice: { readonly id: number; readonly notice: FileNotice; readonly name: string } | null;
};

export type FilesActions = {
  /** Within a press: some browsers ask for a place at once. */
  readonly accept: (fid: string) => void;
  readonly decline: (fid: string) => void;
  readonly cancel: (fid: string) => void;
  /** The person was told that the other side sees the address, and agreed. */
  readonly agreeExposure: () => void;
  readonly reconnect: () => void;
  /** Gives the person a file that lies in the page. */
  readonly save: (fid: string) => void;
  /** One's own, or one that came whole; null otherwise. Under the type it may be shown by. */
  readonly blobOf: (fid: string) => Blob | null;
};

export type FilesModel = Model<FilesView> & FilesActions;
