/** All the server may say on `/api/socket`. */
import { sealedMessage, sealedSignal } from "./envelope.ts";
import { base64Length, maxHandshakeLength } from "./limits.ts";
import { refusalNames } from "./refusal.ts";
import { base64, fitJson, uuid, v } from "./schema.ts";
import { endReasons, sessionStatus } from "./status.ts";
import { roles } from "./ids.ts";

const conv = uuid;
const refusal = v.picklist(refusalNames);

/** Whole seconds after which trying again makes sense. */
const retryAfter = v.optional(v.number());

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
  }),
  v.object({ type: v.literal("status"), conv, status: sessionStatus }),
  /** A message of the other seat with its franking stamp (CRYPTO §17). */
  v.object({ type: v.literal("pass"), conv, sealed: sealedMessage, fs: base64(base64Length(41)) }),
  v.object({ type: v.literal("signal"), conv, sealed: sealedSignal }),
  v.object({ type: v.literal("hs"), conv, m: base64(maxHandshakeLength) }),
  /** `cid` was handed to the other seat's socket. Says nothing about the other device (TS9). */
  v.object({ type: v.literal("ack"), conv, cid: uuid }),
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
