import { isWhole } from "../base/integers.ts";
import { fail } from "../base/protocol-error.ts";
import { decodeBytes } from "../live/envelope.ts";
import { noPrev } from "./kept.ts";
import { instLength, type KeptDirection } from "./kept-envelope.ts";

/* What the log shows, judged by what stands inside the seals. The server may withhold the newest entries; what
   lies between two it shows it can neither drop nor reorder nor repeat without a finding here. The other device
   has the same key and could, with the server, write as this side: `own` tells those apart. Plain data in, plain
   data out; entries are remembered as runs without holes, so that a hostile peer costs no more than it writes. */

/** One entry, opened. A tombstone that names place, hash and `prev` of what it deletes is read the same way. */
export type StreamEntry = {
  readonly ep: number;
  readonly dir: KeptDirection;
  /** base64 of 8 bytes. */
  readonly inst: string;
  readonly n: number;
  /** base64 of SHA-256(body). */
  readonly hash: string;
  /** Out of the payload: the hash of the entry before in this stream. */
  readonly prev: string;
  /** Out of the payload: how far its author had read the other side's streams. Not believed under epoch 0. */
  readonly seen: readonly SeenStream[];
};

/** "I have read the stream `inst` from 0 to `n`." */
export type SeenStream = { readonly inst: string; readonly n: number };

export type StreamFinding = {
  /**
   * `prev-broken`: not the successor of the entry before it. `repeated`: this place was taken by another entry.
   * `not-sent-here`: under my side, and not by this device. `out-of-bounds`: more streams, holes or claims than
   * anybody honest makes; the entry opens, but is not judged.
   */
  readonly kind: "prev-broken" | "repeated" | "not-sent-here" | "out-of-bounds";
  readonly dir: KeptDirection;
  readonly inst: string;
  readonly n: number;
};

/** Places of a stream nothing was read of, first to last, both included. */
export type MissingEntries = {
  /** `hole`: later ones are there. `shorter-than-seen`: somebody has read this far, the log now shows less. */
  readonly kind: "hole" | "shorter-than-seen";
  readonly dir: KeptDirection;
  readonly inst: string;
  readonly first: number;
  readonly last: number;
};

/** Entries that stand side by side. */
type Run = {
  readonly first: number;
  /** What the first one names as its predecessor. */
  readonly prev: string;
  /** The hash of the last one. */
  readonly last: string;
  /** 16 symbols of every hash, in order: 96 bits, enough to tell the same entry from another. */
  readonly prints: string;
};

type Stream = {
  readonly ep: number;
  readonly dir: KeptDirection;
  readonly inst: string;
  /** Ascending, with holes between them. */
  readonly runs: readonly Run[];
};

/** The highest place of a stream that somebody who read it has named: the other side, or this one before a reload. */
type Claim = { readonly dir: KeptDirection; readonly inst: string; readonly n: number };

export type KeptStreams = {
  readonly me: KeptDirection;
  /** The one that grew last is last. */
  readonly streams: readonly Stream[];
  readonly claims: readonly Claim[];
};

/** Streams, and claims about streams, of one side: a stream is a page load, so this is a reload a minute for a day. */
export const maxStreams = 1_440;

/** Runs in one stream: a hole is an entry that came late, so two are many. */
export const maxRuns = 64;

/** Streams a payload's `seen` names at most. */
export const maxSeen = 8;

export const newStreams = (me: KeptDirection): KeptStreams => ({ me, streams: [], claims: [] });

/**
 * Reads one entry, in whatever order and however often the log shows it. `own`: hashes of what this device sent,
 * kept over reloads. An entry that is `repeated` or `not-sent-here` must not be shown as what it says it is, and
 * changes nothing. Of epoch 0 read only what its seal covers, once there is one: others could take its places.
 */
export function readStream(
  before: KeptStreams,
  entry: StreamEntry,
  own: { readonly has: (hash: string) => boolean },
): { readonly streams: KeptStreams; readonly findings: readonly StreamFinding[] } {
  const { dir, inst, n } = entry;
  const found = (...kinds: readonly StreamFinding["kind"][]) => kinds.map((kind) => ({ kind, dir, inst, n }));
  if (dir === before.me && !own.has(entry.hash)) return { streams: before, findings: found("not-sent-here") };
  const { streams, finding } = place(before.streams, entry);
  if (finding === "repeated") return { streams: before, findings: found(finding) };
  // Under epoch 0 the creator is alone and has read nobody; what says otherwise would make ticks of the thief of a link.
  const claims = entry.ep === 0 ? before.claims : claim(before.claims, dir === 0 ? 1 : 0, entry.seen);
  return {
    streams: { ...before, streams, claims: claims ?? before.claims },
    findings: found(
      ...(finding === null ? [] : [finding]),
      ...(claims === null ? ["out-of-bounds" as const] : []),
    ),
  };
}

/**
 * What should be there and is not. Ask when the log was read to its end: an entry on its way is no finding. A
 * deleted entry whose tombstone was read is not missing.
 */
export function missingOf({ streams, claims }: KeptStreams): readonly MissingEntries[] {
  const holes = streams.flatMap(({ dir, inst, runs }) =>
    runs.flatMap((run, i) => {
      const first = i === 0 ? 0 : endOf(runs[i - 1]);
      return first < run.first ? [{ kind: "hole" as const, dir, inst, first, last: run.first - 1 }] : [];
    }),
  );
  const short = claims.flatMap(({ dir, inst, n }) => {
    const first = endOf(newestOf(streams, dir, inst)?.runs.at(-1));
    return first <= n ? [{ kind: "shorter-than-seen" as const, dir, inst, first, last: n }] : [];
  });
  return [...holes, ...short];
}

