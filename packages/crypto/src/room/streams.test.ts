import { expect, test } from "bun:test";
import fc from "fast-check";
import { codeOf, expectCode } from "../../testing/expect-code.ts";
import { systemRandom } from "../../testing/random.ts";
import { asEntry, write, writer } from "../../testing/rooms.ts";
import {
  isEntryHash,
  isInst,
  isSeen,
  type KeptStreams,
  maxSeen,
  missingOf,
  newStreams,
  noPrev,
  readClaims,
  readSeen,
  readStream,
  seenOf,
  type StreamEntry,
  type StreamFinding,
  toBase64,
} from "../index.ts";
import { maxRuns, maxStreams } from "./streams.ts";

const nothing = new Set<string>();
const inst = toBase64(new Uint8Array(8).fill(1));
const hashOf = (name: number) => toBase64(new Uint8Array(32).fill(name));
const instOf = (i: number) => toBase64(Uint8Array.of(9, 9, 9, 9, 9, 9, i >> 8, i & 255));

/** A stream of the other side, as it was written. */
const stream = (length: number, more: Partial<StreamEntry> = {}): StreamEntry[] =>
  Array.from({ length }, (_, n) => ({
    ep: 1,
    dir: 1 as const,
    inst,
    n,
    hash: hashOf(n + 1),
    prev: n === 0 ? noPrev : hashOf(n),
    seen: [],
    ...more,
  }));

function readAll(entries: readonly StreamEntry[], from = newStreams(0), own: ReadonlySet<string> = nothing) {
  const findings: StreamFinding[] = [];
  let streams: KeptStreams = from;
  for (const entry of entries) {
    const read = readStream(streams, entry, own);
    streams = read.streams;
    findings.push(...read.findings);
  }
  return { streams, findings };
}

const kindsOf = (entries: readonly StreamEntry[]) =>
  readAll(entries).findings.map(({ kind, n }) => `${kind} ${n}`);

test("[SR4] what was really written is read without a finding", () => {
  const on = writer(systemRandom(16), systemRandom(32), 1);
  let prev = noPrev;
  const entries = Array.from({ length: 5 }, () => {
    const sealed = write(on);
    const entry = asEntry(sealed, prev, 1);
    prev = sealed.hash;
    return entry;
  });
  const { streams, findings } = readAll(entries);
  expect([findings, missingOf(streams), seenOf(streams)]).toEqual([
    [],
    [],
    [{ inst: entries[0]?.inst ?? "", n: 4 }],
  ]);
});

test("[SR4] any order, and any entry twice, is the same stream without a finding", () => {
  const entries = stream(12);
  const order = fc.tuple(fc.shuffledSubarray(entries, { minLength: 12 }), fc.subarray(entries));
  fc.assert(
    fc.property(order, ([all, again]) => {
      const { streams, findings } = readAll([...all, ...again]);
      expect([findings, missingOf(streams)]).toEqual([[], []]);
      expect(streams).toEqual(readAll(entries).streams);
    }),
    { numRuns: 100 },
  );
});

test("[SR4] what the server leaves out shows as a hole, whatever it is", () => {
  const places = fc.subarray([...Array(11).keys()], { minLength: 1 });
  fc.assert(
    fc.property(places, fc.boolean(), (left, isReversed) => {
      const shown = stream(12).filter(({ n }) => !left.includes(n));
      const { streams, findings } = readAll(isReversed ? shown.toReversed() : shown);
      const missing = missingOf(streams).flatMap(({ first, last }) =>
        Array.from({ length: last - first + 1 }, (_, i) => first + i),
      );
      expect([missing, findings]).toEqual([left.toSorted((a, b) => a - b), []]);
    }),
    { numRuns: 100 },
  );
});

