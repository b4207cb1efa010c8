/** What two devices say to each other about files, sealed (CRYPTO §16), and what their page load is called. */
import { base64, uuid, v, wholeNumber } from "@chatorbit/protocol";
import { candidate, description, maxBatch, maxGen } from "../call/signals.ts";

/** The largest file a device offers or takes, bytes; its chunks are then fewer than 2²⁰. */
export const largestFile = 64 * 1024 ** 3;

/** Longest name as it is sent, UTF-16 units. */
export const maxNameUnits = 255;

/** Pixels along one side of a picture that is shown; more is a bomb, or no picture for a chat. */
export const maxSide = 16_384;
/** Pixels of a picture that is shown. */
export const maxPixels = 50_000_000;

/** Pixels along a side of the picture that stands in for one until it is here. */
export const tinySide = 8;
const tinyLength = (4 * (tinySide * tinySide * 3)) / 3;

/** A page load of a device: what was begun with another one is not gone on with. */
const inst = uuid;
const gen = wholeNumber(1, maxGen);
const chunk = wholeNumber(0, 2 ** 20);
const reason = v.optional(v.pipe(v.string(), v.regex(/^[a-z-]{1,32}$/)));

export const fileSignals = [
  v.strictObject({
    t: v.literal("file.offer"),
    id: uuid,
    k: base64(44),
    name: v.pipe(v.string(), v.maxLength(maxNameUnits)),
    mime: v.pipe(v.string(), v.maxLength(127)),
    size: wholeNumber(1, largestFile),
    chunks: chunk,
    img: v.optional(
      v.strictObject({
        w: wholeNumber(1, maxSide),
        h: wholeNumber(1, maxSide),
        tiny: v.optional(base64(tinyLength)),
      }),
    ),
    reply_to: v.optional(v.strictObject({ by: v.picklist(["host", "guest"]), id: uuid })),
    inst,
  }),
  /** `from`: the first chunk that is wanted. */
  v.strictObject({ t: v.literal("file.accept"), id: uuid, from: chunk, inst, to: inst }),
  v.strictObject({ t: v.literal("file.decline"), id: uuid, reason }),
  /** Of the sender: that was all of it. Of the receiver: it is here whole. */
  v.strictObject({ t: v.literal("file.done"), id: uuid, root: base64(44) }),
  v.strictObject({ t: v.literal("file.cancel"), id: uuid, reason }),
  v.strictObject({ t: v.literal("dc.desc"), inst, to: inst, gen, desc: description }),
  v.strictObject({
    t: v.literal("dc.ice"),
    inst,
    to: inst,
    gen,
    cands: v.pipe(v.array(candidate), v.maxLength(maxBatch)),
    end: v.optional(v.literal(true)),
  }),
  v.strictObject({ t: v.literal("dc.bye"), inst, to: inst }),
  /** An answer to a word that was meant for a page before this one. */
  v.strictObject({ t: v.literal("dc.here"), inst, to: inst }),
] as const;

export const fileSignal = v.variant("t", [...fileSignals]);
export type FileSignal = v.InferOutput<typeof fileSignal>;
export type FileSignalOf<T extends FileSignal["t"]> = Extract<FileSignal, { t: T }>;
