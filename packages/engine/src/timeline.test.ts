import { expect, test } from "bun:test";
import fc from "fast-check";
import { isGone, reactEarly, remember } from "./early.ts";
import {
  add,
  deliver,
  discard,
  find,
  note,
  react,
  restore,
  retract,
  type Said,
  settleAt,
  type Timeline,
} from "./timeline.ts";

const said = (by: "host" | "guest", id: string, ts: number, change: Partial<Said> = {}): Said => ({
  kind: "message",
  by,
  id,
  ts,
  body: id,
  voice: null,
  replyTo: null,
  reactions: {},
  reactedAt: {},
  delivery: null,
  isPeersCopy: false,
  seq: null,
  isNotSentHere: false,
  ...change,
});

const ids = (timeline: Timeline<unknown>) => timeline.map(({ id }) => id);

test("[TS9] in whatever order words come: each once, an author's own in the author's order", () => {
  const order = fc.shuffledSubarray(
    [0, 1, 2, 3, 4, 5, 6, 7].map((n) => said(n % 3 === 0 ? "host" : "guest", `${n}`, n)),
    { minLength: 8 },
  );
  fc.assert(
    fc.property(order, fc.array(fc.nat(7)), (words, again) => {
      const twice = [...words, ...again.flatMap((n) => words[n] ?? [])];
      const timeline = twice.reduce<Timeline<never>>((lines, word) => add(lines, word), []);
      expect(timeline).toHaveLength(8);
      for (const by of ["host", "guest"] as const) {
        const own = timeline
          .filter((entry) => entry.kind === "message" && entry.by === by)
          .map(({ ts }) => ts);
        expect(own).toEqual(own.toSorted((a, b) => a - b));
      }
    }),
  );
});

test("[TS12] words of another device in the seat are not sorted among the former one's", () => {
  const former = [said("guest", "a", 100), said("guest", "b", 200)];
  expect(ids(add<never>(former, said("guest", "c", 50), 2))).toEqual(["a", "b", "c"]);
});

test("[CRYPTO §4] an id is never looked up without its author", () => {
  const both: Timeline<never> = [said("host", "same", 1), said("guest", "same", 2)];
  expect(find(retract(both, "guest", ["same"]), "host", "same")?.body).toBe("same");
  expect(find(retract(both, "guest", ["same"]), "guest", "same")?.body).toBeNull();
  expect(add(both.slice(0, 1), said("guest", "same", 2))).toHaveLength(2);
});

test("[TS9] history comes back in the other's order, ahead of what was said since, whatever their clocks say", () => {
  const history = [
    said("host", "a", 9_000),
    said("guest", "b", 10),
    said("host", "c", 9_001),
    said("guest", "d", 11),
  ];
  const since: Timeline<never> = [said("guest", "e", 12), said("host", "f", 9_002)];
  const once = restore(since, history);
  expect(ids(once)).toEqual(["a", "b", "c", "d", "e", "f"]);
  expect(restore(once, history)).toEqual(once);
  // In parts, and the later one first.
  expect(ids(restore(restore(since, history.slice(2)), history.slice(0, 2)))).toEqual([
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
  ]);
  const known: Timeline<never> = [said("guest", "b", 10), said("guest", "e", 12)];
  expect(ids(restore(known, history))).toEqual(["a", "b", "c", "d", "e"]);
});

test("[TS9] restoring never breaks an author's order nor loses a line", () => {
  const words = fc.uniqueArray(
    fc.record({ by: fc.constantFrom("host" as const, "guest" as const), ts: fc.nat(50) }),
    {
      selector: ({ by, ts }) => `${by} ${ts}`,
      maxLength: 20,
    },
  );
  fc.assert(
    fc.property(words, fc.nat(20), (all, cut) => {
      const lines = all.map(({ by, ts }) => said(by, `${by}${ts}`, ts));
      const sort = (some: readonly Said[]) =>
        some.reduce<Timeline<never>>((timeline, word) => add(timeline, word), []);
      const present = sort(lines.slice(0, cut));
      const history = sort(lines) as readonly Said[];
      const restored = restore(present, history);
      expect(ids(restored).toSorted()).toEqual(ids(history).toSorted());
      for (const by of ["host", "guest"] as const) {
        const own = restored
          .filter((entry) => entry.kind === "message" && entry.by === by)
          .map(({ ts }) => ts);
        expect(own).toEqual(own.toSorted((a, b) => a - b));
      }
    }),
  );
});

