import { expect, test } from "bun:test";
import { type ConversationId, type MessageId, type ParticipantId, roles } from "@chatorbit/protocol";
import fc from "fast-check";
import { type Conversation, created } from "./conversation.ts";
import { aboutOf, decide, type Input } from "./decide.ts";
import type { Entry, LogChange } from "./log.ts";
import { products } from "./policy.ts";

const lifetime = 600_000;
const seats = roles.map((role) => ({
  role,
  keyHash: role,
  publicId: role as string as ParticipantId,
  joinedAt: 0,
}));
const fresh: Conversation = {
  ...created("c" as ConversationId, products.secureRoom({ lifetime }), 0),
  seats: seats.slice(0, 1),
};

const by = fc.constantFrom(...roles);
const cid = fc.constantFrom("a", "b", "c", "d").map((text) => text as MessageId);
const entry = fc.record({
  cid,
  at: fc.nat(),
  sealed: fc.constantFrom('"x"', '"long"'),
  fs: fc.constant(null),
});
const input: fc.Arbitrary<Input> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(by, by, entry)
      .map(([author, key, said]): Input => ({ type: "append", keyHash: key, by: author, entry: said })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(by, cid)
      .map(([author, id]): Input => ({ type: "empty", keyHash: author, by: author, cid: id })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(by, entry, fc.constantFrom("k", "l")).map(([author, said, proofKey]): Input => ({
      type: "open-door",
      keyHash: author,
      by: author,
      proofKey,
      entry: said,
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom("guest", "third")
      .map((keyHash): Input => ({ type: "join", keyHash, publicId: keyHash as ParticipantId })),
  },
  { weight: 1, arbitrary: by.map((keyHash): Input => ({ type: "end", keyHash, reason: "manually_ended" })) },
  { weight: 2, arbitrary: fc.constant<Input>({ type: "tick" }) },
);

/** Plays a history against a log kept the way stores keep it, and shows every step. */
function play(steps: readonly (readonly [number, Input])[], look: (step: Step) => void): void {
  let state = fresh;
  let now = 0;
  let entries: readonly Entry[] = [];
  let changes: readonly number[] = [];
  for (const [wait, each] of steps) {
    now += wait;
    const about = aboutOf(each);
    const known = entries.find((kept) => kept.by === about?.by && kept.cid === about.cid) ?? null;
    const before = state;
    const outcome = decide(before, each, now, known);
    state = outcome.state;
    const eids: number[] = [];
    for (const write of outcome.writes) {
      if (write.type === "append") {
        entries = [...entries, write.entry];
        changes = [...changes, write.entry.seq];
        eids.push(write.eid);
      } else if (write.type === "empty") {
        entries = entries.map((kept) =>
          kept.seq === write.seq ? { ...kept, sealed: null, fs: null } : kept,
        );
        changes = [...changes, write.seq];
        eids.push(write.eid);
      } else if (write.type === "erase") {
        entries = [];
        changes = [];
      }
    }
    look({ before, state, now, input: each, outcome, entries, changes, eids, known });
  }
}

type Step = {
  readonly before: Conversation;
  readonly state: Conversation;
  readonly now: number;
  readonly input: Input;
  readonly outcome: ReturnType<typeof decide>;
  readonly entries: readonly Entry[];
  readonly changes: readonly LogChange["entry"]["seq"][];
  readonly eids: readonly number[];
  readonly known: Entry | null;
};

const always = (holds: (step: Step) => void) =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 30_000 }), input), { maxLength: 50 }), (steps) =>
      play(steps, holds),
    ),
    { numRuns: 400 },
  );

test("[W41] places and changes are counted without a gap, as long as it runs", () => {
  always(({ state, entries, changes, eids }) => {
    if (state.closed !== null) return;
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1));
    expect(state.log.seq).toBe(entries.length);
    expect(state.log.eid).toBe(changes.length);
    for (const eid of eids) expect(eid).toBe(changes.length);
    expect(state.log.chars).toBe(entries.reduce((sum, { sealed }) => sum + (sealed?.length ?? 0), 0));
  });
});

test("[W40] an author has one entry of an id; what is kept is at its place, whenever it is said", () => {
  always(({ entries, outcome, input: { type }, known, state }) => {
    if (state.closed !== null) return;
    expect(new Set(entries.map((each) => `${each.by} ${each.cid}`)).size).toBe(entries.length);
    if (outcome.kept === null || known === null) return;
    expect(outcome.kept.seq).toBe(known.seq);
    if (type === "append") expect(outcome).toMatchObject({ writes: [], kept: { isDup: true } });
  });
});

test("every change of the log raises version and change number together, by one", () => {
  always(({ before, state, input: { type } }) => {
    const [versions, changes] = [state.version - before.version, state.log.eid - before.log.eid];
    expect(versions).toBeWithin(0, 2);
    if (type === "append" || type === "empty" || type === "open-door") {
      if (state.closed === before.closed) expect(versions).toBe(changes);
    } else expect(changes).toBe(0);
  });
});

test("nobody writes without a seat, as somebody else, or before they came", () => {
  always(({ before, input: said, outcome }) => {
    if (said.type !== "append" || outcome.writes.every(({ type }) => type !== "append")) return;
    expect(before.seats.find(({ role }) => role === said.by)?.keyHash).toBe(said.keyHash);
  });
});

test("[SR1] the door opens once and stays as it is", () => {
  always(({ before, state, entries }) => {
    if (before.door !== null) expect(state.door).toEqual(before.door);
    if (state.door === null || state.closed !== null) return;
    expect(entries[state.door.offer - 1]?.by).toBe("host");
  });
});

test("[SR3] with the end the log is gone and nothing is kept any more; it never comes later than the deadline", () => {
  always(({ before, state, now, entries, outcome }) => {
    if (state.closed === null) return expect(now).toBeLessThan(lifetime);
    expect(entries).toEqual([]);
    expect(state.closed.at).toBeLessThanOrEqual(lifetime);
    if (before.closed === null)
      expect(outcome.writes).toEqual([{ type: "erase" }, { type: "clear", by: null }]);
    else expect(outcome).toMatchObject({ state: before, writes: [], kept: null });
  });
});
