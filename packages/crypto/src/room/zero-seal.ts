import { isWhole } from "../base/integers.ts";
import { fail } from "../base/protocol-error.ts";
import { isEntryHash, isInst } from "./streams.ts";

/* What the creator wrote under epoch 0 anybody with the link can write too, for ever. So its first entry under
   epoch 1, `room.open`, says where each of its streams of epoch 0 ends. Through `prev` a head vouches for all
   before it; whatever is not reached so is somebody else's, or came later, and is not shown. */

/** The end of one stream of epoch 0: its last place, and base64 of SHA-256(body) there. */
export type StreamHead = { readonly inst: string; readonly n: number; readonly h: string };

/** An entry of epoch 0, opened; or what a tombstone says of a deleted one. */
export type ZeroEntry = {
  readonly inst: string;
  readonly n: number;
  readonly hash: string;
  readonly prev: string;
};

/** Heads in a seal. */
export const maxHeads = 256;

/**
 * `e0` of the creator's `room.open`: the heads of what this device wrote and the log holds (an entry that never
 * arrived would leave all before it uncovered, so what is not acknowledged is sealed again under epoch 1). What
 * is not in `own` is not vouched for.
 */
export function zeroSeal(
  entries: readonly ZeroEntry[],
  own: { readonly has: (hash: string) => boolean },
): readonly StreamHead[] {
  const heads = new Map<string, StreamHead>();
  for (const { inst, n, hash } of entries)
    if (own.has(hash) && n >= (heads.get(inst)?.n ?? 0)) heads.set(inst, { inst, n, h: hash });
  return [...heads.values()].slice(-maxHeads);
}

/** `e0` out of a payload. Throws ProtocolError("header"). */
export function readZeroSeal(value: unknown): readonly StreamHead[] {
  if (!Array.isArray(value) || value.length > maxHeads) return fail("header");
  const heads = value.map((each: unknown) => {
    const isObject = typeof each === "object" && each !== null;
    const { inst, n, h }: Readonly<Record<string, unknown>> = { ...(isObject ? each : fail("header")) };
    return isInst(inst) && isWhole(n) && isEntryHash(h) ? { inst, n, h } : fail("header");
  });
  return new Set(heads.map(({ inst }) => inst)).size === heads.length ? heads : fail("header");
}

/**
 * The hashes of those `entries` the seal covers: a head, or what a covered one names as its predecessor. Every
 * other one is `er_old`: not shown, and an alarm. Where an entry is missing all before it are uncovered, since
 * nothing vouches for them any more: the server took something away.
 */
export function coveredByZeroSeal(
  heads: readonly StreamHead[],
  entries: readonly ZeroEntry[],
): ReadonlySet<string> {
  const byPlace = new Map<string, ZeroEntry[]>();
  for (const entry of entries) {
    const place = placeOf(entry);
    byPlace.set(place, [...(byPlace.get(place) ?? []), entry]);
  }
  const covered = new Set<string>();
  for (const { inst, n: end, h } of heads) {
    let wanted = h;
    for (let n = end; n >= 0; n--) {
      const entry = byPlace.get(placeOf({ inst, n }))?.find(({ hash }) => hash === wanted);
      if (entry === undefined) break;
      covered.add(entry.hash);
      wanted = entry.prev;
    }
  }
  return covered;
}

const placeOf = ({ inst, n }: { readonly inst: string; readonly n: number }): string => `${inst} ${n}`;