test("[TS9] of a seat's reactions the latest by its clock counts; what is taken back has none", () => {
  const line: Timeline<never> = [said("host", "a", 1)];
  const one = react(line, "guest", "host", "a", "👍", 10);
  const late = react(one, "guest", "host", "a", "👎", 9);
  expect(late).toBe(one);
  expect(find(react(one, "guest", "host", "a", null, 11), "host", "a")?.reactions).toEqual({});
  const gone = retract(one, "host", ["a"]);
  expect(find(react(gone, "guest", "host", "a", "👍", 12), "host", "a")?.reactions).toEqual({});
});

test("[TS9] delivered never goes back, failed may recover", () => {
  const line: Timeline<never> = [said("host", "a", 1, { delivery: "queued" })];
  const through = (...steps: readonly ("queued" | "sent" | "delivered" | "read" | "failed")[]) =>
    find(
      steps.reduce((lines, step) => deliver(lines, "host", "a", step), line),
      "host",
      "a",
    )?.delivery;
  expect(through("sent", "delivered", "sent")).toBe("delivered");
  expect(through("read", "delivered", "failed")).toBe("read");
  expect(through("failed", "queued", "sent")).toBe("sent");
  expect(through("failed", "delivered")).toBe("delivered");
});

test("[TS9] what is forgotten is gone; notes stay where they are", () => {
  const line = note<string>([said("host", "a", 1)], { kind: "note", id: "n", ts: 2, note: "secured" });
  expect(ids(discard(line, "host", "a"))).toEqual(["n"]);
  expect(ids(discard(line, "guest", "a"))).toEqual(["a", "n"]);
});

test("[TS9] what was said about a message before it came is kept, and not without end", () => {
  const about = { by: "guest", id: "a" } as const;
  const early = remember(
    [],
    { ...about, is: "reaction", who: "guest", emoji: "👍", ts: 5 },
    { by: "guest", id: "b", is: "gone" },
  );
  expect(isGone(early, { by: "guest", id: "b" })).toBe(true);
  expect(isGone(early, { by: "host", id: "b" })).toBe(false);
  expect(find(reactEarly<never>([said("guest", "a", 1)], early, about), "guest", "a")?.reactions).toEqual({
    guest: "👍",
  });
  const many = Array.from({ length: 2_000 }, (_, n) => ({ by: "guest", id: `${n}`, is: "gone" }) as const);
  expect(remember([], ...many)).toHaveLength(500);
});

test("[SR4] where words are kept the log's order is the screen's, in whatever order they come; what waits comes last", () => {
  const order = fc.shuffledSubarray(
    [1, 2, 3, 4, 5, 6].map((seq) => said(seq % 2 === 0 ? "host" : "guest", `${seq}`, 100 - seq, { seq })),
    { minLength: 6 },
  );
  fc.assert(
    fc.property(order, fc.nat(6), (words, place) => {
      const waiting = said("host", "waiting", 1_000, { delivery: "queued" });
      const come = words.toSpliced(place, 0, waiting);
      const timeline = come.reduce<Timeline<never>>((lines, word) => add(lines, word), []);
      expect(ids(timeline)).toEqual(["1", "2", "3", "4", "5", "6", "waiting"]);
    }),
  );
});

test("[SR4] what waited goes to the place the log gave it, and no line of the system moves", () => {
  const waiting = said("host", "mine", 1, { delivery: "queued" });
  const noted = { kind: "note", id: "n", ts: 1, note: null } as const;
  const before = [said("guest", "a", 1, { seq: 1 }), noted, said("guest", "c", 3, { seq: 3 }), waiting];
  expect(ids(settleAt<null>(before, "host", "mine", 2))).toEqual(["a", "n", "mine", "c"]);
  expect(ids(settleAt<null>(before, "host", "mine", 4))).toEqual(["a", "n", "c", "mine"]);
  expect(find(settleAt<null>(before, "host", "mine", 4), "host", "mine")?.seq).toBe(4);
  const settled = settleAt<null>(before, "host", "mine", 2);
  expect(settleAt(settled, "host", "mine", 2)).toBe(settled);
  expect(settleAt(before, "guest", "mine", 2)).toBe(before);
});
