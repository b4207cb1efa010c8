/** What two devices say to each other about a call and about recording it, sealed (CRYPTO §6, §18.3). */
import { uuid, v, wholeNumber } from "@chatorbit/protocol";

/** Largest description, characters; it is ASCII, so bytes as well. */
export const maxSdpLength = 65_536;

/** Candidates in one signal. */
export const maxBatch = 32;

/** Highest number a peer connection of one call can have. */
export const maxGen = 65_535;

const call = uuid;
const gen = wholeNumber(1, maxGen);
/** A word for the screen; one this version does not know reads as none. */
const reason = v.optional(v.pipe(v.string(), v.regex(/^[a-z-]{1,32}$/)));

export const description = v.strictObject({
  type: v.picklist(["offer", "answer"]),
  sdp: v.pipe(v.string(), v.minLength(1), v.maxLength(maxSdpLength)),
});
export type Description = Readonly<v.InferOutput<typeof description>>;

export const candidate = v.strictObject({
  candidate: v.pipe(v.string(), v.maxLength(1_024)),
  sdpMid: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  sdpMLineIndex: v.nullable(wholeNumber(0, 255)),
  usernameFragment: v.nullable(v.pipe(v.string(), v.maxLength(256))),
});
export type Candidate = Readonly<v.InferOutput<typeof candidate>>;

const cands = v.pipe(v.array(candidate), v.maxLength(maxBatch));

/** The variants for the payload's schema. */
export const callSignals = [
  v.strictObject({
    t: v.literal("rtc.ring"),
    call,
    audio: v.boolean(),
    video: v.boolean(),
    /** The caller shows only addresses of the relay. */
    relay: v.boolean(),
  }),
  v.strictObject({ t: v.literal("rtc.accept"), call, reason }),
  v.strictObject({ t: v.literal("rtc.decline"), call, reason }),
  v.strictObject({ t: v.literal("rtc.bye"), call, reason }),
  v.strictObject({ t: v.literal("rtc.desc"), call, gen, desc: description }),
  v.strictObject({ t: v.literal("rtc.ice"), call, gen, cands, end: v.optional(v.literal(true)) }),
  v.strictObject({ t: v.literal("rtc.media"), call, audio: v.boolean(), video: v.boolean() }),
] as const;

export const recordingSignals = [
  v.strictObject({
    t: v.literal("rec.ask"),
    id: uuid,
    call: v.optional(uuid),
    what: v.picklist(["recording", "transcript"]),
  }),
  v.strictObject({ t: v.literal("rec.ok"), id: uuid }),
  v.strictObject({ t: v.literal("rec.no"), id: uuid }),
  v.strictObject({ t: v.literal("rec.on"), id: uuid }),
  v.strictObject({ t: v.literal("rec.off"), id: uuid }),
  v.strictObject({ t: v.literal("rec.stop"), id: uuid }),
] as const;

export const signal = v.variant("t", [...callSignals, ...recordingSignals]);

export type CallSignal = v.InferOutput<(typeof callSignals)[number]>;
export type RecordingSignal = v.InferOutput<(typeof recordingSignals)[number]>;
export type Signal = CallSignal | RecordingSignal;
export type SignalOf<T extends Signal["t"]> = Extract<Signal, { t: T }>;
