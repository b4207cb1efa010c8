/**
 * The socket of source 002, `/api/ws/{token}/{client_identity}` (TS6): for any client written from
 * that document. Our own clients never use it and refuse a peer that does.
 */
import { maxFrameBytes } from "./limits.ts";
import { fitJson, v } from "./schema.ts";

const messageId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const text = v.pipe(v.string(), v.maxLength(maxFrameBytes));

/** What such a client may say. Fields beyond these are passed on as they are: the relay reads none. */
export const oldUp = v.variant("type", [
  v.looseObject({
    type: v.literal("message"),
    message_id: messageId,
    encrypted: text,
    signature: v.pipe(v.string(), v.maxLength(128)),
    timestamp: v.number(),
  }),
  v.object({ type: v.literal("delete"), message_id: messageId }),
  v.object({
    type: v.literal("webrtc-offer"),
    offer: v.looseObject({ type: v.literal("offer"), sdp: text }),
  }),
  v.object({
    type: v.literal("webrtc-answer"),
    answer: v.looseObject({ type: v.literal("answer"), sdp: text }),
  }),
  v.object({
    type: v.literal("webrtc-ice-candidate"),
    candidate: v.looseObject({ candidate: v.pipe(v.string(), v.maxLength(4096)) }),
  }),
]);

export type OldUp = v.InferOutput<typeof oldUp>;

export const parseOldUp = (json: string): OldUp | null => fitJson(oldUp, json);

/** On the old wire every end but the timer's is `manually_ended`. */
export type OldEndReason = "timer_expired" | "manually_ended";
