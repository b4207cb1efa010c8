import { logLimits, type MessageId, type Refusal, type Role } from "@chatorbit/protocol";

/** How far a conversation's log has come. */
export type LogHead = {
  /** Entries ever made: the newest one's place. */
  readonly seq: number;
  /** Changes ever made, entries and emptied entries alike. */
  readonly eid: number;
  /** Characters of sealed text it holds. */
  readonly chars: number;
};

export const emptyLog: LogHead = { seq: 0, eid: 0, chars: 0 };

/** What is kept of one thing somebody said. */
export type Entry = {
  /** Its place: 1, 2, 3 … without a gap. */
  readonly seq: number;
  readonly by: Role;
  /** The id its author gave it; another author may use the same. */
  readonly cid: MessageId;
  readonly at: number;
  /** The sealed object as JSON text; null: emptied by its author. */
  readonly sealed: string | null;
  /** Its franking stamp; null: none, or emptied. */
  readonly fs: string | null;
};

/** One change of a log: a pointer. It is read with the entry as it is then, so telling it twice changes nothing. */
export type LogChange = { readonly eid: number; readonly entry: Entry };

/** What somebody wants kept. */
export type NewEntry = {
  readonly cid: MessageId;
  readonly at: number;
  readonly sealed: string;
  readonly fs: string | null;
};

/** Names an entry by its author, whatever its place. */
export type EntryKey = { readonly by: Role; readonly cid: MessageId };

/** That something is kept, and where. */
export type Kept = { readonly seq: number; readonly at: number; readonly isDup: boolean };

/** Where an entry is that is there already, or why it cannot be the one said now. */
export function repeated(known: Entry, { sealed }: NewEntry): Kept | Refusal {
  // Emptied meanwhile: what it held cannot be compared any more, and nothing is written anyway.
  const isSame = known.sealed === null || known.sealed === sealed;
  return isSame ? { seq: known.seq, at: known.at, isDup: true } : "conflict";
}

/** The head after this entry; null: it does not fit. */
export function headWith({ seq, eid, chars }: LogHead, { sealed }: NewEntry): LogHead | null {
  const isFull = seq >= logLimits.entries || chars + sealed.length > logLimits.chars;
  return isFull ? null : { seq: seq + 1, eid: eid + 1, chars: chars + sealed.length };
}

/** The head after what this entry held is gone. */
export const headWithout = ({ seq, eid, chars }: LogHead, sealed: string): LogHead => ({
  seq,
  eid: eid + 1,
  chars: chars - sealed.length,
});
