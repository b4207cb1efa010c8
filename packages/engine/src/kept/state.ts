/** What words travel by where the server keeps them sealed: streams of page loads in one log (ADR 9, CRYPTO §5). */
import {
  type Bytes,
  type H2GuestRun,
  type H2HostRun,
  type H2Witness,
  type KeptStream,
  type KeptStreams,
  newStreams,
  type SignalMark,
  type StreamHead,
} from "@chatorbit/crypto";
import type { Role } from "@chatorbit/protocol";
import type { Sas } from "../epochs.ts";
import type { Body, Place } from "../payload.ts";

/** A handshake message: said under the same id until the log has it. base64. */
export type HandshakeWord = { readonly id: string; readonly m: string };

/** The one handshake of a link: the creator's offer, the other's answer, and what is known when it is done. */
export type LinkRun =
  | { readonly is: "offered"; readonly run: H2HostRun; readonly word: HandshakeWord }
  | { readonly is: "answered"; readonly run: H2GuestRun; readonly word: HandshakeWord }
  /** The creator took an answer. `witness` recognises a second one; `answer` is the one that was taken, base64. */
  | {
      readonly is: "accepted";
      readonly witness: H2Witness;
      readonly answer: string;
      readonly word: HandshakeWord;
    };

/** How this device comes to keys by a link (CRYPTO §1.2, §3 rule 6, §5). */
export type LinkKeying = {
  /** What stands behind the # of the link, until epoch 1 is confirmed: from then on it opens nothing. */
  readonly key: Bytes | null;
  readonly run: LinkRun | null;
  /** Both devices have epoch 1: for ever. */
  readonly isConfirmed: boolean;
};

/** One entry of the log, as it was read or acknowledged. */
export type Logged = {
  readonly by: Role;
  readonly cid: string;
  readonly seq: number;
  /** When it was kept, by the server's clock, ms. */
  readonly at: number;
  /** Null: a handshake message, or emptied before this page could read it. */
  readonly place: Place | null;
  readonly isEmptied: boolean;
};

/** What was read under epoch 0 and waits for the creator's word on how far that goes. */
export type Zero = {
  readonly id: string;
  readonly seq: number;
  readonly ts: number;
  readonly place: Place;
  readonly body: Body | null;
  readonly isShown: boolean;
};

/** A handshake message on its way to the log. */
export type SayingHandshake = { readonly id: string; readonly sentAt: number };

export type Kept = {
  readonly is: "kept";
  readonly keying: LinkKeying;
  /** 16 bytes, base of every seal; null before the link was read. */
  readonly sid: Bytes | null;
  /** Keys by epoch: 0 of the link, 1 of the handshake. They rest until the end, for reading. */
  readonly keys: readonly { readonly ep: number; readonly ek: Bytes }[];
  /** Where this page writes; null while it has no key to write with. */
  readonly entries: KeptStream | null;
  readonly sas: Sas | null;
  /** Where in the log this page is. It begins at the beginning: what is shown is made of the log alone. */
  readonly cursor: string | null;
  readonly isCaughtUp: boolean;
  readonly streams: KeptStreams;
  /** Hashes of all this device ever sent: nothing else under its side is its own. */
  readonly own: readonly string[];
  readonly logged: readonly Logged[];
  readonly marks: readonly SignalMark[];
  readonly zeros: readonly Zero[];
  /** Places of epoch 0 that were taken back under epoch 1: the chain goes on through them. */
  readonly zeroGone: readonly Place[];
  /** The creator's word on epoch 0, once it was read. */
  readonly zeroSeal: readonly StreamHead[] | null;
  readonly saying: SayingHandshake | null;
  /** This device's own words of beginning the log already has: its terms, its greeting. */
  readonly hasOpened: boolean;
  readonly hasGreeted: boolean;
  /** When the other device is told what was read, at the latest, ms. */
  readonly seenDueAt: number | null;
  /** When something of this device last told that, ms. */
  readonly saidAt: number;
  /** What its author took back, as author and id: only so an entry may be empty. */
  readonly tombstones: readonly string[];
  /** How many entries were missing when it was last looked. */
  readonly lastMissing: number;
  /** The record as it was written last. */
  readonly lastRecord: string | null;
};

export const noKept: Kept = {
  is: "kept",
  keying: { key: null, run: null, isConfirmed: false },
  sid: null,
  keys: [],
  entries: null,
  sas: null,
  cursor: null,
  isCaughtUp: false,
  streams: newStreams(0),
  own: [],
  logged: [],
  marks: [],
  zeros: [],
  zeroGone: [],
  zeroSeal: null,
  saying: null,
  hasOpened: false,
  hasGreeted: false,
  seenDueAt: null,
  saidAt: 0,
  tombstones: [],
  lastMissing: 0,
  lastRecord: null,
};

export const directionOf = (role: Role): 0 | 1 => (role === "host" ? 0 : 1);
