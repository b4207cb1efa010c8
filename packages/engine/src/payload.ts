/** What stands inside a sealed envelope between two seats (CRYPTO §4, §18). */
import {
  base64,
  base64Length,
  fit,
  maxNameLength,
  maxSealedChunk,
  roles,
  token,
  uuid,
  v,
  voiceLimits,
  wholeNumber,
} from "@chatorbit/protocol";

const number = wholeNumber(0, Number.MAX_SAFE_INTEGER);
const range = v.pipe(
  v.strictTuple([number, number]),
  v.check(([first, last]) => first <= last),
);
const ranges = v.pipe(v.array(range), v.maxLength(16));

/** What the other device has of this one's frames: highest opened, holes still open, holes given up. */
export const ack = v.strictObject({
  ep: number,
  /** -1: nothing opened yet. */
  n: wholeNumber(-1, Number.MAX_SAFE_INTEGER),
  miss: ranges,
  lost: ranges,
});
export type Ack = v.InferOutput<typeof ack>;

const by = v.picklist(roles);
const ids = v.pipe(v.array(uuid), v.minLength(1), v.maxLength(200));
/** The longest text of any conversation; the session's own limit is checked in code points. */
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(32_000));
/** Longest reaction, UTF-16 units: the longest emoji with all its joiners. */
const maxEmojiLength = 32;
/** Emoji and what joins them, and at least one that is a picture: never words, controls, or bidi marks. */
const emojiForm =
  /^(?=.*[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3])[\p{Extended_Pictographic}\p{Emoji_Component}]+$/u;
export const isEmoji = (text: string): boolean => text.length <= maxEmojiLength && emojiForm.test(text);
const emoji = v.pipe(v.string(), v.check(isEmoji));
/** A moment a date can hold: past it, formatting one throws. */
export const milliseconds = wholeNumber(0, 8_640_000_000_000_000 - 1);

/** So far ahead of this device's clock no honest one is, ms. */
const furthestAheadMs = 2 * 86_400_000;
export const isFarAhead = (ts: number, now: number): boolean => ts > now + furthestAheadMs;

const reference = v.strictObject({ by, id: uuid });

const item = v.strictObject({
  by,
  id: uuid,
  ts: milliseconds,
  body: text,
  reply_to: v.optional(reference),
  /** What each seat reacted with. */
  reactions: v.optional(v.strictObject({ host: v.exactOptional(emoji), guest: v.exactOptional(emoji) })),
});

const textBody = v.strictObject({ t: v.literal("text"), body: text, reply_to: v.optional(reference) });

/** What a voice message may be recorded as. The receiver plays it under this very type (CRYPTO §16). */
export const voiceTypes = ["audio/webm", "audio/ogg", "audio/mp4"] as const;
/** The descriptor of a file (CRYPTO §16); in this version every file is a voice message. */
const fileBody = v.strictObject({
  t: v.literal("file"),
  id: uuid,
  k: base64(44),
  size: wholeNumber(1, voiceLimits.bytes),
  chunks: number,
  root: base64(44),
  name: v.pipe(v.string(), v.maxLength(255)),
  mime: v.picklist(voiceTypes),
  voice: v.strictObject({
    ms: wholeNumber(1, voiceLimits.ms),
    wave: v.pipe(v.array(wholeNumber(0, 31)), v.maxLength(64)),
  }),
  reply_to: v.optional(reference),
});
/** One sealed chunk of it, and the word that it will not be sent or taken any further. */
const partBody = v.strictObject({
  t: v.literal("file.part"),
  id: uuid,
  i: number,
  c: base64(base64Length(maxSealedChunk)),
});
const cancelBody = v.strictObject({ t: v.literal("file.cancel"), id: uuid });

const deleteBody = v.strictObject({ t: v.literal("delete"), ids });
const reactBody = v.strictObject({ t: v.literal("react"), by, id: uuid, emoji: v.nullable(emoji) });
const readBody = v.strictObject({ t: v.literal("read"), ids });

/** What a person said or did that must outlive a reload of its page until it is confirmed (TS9). */
export const lasting = v.variant("t", [textBody, deleteBody, reactBody, readBody, cancelBody]);
export type Lasting = v.InferOutput<typeof lasting>;

export const isLasting = (body: Body): body is Lasting =>
  ["text", "delete", "react", "read", "file.cancel"].includes(body.t);

/** Is it a message, and no signal? Only a message carries a franking stamp, so only a message carries words (CRYPTO §17). */
export const isMessage = ({ t }: Body): boolean => t === "text" || t === "file";

/**
 * What calls say to each other (CRYPTO §6, §18.3). The conversation carries it and knows no more of it
 * than its name: the machine of calls, loaded with the first of them, reads the rest.
 */
