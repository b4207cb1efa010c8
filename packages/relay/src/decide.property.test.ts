import { expect, test } from "bun:test";
import type { ConversationId, ParticipantId } from "@chatorbit/protocol";
import fc from "fast-check";
import { type Conversation, created, dueAt, endsAt, extendedBy } from "./conversation.ts";
import { decide, type Input } from "./decide.ts";
import { products } from "./policy.ts";

const lifetime = 600_000;
const joinWithin = 3_600_000;
const fresh = created(
  "c" as ConversationId,
  products.tokenSession({ joinWithin, lifetime, maxLength: 200 }),
  0,
);

const key = fc.constantFrom("a", "b", "c", "d");
const input: fc.Arbitrary<Input> = fc.oneof(
  {
    weight: 4,
    arbitrary: key.map((keyHash): Input => ({ type: "join", keyHash, publicId: keyHash as ParticipantId })),
  },
  {
    weight: 6,
    arbitrary: fc
      .record({ keyHash: key, id: fc.constantFrom("x", "y", "z"), seconds: fc.constantFrom(60, 300, 601) })
      .map((rest): Input => ({ type: "extend", ...rest })),
  },
  { weight: 2, arbitrary: key.map((keyHash): Input => ({ type: "reseat", keyHash })) },
  { weight: 1, arbitrary: key.map((keyHash): Input => ({ type: "end", keyHash, reason: "manually_ended" })) },
  { weight: 3, arbitrary: fc.constant<Input>({ type: "tick" }) },
);
const history = fc.array(fc.tuple(fc.integer({ min: 0, max: 120_000 }), input), { maxLength: 40 });

/** Every state of a history with the time and input that led to it. */
function* play(steps: readonly (readonly [number, Input])[]) {
  let state: Conversation = fresh;
  let now = 0;
  for (const [wait, each] of steps) {
    now += wait;
    const before = state;
    const outcome = decide(before, each, now);
    state = outcome.state;
    yield { before, state, now, input: each, outcome };
  }
}

const always = (holds: (step: ReturnType<typeof play> extends Generator<infer S> ? S : never) => void) =>
  fc.assert(
    fc.property(history, (steps) => {
      for (const step of play(steps)) holds(step);
    }),
    { numRuns: 500 },
  );

test("[TS3] there are never more than two seats, of different roles and keys", () => {
  always(({ state }) => {
    expect(state.seats.length).toBeLessThanOrEqual(2);
    expect(new Set(state.seats.map(({ role }) => role)).size).toBe(state.seats.length);
    expect(new Set(state.seats.map(({ keyHash }) => keyHash)).size).toBe(state.seats.length);
  });
});

test("[TS8] the end never comes nearer and never further than the rules allow", () => {
  always(({ before, state }) => {
    expect(endsAt(state) ?? Infinity).toBeGreaterThanOrEqual(endsAt(before) ?? 0);
    expect(extendedBy(state)).toBeLessThanOrEqual(lifetime);
    expect(state.extensions.length).toBeLessThanOrEqual(8);
    if (state.openedAt !== null) expect(endsAt(state)).toBe(state.openedAt + lifetime + extendedBy(state));
    if (before.openedAt !== null) expect(state.openedAt).toBe(before.openedAt);
  });
});

test("[TS7] nothing lives past its deadline, and what is closed stays as it is", () => {
  always(({ before, state, now, outcome }) => {
    if (before.closed !== null) expect(state).toBe(before);
    const due = dueAt(before);
    if (due !== null && now >= due) expect(state.closed?.at).toBe(due);
    if (state.closed !== null && outcome.state !== before) expect(dueAt(state)).toBe(null);
  });
});

test("[TS8] only two different seats make an extension", () => {
  always(({ before, state, input: said }) => {
    if (state.extensions.length === before.extensions.length) return;
    expect(said.type).toBe("extend");
    const other = before.asks.find(({ role }) => before.seats.some((seat) => seat.role === role));
    expect(other).toBeDefined();
    expect(before.seats).toHaveLength(2);
  });
});

test("a version rises with every change and only then; writes tell which seats changed", () => {
  always(({ before, state, outcome }) => {
    expect(state.version).toBe(before.version + (state === before ? 0 : 1));
    const seats = new Map(before.seats.map((seat) => [seat.role, seat]));
    for (const write of outcome.writes) {
      if (write.type === "free") seats.delete(write.role);
      if (write.type === "seat") seats.set(write.seat.role, write.seat);
    }
    expect(new Set(seats.values())).toEqual(new Set(state.seats));
    if (outcome.refusal !== null && state.closed === null) expect(state).toBe(before);
  });
});
