/** What a seat that came by a link writes: plain JSON, for the shelf that lies under the platform's own key. */
import {
  type Bytes,
  fromBase64,
  h2GuestRunFromRecord,
  h2GuestRunToRecord,
  h2HostRunFromRecord,
  h2HostRunToRecord,
  h2WitnessFromRecord,
  h2WitnessToRecord,
  ProtocolError,
  toBase64,
} from "@chatorbit/crypto";
import { base64, base64Length, fitJson, roles, uuid, v, wholeNumber } from "@chatorbit/protocol";
import { keptOf } from "../conversation/channel.ts";
import { type ConversationTurn, keep } from "../conversation/turn.ts";
import { endsAt } from "../countdown.ts";
import { attempt } from "../keying/attempt.ts";
import { keepNames } from "../record.ts";
import { setKept } from "./set.ts";
import type { Kept, LinkRun } from "./state.ts";

const word = v.object({ id: uuid, m: base64(base64Length(4096)) });
const number = wholeNumber(0, Number.MAX_SAFE_INTEGER);

const record = v.object({
  v: v.literal(1),
  room: v.string(),
  role: v.picklist(roles),
  /** The server knows this seat: the link was registered, or the seat was taken. */
  isSeated: v.boolean(),
  /** What stands behind the #; null once epoch 1 is confirmed. */
  key: v.nullable(base64(44)),
  isConfirmed: v.boolean(),
  sid: v.nullable(base64(24)),
  /** By epoch: 0, 1. */
  keys: v.array(v.object({ ep: wholeNumber(0, 1), ek: base64(44) })),
  run: v.nullable(
    v.variant("is", [
      v.object({ is: v.literal("offered"), run: v.unknown(), word }),
      v.object({ is: v.literal("answered"), run: v.unknown(), word }),
      v.object({ is: v.literal("accepted"), run: v.unknown(), word, answer: base64(base64Length(4096)) }),
    ]),
  ),
  sas: v.nullable(base64(12)),
  isVerified: v.boolean(),
  /** When this device ends by itself, ms of its wall clock; null before it knows. */
  expires: v.nullable(number),
  facts: v.nullable(v.object({ ttlMinutes: v.number(), maxChars: v.number(), validUntil: v.number() })),
  myName: v.nullable(v.string()),
});
export type LinkRecord = v.InferOutput<typeof record>;

/** The stored text, or null when it is none of ours. */
export const readLinkRecord = (text: string | null): LinkRecord | null =>
  text === null ? null : fitJson(record, text);

export function keepLinkRecord(turn: ConversationTurn): void {
  const { token, seat, phase, countdown } = turn.state;
  if (seat === null) return;
  const { keying, sid, keys, sas, lastRecord } = keptOf(turn.state);
  const until = endsAt(countdown);
  const kept: LinkRecord = {
    v: 1,
    room: token,
    role: seat.role,
    isSeated: phase === "seated",
    key: keying.key === null ? null : toBase64(keying.key),
    isConfirmed: keying.isConfirmed,
    sid: sid === null ? null : toBase64(sid),
    keys: keys.map(({ ep, ek }) => ({ ep, ek: toBase64(ek) })),
    run: keying.run === null ? null : runToRecord(keying.run),
    sas: sas === null ? null : toBase64(sas.bytes),
    isVerified: turn.state.isVerified,
    expires: until === null ? null : Math.floor(until),
    facts: turn.state.facts,
    myName: turn.state.myName,
  };
  const value = JSON.stringify(kept);
  // Asked for with every word, written when something of it changed.
  if (value === lastRecord) return;
  setKept(turn, { lastRecord: value });
  keep(turn, "sealed", keepNames.link(token), value);
}

function runToRecord(run: LinkRun): LinkRecord["run"] {
  switch (run.is) {
    case "offered":
      return { is: "offered", run: h2HostRunToRecord(run.run), word: run.word };
    case "answered":
      return { is: "answered", run: h2GuestRunToRecord(run.run), word: run.word };
    case "accepted":
      return { is: "accepted", run: h2WitnessToRecord(run.witness), word: run.word, answer: run.answer };
  }
}

function runFromRecord(run: NonNullable<LinkRecord["run"]>): LinkRun {
  switch (run.is) {
    case "offered":
      return { is: "offered", run: h2HostRunFromRecord(run.run), word: run.word };
    case "answered":
      return { is: "answered", run: h2GuestRunFromRecord(run.run), word: run.word };
    case "accepted":
      return { is: "accepted", witness: h2WitnessFromRecord(run.run), word: run.word, answer: run.answer };
  }
}

/** The keys a record holds; null when it opens nothing. */
export function keysOfRecord(kept: LinkRecord): Pick<Kept, "keying" | "sid" | "keys" | "sas"> | null {
  const bytes = (text: string | null): Bytes | null => (text === null ? null : fromBase64(text));
  const read = attempt(() => ({
    keying: {
      key: bytes(kept.key),
      run: kept.run === null ? null : runFromRecord(kept.run),
      isConfirmed: kept.isConfirmed,
    },
    sid: bytes(kept.sid),
    keys: kept.keys.map(({ ep, ek }) => ({ ep, ek: fromBase64(ek) })),
    sas: kept.sas === null ? null : { ep: 1, bytes: fromBase64(kept.sas) },
  }));
  return read instanceof ProtocolError ? null : read;
}

/** What the maker of a link keeps before anything else: the key behind the #. `key`: 32 bytes; `expires`: ms. */
export const newLinkRecord = (room: string, key: Bytes, expires: number): string =>
  JSON.stringify({
    v: 1,
    room,
    role: "host",
    isSeated: false,
    key: toBase64(key),
    isConfirmed: false,
    sid: null,
    keys: [],
    run: null,
    sas: null,
    isVerified: false,
    expires: Math.floor(expires),
    facts: null,
    myName: null,
  } satisfies LinkRecord);