export const callWords = [
  "rtc.ring",
  "rtc.accept",
  "rtc.decline",
  "rtc.bye",
  "rtc.desc",
  "rtc.ice",
  "rtc.media",
  "rec.ask",
  "rec.ok",
  "rec.no",
  "rec.on",
  "rec.off",
  "rec.stop",
] as const;
export type CallBody = { readonly t: (typeof callWords)[number]; readonly [field: string]: unknown };

const isCallWord = (t: string): t is CallBody["t"] => (callWords as readonly string[]).includes(t);
export const isCallBody = (body: Body): body is CallBody => isCallWord(body.t);

const bodies = [
  v.strictObject({
    t: v.literal("hello"),
    ver: v.literal(1),
    caps: v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(32)),
    build: v.union([v.literal(""), base64(44)]),
    max_v: number,
  }),
  textBody,
  deleteBody,
  reactBody,
  readBody,
  fileBody,
  partBody,
  cancelBody,
  v.strictObject({ t: v.literal("typing"), on: v.boolean() }),
  v.strictObject({ t: v.literal("ack") }),
  v.strictObject({ t: v.literal("name"), name: v.pipe(v.string(), v.maxLength(2 * maxNameLength)) }),
  v.strictObject({ t: v.literal("verify"), ok: v.literal(true) }),
  v.strictObject({ t: v.literal("end"), reason: v.optional(v.literal("leap")) }),
  v.strictObject({ t: v.literal("sync.req"), since: milliseconds }),
  v.strictObject({
    t: v.literal("sync.part"),
    items: v.pipe(v.array(item), v.maxLength(200)),
    last: v.boolean(),
    /** Voice messages among what was said; none of them comes back. */
    voices: v.optional(wholeNumber(1, 100_000)),
  }),
  v.strictObject({ t: v.literal("xt.ask"), id: uuid, add: wholeNumber(1, 600_000), end: milliseconds }),
  v.strictObject({ t: v.literal("xt.ok"), id: uuid }),
  v.strictObject({ t: v.literal("xt.no"), id: uuid }),
  v.strictObject({ t: v.literal("leap.ask"), id: uuid, e: number, r: base64(44) }),
  v.strictObject({ t: v.literal("leap.ok"), id: uuid, e: number, r: base64(44) }),
  v.strictObject({ t: v.literal("leap.no"), id: uuid }),
  v.strictObject({ t: v.literal("leap.go"), id: uuid, token }),
] as const;

const body = v.variant("t", [...bodies]);

/** Where an entry stands in its stream, its hash, and the one before it: base64 (CRYPTO §5). */
export type Place = {
  readonly ep: number;
  readonly inst: string;
  readonly n: number;
  readonly h: string;
  readonly prev: string;
};

/** Where something is kept, a delete names the places that are emptied with it: nobody takes them for lost. */
type Delete = v.InferOutput<typeof deleteBody> & { readonly of?: readonly Place[] };

/** The creator's first word under epoch 1 of a log: the terms, and how far what it wrote alone goes (CRYPTO §5). */
type Opening = {
  readonly t: "room.open";
  /** Server's clock, ms. */
  readonly ttl_end: number;
  readonly max_chars: number;
  readonly e0: readonly { readonly inst: string; readonly n: number; readonly h: string }[];
};

/** What the conversation itself understands. */
export type OwnBody = Exclude<v.InferOutput<typeof body>, { t: "delete" }> | Delete | Opening;
/** One thing said, without what every payload carries besides. */
export type Body = OwnBody | CallBody;
export type BodyOf<T extends OwnBody["t"]> = Extract<OwnBody, { t: T }>;

const common = v.looseObject({ t: v.pipe(v.string(), v.maxLength(32)), ts: milliseconds, ack });

export type Payload = { readonly ts: number; readonly ack: Ack; readonly body: Body | null };

const known = new Set<string>(bodies.map((schema) => schema.entries.t.literal));

/**
 * The payload in decoded JSON. `body` is null when this version does not know its kind; the whole
 * is null when it is malformed.
 */
export function readPayload(value: unknown): Payload | null {
  const outer = fit(common, value);
  if (outer === null) return null;
  const { ts, ack, ...rest } = outer;
  const inner = fitBody(rest);
  return inner === null ? null : { ts, ack, body: inner === "unknown" ? null : inner };
}

/** The body alone; `unknown`: a kind this version does not know; null: malformed. */
export function fitBody(rest: {
  readonly t: string;
  readonly [field: string]: unknown;
}): Body | "unknown" | null {
  const { t } = rest;
  if (isCallWord(t)) return { ...rest, t };
  if (!known.has(t)) return "unknown";
  const inner = fit(body, rest);
  // A file that is no voice message is a newer program's, as a kind we do not know is.
  return inner === null && t === "file" && !("voice" in rest) ? "unknown" : inner;
}

/** The payload as it is sealed. `ts`: ms. */
export const writePayload = (body: Body, ts: number, ack: Ack): string =>
  JSON.stringify({ ...body, ts, ack });

/** Length as limits count it: code points, never UTF-16 units (TS10). */
export const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};
