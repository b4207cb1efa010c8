import { expect, test } from "bun:test";
import fc from "fast-check";
import { codeOf, expectCode } from "../../testing/expect-code.ts";
import { aloneIn, asEntry, newRoom, write } from "../../testing/rooms.ts";
import { coveredByZeroSeal, noPrev, readZeroSeal, toBase64, type ZeroEntry, zeroSeal } from "../index.ts";
import { maxHeads } from "./zero-seal.ts";

const room = newRoom();

/** What one page load of somebody with the link writes under epoch 0. */
function pageLoad(length: number): ZeroEntry[] {
  const on = aloneIn(room);
  let prev = noPrev;
  return Array.from({ length }, () => {
    const sealed = write(on);
    const entry = { ...asEntry(sealed, prev), deletes: [] };
    prev = sealed.hash;
    return entry;
  });
}

const hashesOf = (entries: readonly ZeroEntry[]) => new Set(entries.map(({ hash }) => hash));

test("[CR17] the seal names the end of every stream of the creator, and covers all of them, in any order", () => {
  const [first, second] = [pageLoad(3), pageLoad(1)];
  const all = [...first, ...second];
  const seal = zeroSeal(all, hashesOf(all));
  expect(seal).toEqual([first[2]!, second[0]!].map(({ inst, n, hash }) => ({ inst, n, h: hash })));
  expect(zeroSeal(all.toReversed(), hashesOf(all)).toReversed()).toEqual([...seal]);
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
      expect(coveredByZeroSeal(readZeroSeal(JSON.parse(JSON.stringify(seal))), order)).toEqual(hashesOf(all));
    }),
  );
});

test("[CR17] whoever has the link writes under epoch 0 for ever: nothing of it is covered", () => {
  const mine = pageLoad(3);
  const before = pageLoad(2);
  const seal = zeroSeal([...mine, ...before], hashesOf(mine));
  const later: ZeroEntry = { ...mine[2]!, n: 3, hash: before[0]!.hash, prev: mine[2]!.hash };
  const instead: ZeroEntry = { ...mine[1]!, hash: before[1]!.hash };
  const covered = coveredByZeroSeal(seal, [later, instead, ...before, ...mine]);
  expect(covered).toEqual(hashesOf(mine));
});

test("[CR17] what the server took out of the middle uncovers what came before it, and nothing after", () => {
  const mine = pageLoad(5);
  const seal = zeroSeal(mine, hashesOf(mine));
  const shown = mine.filter(({ n }) => n !== 2);
  expect(coveredByZeroSeal(seal, shown)).toEqual(hashesOf(mine.slice(3)));
  expect(coveredByZeroSeal(seal, mine.slice(0, 4))).toEqual(new Set());
});

test("[CR17] what the creator deleted while it was alone leaves no gap, also two in a row", () => {
  const mine = pageLoad(5);
  const [tombstone, second] = pageLoad(2) as [ZeroEntry, ZeroEntry];
  const shown = mine.filter(({ n }) => n !== 2 && n !== 1);
  const all = [
    ...shown,
    { ...tombstone, deletes: mine.filter(({ n }) => n === 1) },
    { ...second, deletes: mine.filter(({ n }) => n === 2) },
  ];
  const own = hashesOf([...mine, tombstone, second]);
  const seal = zeroSeal([...mine, tombstone, second], own);
  expect(coveredByZeroSeal(seal, all)).toEqual(own);
});

test("[CR17] a tombstone in the part it deletes from is reached, and counts then", () => {
  const mine = pageLoad(4);
  const seal = zeroSeal(mine, hashesOf(mine));
  const shown = mine
    .filter(({ n }) => n !== 0)
    .map((entry) => (entry.n === 2 ? { ...entry, deletes: [mine[0]!] } : entry));
  expect(coveredByZeroSeal(seal, shown)).toEqual(hashesOf(mine));
});

test("[CR17] a false tombstone lays no path: neither beside what it names, nor in its place, nor in a circle", () => {
  const mine = pageLoad(3);
  const [forged, liar] = pageLoad(2) as [ZeroEntry, ZeroEntry];
  const seal = zeroSeal(mine, hashesOf(mine));
  const words: ZeroEntry = { ...forged, inst: mine[0]!.inst, n: 1 };
  const path = { ...mine[2]!, prev: words.hash };
  const lies: ZeroEntry = { ...liar, deletes: [path] };
  expect(coveredByZeroSeal(seal, [lies, words, ...mine])).toEqual(hashesOf(mine));
  const without = mine.filter(({ n }) => n !== 2);
  expect(coveredByZeroSeal(seal, [lies, words, ...without])).toEqual(new Set());
  const circle: ZeroEntry = { ...words, deletes: [path] };
  expect(coveredByZeroSeal(seal, [circle, ...without])).toEqual(new Set());
});

test("[CR17] an entry that is there goes before what a tombstone says of it", () => {
  const mine = pageLoad(3);
  const wrong = { ...mine[1]!, prev: mine[2]!.hash };
  const shown = mine.map((entry) => (entry.n === 2 ? { ...entry, deletes: [wrong] } : entry));
  expect(coveredByZeroSeal(zeroSeal(mine, hashesOf(mine)), shown)).toEqual(hashesOf(mine));
});

test("[CR17] a seal of nothing covers nothing", () => {
  expect(coveredByZeroSeal([], pageLoad(2))).toEqual(new Set());
  expect(zeroSeal(pageLoad(2), new Set())).toEqual([]);
});

test("[CR17] fuzz: `e0` out of a payload", () => {
  const inst = (i: number) => toBase64(Uint8Array.of(1, 1, 1, 1, 1, 1, i >> 8, i & 255));
  const head = (i: number) => ({ inst: inst(i), n: i, h: noPrev });
  const most = Array.from({ length: maxHeads }, (_, i) => head(i));
  expect(readZeroSeal(most)).toEqual(most);
  const { h: _, ...cut } = head(1);
  for (const wrong of [
    null,
    {},
    [null],
    [cut],
    [head(1), head(1)],
    [{ ...head(1), n: 0.5 }],
    [{ ...head(1), h: "" }],
    [...most, head(999)],
  ])
    expectCode(() => readZeroSeal(wrong), "header");
  const some = fc.record({
    inst: fc.oneof(fc.constant(inst(1)), fc.anything()),
    n: fc.oneof(fc.nat(), fc.anything()),
    h: fc.oneof(fc.constant(noPrev), fc.anything()),
  });
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.array(fc.oneof(some, fc.anything()))), (value) => {
      expect([null, "header"]).toContain(codeOf(() => readZeroSeal(value)));
    }),
    { numRuns: 1000 },
  );
});