test("[SR4] a log in which nothing is found and nothing missing lacks nothing but what nobody has seen yet", () => {
  const mine = stream(3, { dir: 0, inst: instOf(7), seen: [{ inst, n: 1 }] }).map(renamed(100));
  const theirs = [
    ...stream(4),
    ...stream(2, { inst: instOf(1), seen: [{ inst: instOf(7), n: 1 }] }).map(renamed(200)),
  ];
  const all = [...mine, ...theirs];
  const own = new Set(mine.map(({ hash }) => hash));
  const shown = fc.array(fc.constantFrom(...all), { maxLength: 14 });
  let clean = 0;
  fc.assert(
    fc.property(fc.oneof(shown, fc.shuffledSubarray(all, { minLength: 5 })), (log) => {
      const { streams, findings } = readAll(log, newStreams(0), own);
      expect(findings).toEqual([]);
      if (missingOf(streams).length > 0) return;
      if (log.length >= 5) clean++;
      const has = (id: string, n: number) => log.some((entry) => entry.inst === id && entry.n === n);
      for (const { inst: id, n, seen } of log) {
        for (let before = 0; before < n; before++) expect(has(id, before)).toBe(true);
        for (const { inst: of, n: upTo } of seen)
          for (let i = 0; i <= upTo; i++) expect(has(of, i)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
  expect(clean).toBeGreaterThan(0);
});

test("[SR4] an entry that does not follow the one before it is found, from either side of the break", () => {
  const bent = stream(4).map((entry) => (entry.n === 2 ? { ...entry, prev: hashOf(99) } : entry));
  expect(kindsOf(bent)).toEqual(["prev-broken 2"]);
  expect(kindsOf(bent.toReversed())).toEqual(["prev-broken 1"]);
  expect(kindsOf(stream(1, { prev: hashOf(7) }))).toEqual(["prev-broken 0"]);
  const between = [stream(3)[0], stream(3)[2], { ...stream(3)[1], hash: hashOf(98) }] as StreamEntry[];
  expect(kindsOf(between)).toEqual(["prev-broken 1"]);
});

test("[SR4] one place taken twice is found, the first one stays; the same entry again is nothing", () => {
  const entries = stream(5);
  const other = (n: number): StreamEntry => ({
    ...entries[n]!,
    hash: hashOf(90 + n),
    seen: [{ inst, n: 7 }],
  });
  for (const n of [0, 2, 4]) {
    expect(kindsOf([...entries, other(n)])).toEqual([`repeated ${n}`]);
    expect(readAll([...entries, other(n)]).streams).toEqual(readAll(entries).streams);
  }
  expect(kindsOf([...entries, ...entries])).toEqual([]);
});

test("[SR4] a place is one of a side, an epoch and a page load", () => {
  const other = { hash: hashOf(90), prev: noPrev };
  const entries = [
    ...stream(1),
    ...stream(1, { ...other, ep: 2 }),
    ...stream(1, { ...other, inst: instOf(1) }),
    ...stream(1, { ...other, dir: 0 }),
  ];
  expect(readAll(entries, newStreams(0), new Set([hashOf(90)])).findings).toEqual([]);
});

test("[SR4] what stands under my side and was not sent by this device is told, and takes no place", () => {
  const mine = stream(2, { dir: 0 });
  const own = new Set([hashOf(1), hashOf(2)]);
  const forged: StreamEntry = { ...mine[0]!, hash: hashOf(50), seen: [{ inst: instOf(1), n: 3 }] };
  const { streams, findings } = readAll([forged, ...mine], newStreams(0), own);
  expect(findings).toEqual([{ kind: "not-sent-here", dir: 0, inst, n: 0 }]);
  expect(missingOf(streams)).toEqual([]);
});

test("[SR4] a stream shorter than the other side has seen it is found when asked, not before it can have come", () => {
  const mine = stream(3, { dir: 0 });
  const own = new Set(mine.map(({ hash }) => hash));
  const theirs = stream(1, { inst: instOf(1), seen: [{ inst, n: 2 }] });
  const early = readAll([...theirs, ...mine.slice(0, 1)], newStreams(0), own);
  expect([early.findings, missingOf(early.streams)]).toEqual([
    [],
    [{ kind: "shorter-than-seen", dir: 0, inst, first: 1, last: 2 }],
  ]);
  expect(missingOf(readAll(mine, early.streams, own).streams)).toEqual([]);
  const none = readAll(theirs, newStreams(0), own).streams;
  expect(missingOf(none)).toEqual([{ kind: "shorter-than-seen", dir: 0, inst, first: 0, last: 2 }]);
});

test("[SR4] after a reload my own entries say what I had read: a log that shows less now is found", () => {
  const mine = stream(1, { dir: 0, inst: instOf(1), seen: [{ inst, n: 4 }] });
  const { streams } = readAll([...stream(3), ...mine], newStreams(0), new Set([hashOf(1)]));
  expect(missingOf(streams)).toEqual([{ kind: "shorter-than-seen", dir: 1, inst, first: 3, last: 4 }]);
});

test("[SR4] a false twin of a stream under epoch 0 does not stand in for what is missing of it", () => {
  const twin = stream(9, { dir: 1, ep: 0 });
  const mine = stream(1, { dir: 0, inst: instOf(1), seen: [{ inst, n: 4 }] });
  const { streams } = readAll([...twin, ...stream(3), ...mine], newStreams(0), new Set([hashOf(1)]));
  expect(missingOf(streams)).toEqual([{ kind: "shorter-than-seen", dir: 1, inst, first: 3, last: 4 }]);
});

test("[SR4] a tombstone with place, hash and predecessor stands for what it deleted, and lies for nothing else", () => {
  const entries = stream(4);
  const shown = entries.filter(({ n }) => n !== 1 && n !== 2);
  const tombstones = entries.filter(({ n }) => n === 1 || n === 2);
  const { streams, findings } = readAll([...shown, ...tombstones]);
  expect([findings, missingOf(streams)]).toEqual([[], []]);
  expect(kindsOf([...shown, { ...tombstones[1]!, hash: hashOf(77) }])).toEqual(["prev-broken 2"]);
  expect(kindsOf([...entries, { ...tombstones[1]!, hash: hashOf(77) }])).toEqual(["repeated 2"]);
});

test("[SR4] `seen` names the other side's streams as far as they are whole, the newest eight", () => {
  const others = Array.from({ length: 10 }, (_, i) => stream(2, { inst: instOf(i) })).flat();
  const whole = readAll(others).streams;
  expect(seenOf(whole)).toEqual(Array.from({ length: maxSeen }, (_, i) => ({ inst: instOf(i + 2), n: 1 })));
  const grown = readAll([{ ...stream(3)[2]!, inst: instOf(0) }], whole).streams;
  expect(seenOf(grown).at(-1)).toEqual({ inst: instOf(0), n: 2 });
  const withHole = stream(5).filter(({ n }) => n !== 2);
  expect(seenOf(readAll(withHole).streams)).toEqual([{ inst, n: 1 }]);
  expect(seenOf(readAll(stream(5).slice(1)).streams)).toEqual([]);
  const mine = stream(1, { dir: 0 });
  expect(seenOf(readAll(mine, newStreams(0), new Set([hashOf(1)])).streams)).toEqual([]);
});

test("[SR4] delivered is what the other device's `seen` covers, and nothing I or the server say", () => {
  const mine = stream(3, { dir: 0, seen: [{ inst: instOf(5), n: 9 }] });
  const own = new Set(mine.map(({ hash }) => hash));
  const read = readAll(
    [...mine, ...stream(1, { inst: instOf(1), seen: [{ inst, n: 1 }] })],
    newStreams(0),
    own,
  );
  expect([0, 1, 2].map((n) => isSeen(read.streams, inst, n))).toEqual([true, true, false]);
  expect(isSeen(read.streams, instOf(5), 0)).toBe(false);
  const older = stream(2, { inst: instOf(1), seen: [{ inst, n: 0 }] }).slice(1);
  expect(isSeen(readAll(older, read.streams, own).streams, inst, 1)).toBe(true);
});

test("[SR4] what the thief of a link says under epoch 0 to have read makes no tick and no alarm", () => {
  const mine = stream(2, { dir: 0 });
  const own = new Set(mine.map(({ hash }) => hash));
  const forged = stream(1, { ep: 0, inst: instOf(1), seen: [{ inst, n: 7 }] });
  const { streams } = readAll([...mine, ...forged], newStreams(0), own);
  expect([isSeen(streams, inst, 0), missingOf(streams)]).toEqual([false, []]);
});

test("[SR4] a passing word says what its author has read, too", () => {
  const mine = stream(2, { dir: 0 });
  const { streams } = readAll(mine, newStreams(0), new Set(mine.map(({ hash }) => hash)));
  const told = readClaims(streams, [{ inst, n: 0 }]);
  expect([0, 1].map((n) => isSeen(told, inst, n))).toEqual([true, false]);
  const many = Array.from({ length: maxStreams + 1 }, (_, i) => ({ inst: instOf(i), n: 0 }));
  expect(readClaims(streams, many)).toBe(streams);
});

test("[SR4] a hostile peer costs no more memory than it writes, and is told where it stops", () => {
  const many = Array.from({ length: maxStreams + 2 }, (_, i) => stream(1, { inst: instOf(i) })).flat();
  const streams = readAll(many);
  expect(streams.findings.map(({ kind }) => kind)).toEqual(["out-of-bounds", "out-of-bounds"]);
  expect(streams.streams.streams.length).toBe(maxStreams);
  const holey = stream(2 * maxRuns + 3).filter(({ n }) => n % 2 === 0);
  expect(readAll(holey).findings.map(({ kind }) => kind)).toEqual(["out-of-bounds", "out-of-bounds"]);
  const claims = stream(maxStreams).map((entry) => ({
    ...entry,
    seen: [0, 1].map((i) => ({ inst: instOf(2 * entry.n + i), n: 2 ** 40 })),
  }));
  const claimed = readAll(claims.slice(0, 800));
  expect(claimed.findings.filter(({ kind }) => kind === "out-of-bounds").length).toBe(80);
  expect(claimed.streams.claims.length).toBe(maxStreams);
  expect(missingOf(claimed.streams).length).toBe(maxStreams);
});

test("[SR4] reading a long log stays cheap: one run, however long", () => {
  const entries = stream(2000).map((entry) => ({
    ...entry,
    hash: longHash(entry.n),
    prev: entry.n === 0 ? noPrev : longHash(entry.n - 1),
  }));
  const { streams, findings } = readAll(entries);
  expect([findings.length, streams.streams[0]?.runs.length]).toEqual([0, 1]);
});

test("[CR17] fuzz: `seen`, `prev` and `inst` out of a payload", () => {
  const right = [{ inst, n: 3 }];
  expect(readSeen(right)).toEqual(right);
  const eight = Array.from({ length: maxSeen }, (_, i) => ({ inst: instOf(i), n: 0 }));
  expect(readSeen(eight)).toEqual(eight);
  for (const wrong of [
    null,
    {},
    [null],
    [{ inst }],
    [{ inst, n: -1 }],
    [{ inst: "AA==", n: 0 }],
    [[]],
    [...right, ...right],
    [...eight, ...right],
  ])
    expectCode(() => readSeen(wrong), "header");
  const some = fc.record({
    inst: fc.oneof(fc.constant(inst), fc.anything()),
    n: fc.oneof(fc.nat(), fc.anything()),
  });
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.array(fc.oneof(some, fc.anything()))), (value) => {
      expect([null, "header"]).toContain(codeOf(() => readSeen(value)));
      isInst(value);
      isEntryHash(value);
    }),
    { numRuns: 1000 },
  );
  expect([noPrev, inst, "", null, `${noPrev} `].map(isEntryHash)).toEqual([true, false, false, false, false]);
  expect([inst, noPrev, 8, undefined].map(isInst)).toEqual([true, false, false, false]);
});

/** The same stream with hashes of its own. */
const renamed =
  (by: number) =>
  (entry: StreamEntry): StreamEntry => ({
    ...entry,
    hash: hashOf(by + entry.n + 1),
    prev: entry.n === 0 ? noPrev : hashOf(by + entry.n),
  });

const longHash = (n: number) =>
  toBase64(Uint8Array.from({ length: 32 }, (_, i) => (i < 4 ? (n >> (8 * i)) & 255 : 1)));
