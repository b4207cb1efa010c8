/** All the server may say on `/api/socket`. */
import { keptSealed, keptSignal, sealedMessage, sealedSignal } from "./envelope.ts";
import { base64Length, maxHandshakeLength } from "./limits.ts";
import { refusalNames } from "./refusal.ts";
import { base64, fitJson, uuid, v } from "./schema.ts";
import { endReasons, sessionStatus } from "./status.ts";
import { roles } from "./ids.ts";
import { cursor } from "./up.ts";

const conv = uuid;
const refusal = v.picklist(refusalNames);

/** Whole seconds after which trying again makes sense. */
const retryAfter = v.optional(v.number());

const stamp = base64(base64Length(41));

/** What the log holds at one place, as it is now: telling it twice changes nothing. */
export const loggedEntry = v.object({
  /** Place in the log: 1, 2, 3 … without a gap. */
  seq: v.number(),
  /** Whose. */
  by: v.picklist(roles),
  cid: uuid,
  /** When it was kept: server time, ms. */
  at: v.number(),
  /** Franking stamp of a message or control entry, the same at every reading. */
  fs: v.exactOptional(stamp),
  /** Null: emptied by its author. */
  sealed: v.nullable(keptSealed),
});
export type LoggedEntry = v.InferOutput<typeof loggedEntry>;

export const down = v.variant("type", [
  v.object({
    type: v.literal("welcome"),
    /** This connection, for log lines on both sides. */
    conn: v.string(),
    conv,
    role: v.picklist(roles),
    /** The reader's own public participant id. */
    you: uuid,
    /** Time between pings, ms. */
    heartbeat: v.number(),
    /** SHA-256 of the web build this server serves, base64, or empty. */
    build: v.string(),
    /** Where something is kept: what the log is read on from. Another than one's own: from the beginning. */
    c: v.exactOptional(cursor),
  }),
  v.object({ type: v.literal("status"), conv, status: sessionStatus }),
  /** A message of the other seat with its franking stamp (CRYPTO §17). */
  v.object({ type: v.literal("pass"), conv, sealed: sealedMessage, fs: stamp }),
  v.object({ type: v.literal("signal"), conv, sealed: v.union([sealedSignal, keptSignal]) }),
  v.object({ type: v.literal("hs"), conv, m: base64(maxHandshakeLength) }),
  /**
   * `cid` was handed to the other seat's socket, which says nothing about the other device (TS9);
   * with `seq`: it is kept, at that place and moment. `dup`: it was before.
   */
  v.object({
    type: v.literal("ack"),
    conv,
    cid: uuid,
    seq: v.exactOptional(v.number()),
    at: v.exactOptional(v.number()),
    dup: v.exactOptional(v.literal(true)),
  }),
  /** The log, change by change. `p`: the cursor before it, `c`: after. */
  v.object({ type: v.literal("ev"), conv, p: cursor, c: cursor, entry: loggedEntry }),
  /** All there was when this socket came has been told. */
  v.object({ type: v.literal("caught_up"), conv, c: cursor }),
  v.object({ type: v.literal("nack"), conv, cid: uuid, refusal, retryAfter }),
  /** Somebody knocked at the full session (TS12). `at`: server time, ms. */
  v.object({ type: v.literal("knock"), conv, at: v.number() }),
  v.object({
    type: v.literal("ended"),
    conv,
    reason: v.picklist(endReasons),
    ended_at: v.string(),
  }),
  v.object({ type: v.literal("refused"), refusal, retryAfter }),
  v.object({ type: v.literal("ping") }),
]);

export type Down = v.InferOutput<typeof down>;

/** The frame in `text`, or null when it is none of ours. */
export const parseDown = (text: string): Down | null => fitJson(down, text);
