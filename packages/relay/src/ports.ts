import type { BlobId, ConversationId, ParticipantId, Role } from "@chatorbit/protocol";
import type { HeldBlob, PartKey, Piece, ShelfOutcome, ShelfView } from "./blob.ts";
import type { Conversation } from "./conversation.ts";
import type { Outcome } from "./outcome.ts";
import type { Limit, Verdict } from "./limits/window.ts";
import type { Entry, EntryKey, LogChange } from "./log.ts";
import type { Wire } from "./status.ts";

/** Ms since 1970 that never go back and never jump while the process runs. */
export interface Clock {
  now(): number;
}

export interface Random {
  bytes(count: number): Uint8Array;
}

/** HMAC under the server's secret: what the store keeps instead of credentials and addresses. */
export interface Hash {
  (kind: "token" | "room" | "seat" | "address" | "challenge" | "cookie", text: string): string;
}

/** How one finds a conversation: by the hash of what its newcomers hold. */
export type Admission = {
  readonly kind: "token" | "room";
  readonly keyHash: string;
  readonly validUntil: number | null;
};

/** A write found no room on the disk. Ending and reading still work. */
export class StorageFullError extends Error {
  override readonly name = "StorageFullError";
}

/** The truth about conversations. A resolved promise means: durable. */
export interface Store {
  /** Another one after the database was replaced: places in its logs from before mean nothing then. */
  readonly epoch: string;
  /** What it knows of blobs, in the same transactions as the conversations they belong to. */
  readonly shelf: Shelf;
  /** Written with its seats. False when an admission of that hash exists already; nothing is written then. */
  create(conversation: Conversation, admission: Admission): Promise<boolean>;
  /** The conversation an admission leads to, ended ones included until they are purged. */
  admitted(kind: Admission["kind"], keyHash: string): Promise<Conversation | null>;
  read(id: ConversationId): Promise<Conversation | null>;
  /**
   * Reads the conversation, decides, commits state and writes as one. May decide again after a
   * conflict, so `decide` must be pure. It is given the entry that `about` names too, or null when
   * there is none. Null: there is no conversation of that id.
   */
  transact(
    id: ConversationId,
    decide: (conversation: Conversation, known: Entry | null) => Outcome,
    about?: EntryKey | null,
  ): Promise<Outcome | null>;
  /** Changes of the log after the one numbered `eid`, oldest first, with their entries as they are now. */
  changes(id: ConversationId, eid: number, limit: number): Promise<readonly LogChange[]>;
  /** Entries after the place `seq`, in their order. */
  entries(id: ConversationId, seq: number, limit: number): Promise<readonly Entry[]>;
  /** Open conversations whose `dueAt` has come, the longest due first. */
  due(now: number, limit: number): Promise<readonly ConversationId[]>;
  /**
   * Removes without a trace what closed longer ago than its policy's `purgeAfter`, or than `usual`
   * ms where the policy says nothing; resolves with how many.
   */
  purge(now: number, usual: number): Promise<number>;
}

/**
 * What is known of blobs: whose they are, how much of them is here. What they hold lies elsewhere
 * (`Blobs`). A blob that goes is *gone* first: its row is no more, its name is remembered until its
 * bytes are removed, so that no crash in between leaves any.
 */
export interface Shelf {
  /**
   * Reads the conversation and its blobs, decides, commits the writes as one. May decide again
   * after a conflict. `about`: the part whose hash the decision needs to know. Null: there is no
   * conversation of that id.
   */
  transact(
    conv: ConversationId,
    decide: (conversation: Conversation, view: ShelfView) => ShelfOutcome,
    about?: PartKey | null,
  ): Promise<ShelfOutcome | null>;
  /** A blob of this conversation with what its parts hold; null: it has none of that id. */
  read(conv: ConversationId, id: BlobId): Promise<HeldBlob | null>;
  /** Lets those go whose time has come; resolves with how many. */
  expire(now: number): Promise<number>;
  /** Some of those whose bytes are still to be removed. */
  gone(limit: number): Promise<readonly BlobId[]>;
  /** Their bytes are removed: not even the name is kept any longer. */
  forget(ids: readonly BlobId[]): Promise<void>;
  /** All that have bytes. */
  held(): Promise<readonly BlobId[]>;
  /** Those of these that there is a row of, whole or not. */
  known(ids: readonly BlobId[]): Promise<readonly BlobId[]>;
  /** Lets these go, whatever they are. */
  lose(ids: readonly BlobId[]): Promise<void>;
}

/** How much room there is for blobs, bytes. */
export type DiskSpace = { readonly free: number; readonly total: number };