/** `seen` for my next payload: the other side's streams that grew last, each as far as it was read without a hole. */
export function seenOf({ me, streams }: KeptStreams): readonly SeenStream[] {
  const whole = streams.flatMap(({ dir, inst, runs: [run] }) =>
    dir !== me && run?.first === 0 ? [{ inst, n: endOf(run) - 1 }] : [],
  );
  return whole.slice(-maxSeen);
}

/** What a passing word says its author has read of my streams; the same value where it claims more than there can be. */
export function readClaims(before: KeptStreams, seen: readonly SeenStream[]): KeptStreams {
  const claims = claim(before.claims, before.me, seen);
  return claims === null ? before : { ...before, claims };
}

/** Has the other device read my entry at this place? Only this makes an entry delivered, never the server's word. */
export const isSeen = ({ me, claims }: KeptStreams, inst: string, n: number): boolean =>
  claims.some((claimed) => claimed.dir === me && claimed.inst === inst && n <= claimed.n);

/** `seen` out of a payload. Throws ProtocolError("header"). */
export function readSeen(value: unknown): readonly SeenStream[] {
  if (!Array.isArray(value) || value.length > maxSeen) return fail("header");
  const seen = value.map((each: unknown) => {
    const { inst, n }: Readonly<Record<string, unknown>> = { ...(isObject(each) ? each : fail("header")) };
    return isInst(inst) && isWhole(n) ? { inst, n } : fail("header");
  });
  return new Set(seen.map(({ inst }) => inst)).size === seen.length ? seen : fail("header");
}

/** Is this, whatever it is, base64 of 32 bytes, as `prev` and every other hash of an entry? */
export const isEntryHash = (value: unknown): value is string => isBase64Of(value, 32);

/** Is this, whatever it is, base64 of 8 bytes? */
export const isInst = (value: unknown): value is string => isBase64Of(value, instLength);

const printLength = 16;

const printOf = (hash: string): string => hash.slice(0, printLength);

/** The place after the last one of a run; 0 where there is none. */
const endOf = (run: Run | undefined): number =>
  run === undefined ? 0 : run.first + run.prints.length / printLength;

/** Under whichever epoch is newest: a false twin under epoch 0 must not stand in for the true one. */
const newestOf = (streams: readonly Stream[], dir: KeptDirection, inst: string): Stream | undefined =>
  streams
    .filter((stream) => stream.dir === dir && stream.inst === inst)
    .reduce<Stream | undefined>((a, b) => (a !== undefined && a.ep > b.ep ? a : b), undefined);

type Placed = {
  readonly streams: readonly Stream[];
  readonly finding: "prev-broken" | "repeated" | "out-of-bounds" | null;
};

function place(streams: readonly Stream[], entry: StreamEntry): Placed {
  const { ep, dir, inst, n, hash, prev } = entry;
  const known = streams.find((stream) => stream.inst === inst && stream.dir === dir && stream.ep === ep);
  const isFull = known === undefined && streams.filter((stream) => stream.dir === dir).length >= maxStreams;
  if (isFull) return { streams, finding: "out-of-bounds" };
  const runs = known?.runs ?? [];
  const there = runs.find((run) => run.first <= n && n < endOf(run));
  if (there !== undefined) {
    const at = (n - there.first) * printLength;
    const isSame = there.prints.slice(at, at + printLength) === printOf(hash);
    return { streams, finding: isSame ? null : "repeated" };
  }
  const below = runs.find((run) => endOf(run) === n);
  const above = runs.find((run) => run.first === n + 1);
  const others = runs.filter((run) => run !== below && run !== above);
  if (others.length >= maxRuns) return { streams, finding: "out-of-bounds" };
  const run: Run = {
    first: below?.first ?? n,
    prev: below?.prev ?? prev,
    last: above?.last ?? hash,
    prints: (below?.prints ?? "") + printOf(hash) + (above?.prints ?? ""),
  };
  const expected = n === 0 ? noPrev : below?.last;
  const isBroken = (expected ?? prev) !== prev || (above?.prev ?? hash) !== hash;
  const grown = { ep, dir, inst, runs: [...others, run].toSorted((a, b) => a.first - b.first) };
  const finding = isBroken ? "prev-broken" : null;
  return { streams: [...streams.filter((stream) => stream !== known), grown], finding };
}

/** The claims with what an author says it read of `dir`; null when that is more streams than there can be. */
function claim(
  claims: readonly Claim[],
  dir: KeptDirection,
  seen: readonly SeenStream[],
): readonly Claim[] | null {
  const others = claims.filter((claimed) => claimed.dir !== dir);
  const next = new Map(claims.filter((claimed) => claimed.dir === dir).map(({ inst, n }) => [inst, n]));
  for (const { inst, n } of seen) next.set(inst, Math.max(n, next.get(inst) ?? n));
  if (next.size > maxStreams) return null;
  return [...others, ...[...next].map(([inst, n]) => ({ dir, inst, n }))];
}

function isBase64Of(value: unknown, length: number): value is string {
  try {
    return decodeBytes(value, length, length).length === length;
  } catch {
    return false;
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
