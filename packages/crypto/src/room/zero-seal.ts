import { isWhole } from "../base/integers.ts";
import { fail } from "../base/protocol-error.ts";
import { isEntryHash, isInst } from "./streams.ts";

/* What the creator wrote under epoch 0 anybody with the link can write too, for ever. So its first entry under
   epoch 1, `room.open`, says where each of its streams of epoch 0 ends. Through `prev` a head vouches for all
   before it; whatever is not reached so is somebody else's, or came later, and is not shown. */

/** The end of one stream of epoch 0: its last place, and base64 of SHA-256(body) there. */
export type StreamHead = { readonly inst: string; readonly n: number; readonly h: string };

/** Where an entry of epoch 0 stands, what it is, and what it names as its predecessor. */
export type ZeroPlace = {
  readonly inst: string;
  readonly n: number;
  readonly hash: string;
  readonly prev: string;
};

/** An entry of epoch 0, opened. */
export type ZeroEntry = ZeroPlace & {
  /** If it is a tombstone: the entries of epoch 0 it deletes. It is believed once it is covered itself. */
  readonly deletes: readonly ZeroPlace[];
};

/** Heads in a seal. */
export const maxHeads = 256;

/**
 * `e0` of the creator's `room.open`: the heads of what this device wrote and the log holds (an entry that never
 * arrived would leave all before it uncovered, so what is not acknowledged is sealed again under epoch 1). What
 * is not in `own` is not vouched for.
 */
export function zeroSeal(
  entries: readonly ZeroPlace[],
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
 * The hashes the seal covers: a head, and what a covered one names as its predecessor. Every other entry is
 * `er_old`: not shown, and an alarm. Where an entry is missing all before it are uncovered, since nothing vouches
 * for them any more: the server took something away. A deleted one is not missing; but a tombstone counts only
 * when it is covered, or whoever has the link could lay a path of its own through one.
 */
export function coveredByZeroSeal(
  heads: readonly StreamHead[],
  entries: readonly ZeroEntry[],
): ReadonlySet<string> {
  let covered: ReadonlySet<string> = new Set();
  for (;;) {
    const deleted = entries.filter(({ hash }) => covered.has(hash)).flatMap(({ deletes }) => deletes);
    const next = reachedFrom(heads, [...entries, ...deleted]);
    if (next.size === covered.size) return next;
    covered = next;
  }
}

/** From every head as far back as the places lead. An entry goes before a tombstone that names the same hash. */
function reachedFrom(heads: readonly StreamHead[], places: readonly ZeroPlace[]): ReadonlySet<string> {
  const known = new Map<string, ZeroPlace>();
  for (const place of places) {
    const name = nameOf(place, place.hash);
    if (!known.has(name)) known.set(name, place);
  }
  const reached = new Set<string>();
  for (const { inst, n: end, h } of heads) {
    let wanted = h;
    for (let n = end; n >= 0; n--) {
      const place = known.get(nameOf({ inst, n }, wanted));
      if (place === undefined) break;
      reached.add(place.hash);
      wanted = place.prev;
    }
  }
  return reached;
}

const nameOf = ({ inst, n }: Pick<ZeroPlace, "inst" | "n">, hash: string): string => `${inst} ${n} ${hash}`;
