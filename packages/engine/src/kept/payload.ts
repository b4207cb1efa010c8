/** What stands inside an envelope the server keeps, and which of the things said are kept (CRYPTO §5, §6). */
import { type KeptType, readSeen, type SeenStream } from "@chatorbit/crypto";
import { base64, fit, v, wholeNumber } from "@chatorbit/protocol";
import { attempt } from "../keying/attempt.ts";
import { type Body, isMessage, milliseconds, fitBody } from "../payload.ts";

/**
 * Words are kept, and what must last beside them: who comes back has to find what was taken back, reacted to, read,
 * named, ended, and the parts of what was recorded. Typing, what was read, and the calls' words are for whoever is
 * here now: a minute later they are worth nothing.
 */
export function keptTypeOf(body: Body): KeptType | null {
  if (isMessage(body)) return "message";
  switch (body.t) {
    case "delete":
    case "react":
    case "read":
    case "name":
    case "verify":
    case "end":
    case "hello":
    case "room.open":
    case "file.part":
    case "file.cancel":
      return "control";
    case "typing":
    case "ack":
      return "signal";
    default:
      return passing.some((family) => body.t.startsWith(family)) ? "signal" : null;
  }
}

/** Calls, recordings, files and their connections. */
const passing = ["rtc.", "rec.", "dc.", "file."];

export type KeptPayload = {
  readonly ts: number;
  readonly prev: string;
  readonly seen: readonly SeenStream[];
  /** Null: a kind this version does not know. */
  readonly body: Body | null;
};

const common = v.looseObject({
  t: v.pipe(v.string(), v.maxLength(32)),
  ts: milliseconds,
  prev: base64(44),
  seen: v.array(v.unknown()),
});

/** The payload in decoded JSON; null when it is malformed. */
export function readKeptPayload(value: unknown): KeptPayload | null {
  const outer = fit(common, value);
  if (outer === null) return null;
  const { ts, prev, seen: told, ...rest } = outer;
  const seen = attempt(() => readSeen(told));
  const body = fitKept(rest);
  if (!Array.isArray(seen) || body === null) return null;
  return { ts, prev, seen, body: body === "unknown" ? null : body };
}

const number = wholeNumber(0, Number.MAX_SAFE_INTEGER);
const stream = { inst: base64(12), n: number, h: base64(44) };
const places = v.pipe(
  v.array(v.strictObject({ ep: wholeNumber(0, 1), ...stream, prev: base64(44) })),
  v.maxLength(200),
);
const opening = v.strictObject({
  t: v.literal("room.open"),
  ttl_end: milliseconds,
  max_chars: wholeNumber(1, 1_000_000),
  e0: v.pipe(v.array(v.strictObject(stream)), v.maxLength(256)),
});

type Fields = { readonly t: string; readonly [field: string]: unknown };

/** What is said only where something is kept, or says more there, beside all else. */
function fitKept(rest: Fields): Body | "unknown" | null {
  if (rest.t === "room.open") return fit(opening, rest);
  const { of, ...bare } = rest;
  const body = fitBody(bare);
  if (of === undefined || body === null || body === "unknown") return body;
  const emptied = fit(places, of);
  return emptied === null || body.t !== "delete" ? null : { ...body, of: emptied };
}

/** `ts`: ms of the server's clock, as this device knows it: the two compare their signals' age by it. */
export const writeKeptPayload = (body: Body, ts: number, prev: string, seen: readonly SeenStream[]): string =>
  JSON.stringify({ ...body, ts, prev, seen });