/**
 * Where the bytes of blobs lie. Never interpreted. A piece is found by what it holds, so that the
 * same bytes twice are one piece and other bytes never overwrite any.
 */
export interface Blobs {
  /**
   * Takes in one part of `length` bytes and resolves with its SHA-256 in hex once it is durable.
   * Rejects with what `bytes` throws, and nothing of it counts then; with `StorageFullError` when
   * there is no room.
   */
  put(part: PartKey, bytes: AsyncIterable<Uint8Array>): Promise<string>;
  /** Its bytes from `from` up to and without `to`, as somebody asks for them. Opened at the first. */
  read(piece: Piece, from: number, to: number): AsyncIterable<Uint8Array>;
  /** Removes one piece; nothing when there is none. */
  drop(piece: Piece): Promise<void>;
  /** Removes all there is of a blob, what was half written too. */
  remove(id: BlobId): Promise<void>;
  /** All blobs that have bytes here. Names that are none of ours are left alone and not told. */
  list(): AsyncIterable<BlobId>;
  /** Null: nobody can say. */
  space(): Promise<DiskSpace | null>;
}

/** Who sits where, told between instances. `since`: when the socket came, ms. */
export type Here = {
  readonly role: Role;
  readonly conn: string;
  readonly wire: Wire;
  readonly since: number;
  /** False: that socket has gone. */
  readonly isHere: boolean;
  /** The teller asks who else is there. */
  readonly asks: boolean;
};

export type Ear = {
  /** The conversation changed: read the store. */
  rung(): void;
  passed(to: Role, wire: Wire, frame: string): void;
  announced(here: Here): void;
};

/**
 * Between instances: at most once, in no order, and never back to the teller. Nothing may depend
 * on more: a lost ring is made good by reading the store again, a lost frame by its sender.
 */
export interface Bus {
  ring(conv: ConversationId): void;
  pass(conv: ConversationId, to: Role, wire: Wire, frame: string): void;
  announce(conv: ConversationId, here: Here): void;
  /** Resolves with the way to leave, once every later word will be heard. */
  listen(conv: ConversationId, ear: Ear): Promise<() => void>;
}

/** Counts how often something was done. */
export interface Limits {
  /** Counts one more, unless that would be too many. */
  take(limit: Limit, key: string, now: number): Promise<Verdict>;
  /** The same without counting. */
  peek(limit: Limit, key: string, now: number): Promise<Verdict>;
  /** Forgets what no window needs any more. */
  purge(now: number): Promise<void>;
}

/** What a franking stamp covers beside who said it and where (CRYPTO §17). */
export type Stamped = {
  /** Left out: `message`. */
  readonly type?: "message" | "control";
  readonly ep: number;
  /** Which stream, base64 of 8 bytes; left out: zeros. */
  readonly inst?: string;
  readonly n: number;
  readonly messageId: string;
  readonly timestamp: number;
  /** Base64. */
  readonly signature: string;
  /** Base64 of the sealed body. */
  readonly encrypted: string;
};

/**
 * Prepares for one seat; then stamps its messages, relayed or kept at `at` ms: base64 of 41 bytes.
 * Null: the body or the signature (32 bytes) is not base64 in its one strict spelling.
 */
export interface Stamp {
  (
    conv: ConversationId,
    sender: ParticipantId,
    flavour: "live" | "room",
  ): (message: Stamped, at: number) => string | null;
}

/** How somebody proves to know an invitation without telling it (CRYPTO §1.2). */
export interface Proofs {
  /** 32 bytes in base64 that only this server can make, for whoever wants to come to `room`. */
  challenge(room: string, at: number): string;
  /** When that challenge was made, ms; null: not here, or not for this room. */
  madeAt(room: string, challenge: string): number | null;
  /** Did who has the other half of `key` sign it, for this room? Never throws. */
  isSigned(key: string, room: string, challenge: string, signature: string): boolean;
}

/** One line per lifecycle step; never a token, key, body or address. */
export type Step =
  | { readonly step: "issued" | "opened" | "reseated" | "extended"; readonly conv: ConversationId }
  | { readonly step: "ended"; readonly conv: ConversationId; readonly reason: string }
  | { readonly step: "purged"; readonly count: number }
  | { readonly step: "failed"; readonly what: string; readonly cause: unknown };

export interface Journal {
  (step: Step): void;
}

export type Ports = {
  readonly clock: Clock;
  readonly random: Random;
  readonly hash: Hash;
  readonly store: Store;
  readonly limits: Limits;
  readonly blobs: Blobs;
  readonly stamp: Stamp;
  readonly proofs: Proofs;
  readonly journal: Journal;
  /** Null: this is the only instance. */
  readonly bus: Bus | null;
};
