import { expect, test } from "bun:test";
import { helloWithinMs, silenceMs } from "@chatorbit/protocol";
import fc from "fast-check";
import { link, type Link, type LinkInput } from "./link.ts";
import { type Tick, tick } from "./machine.ts";

const random = (length: number) => new Uint8Array(length).fill(128);

/** Runs inputs, each at its own time; returns where it ends and what was done on the way. */
function lived(inputs: readonly (readonly [at: number, input: LinkInput | Tick])[]) {
  let state: Link = link.initial;
  const done: string[] = [];
  for (const [now, input] of inputs) {
    const [next, effects] = link.step(state, input, { now, random });
    state = next;
    done.push(...effects.map(({ type }) => type));
  }
  return { state, done };
}

const connect = { type: "connect" } as const;
const opened = { type: "opened" } as const;
const welcomed = { type: "welcomed" } as const;
const dropped = (code: number) => ({ type: "dropped", code }) as const;

test("[TS9] dials, greets, lives; silence for five seconds is a dead line", () => {
  const { state, done } = lived([
    [0, connect],
    [10, opened],
    [20, welcomed],
    [4_000, { type: "heard" }],
  ]);
  expect(done).toEqual(["dial", "greet"]);
  expect(link.dueAt(state)).toBe(4_000 + silenceMs);
  const [next, effects] = link.step(state, tick, { now: 4_000 + silenceMs, random });
  expect(next).toMatchObject({ phase: "waiting", why: "lost", since: 4_000 + silenceMs });
  expect(effects).toEqual([{ type: "hangUp", code: 4000 }]);
});

test("[TS9] a dial or greeting nobody answers is given up and tried again", () => {
  const { state } = lived([
    [0, connect],
    [helloWithinMs, tick],
  ]);
  expect(state).toMatchObject({ phase: "waiting", attempt: 1, since: 0 });
});

test("[TS6] a final close is the end, with its reason; the others are come back from", () => {
  for (const [code, refusal] of [
    [4001, "not-yours"],
    [4003, "expired"],
    [4004, "unknown"],
    [4009, "opened-elsewhere"],
    [4426, "unsupported-version"],
  ] as const) {
    expect(
      lived([
        [0, connect],
        [1, dropped(code)],
      ]).state,
    ).toEqual({ phase: "over", refusal });
  }
  for (const code of [1006, 1000, 1012, 1013, 4408, 4429]) {
    expect(
      lived([
        [0, connect],
        [1, dropped(code)],
      ]).state.phase,
    ).toBe("waiting");
  }
});

test("[TS9] a line that dies as soon as it lives is tried with growing pauses; one that held is forgiven", () => {
  let state: Link = link.initial;
  let now = 0;
  const pauses: number[] = [];
  const step = (input: LinkInput | Tick) => {
    [state] = link.step(state, input, { now, random });
  };
  step(connect);
  for (let round = 0; round < 6; round += 1) {
    step(opened);
    step(welcomed);
    now += 50;
    step(dropped(1006));
    pauses.push((link.dueAt(state) ?? 0) - now);
    now = link.dueAt(state) ?? now;
    step(tick);
  }
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(pauses.at(-1)).toBeGreaterThan(8 * (pauses[0] ?? 0));
  step(opened);
  step(welcomed);
  now += 20_000;
  step(dropped(1006));
  expect((link.dueAt(state) ?? 0) - now).toBeLessThan(300);
});

test("[TS9] awake dials at once; without a network it waits and says why; a restart spreads the comers", () => {
  const lost = [
    [0, connect],
    [1, opened],
    [2, welcomed],
    [3, dropped(1006)],
  ] as const;
  expect(lived([...lost, [4, { type: "awake" }]]).state).toMatchObject({
    phase: "dialing",
    since: 3,
  });
  expect(lived([...lost, [4, { type: "awake" }], [6, dropped(1006)]]).state.phase).toBe("dialing");
  expect(lived([...lost, [4, { type: "awake" }], [6, dropped(1006)], [8, dropped(1006)]]).state.phase).toBe(
    "waiting",
  );
  const dark = lived([...lost, [4, { type: "networkLost" }]]);
  expect(dark.state).toMatchObject({ phase: "waiting", why: "no-network", since: 3 });
  expect(
    lived([
      [0, connect],
      [1, opened],
      [2, welcomed],
      [3, dropped(1012)],
    ]).state,
  ).toMatchObject({ why: "restarting" });
});

test("[TS9] a dial that fails because the network came only while it ran is followed by another at once", () => {
  const dialing = [
    [0, connect],
    [1, opened],
    [2, welcomed],
    [3, { type: "networkLost" }],
    [5_003, tick],
  ] as const;
  const failed = lived([...dialing, [5_010, { type: "awake" }], [5_020, dropped(1006)]]).state;
  expect(failed).toMatchObject({ phase: "dialing", attempt: 0 });
  // Only that one: what fails after it waits as always.
  const again = lived([
    ...dialing,
    [5_010, { type: "awake" }],
    [5_020, dropped(1006)],
    [5_030, dropped(1006)],
  ]).state;
  expect(link.dueAt(again)).toBeGreaterThan(5_030);
});

test("[CA2] a line doubted because a call fell silent is given up when the next ping is late; one that speaks is not", () => {
  const live = [
    [0, connect],
    [1, opened],
    [2, welcomed],
    [1_000, { type: "heard" }],
  ] as const;
  expect(link.dueAt(lived([...live]).state)).toBe(6_000);
  const doubted = [...live, [2_200, { type: "doubted" }]] as const;
  expect(link.dueAt(lived([...doubted]).state)).toBe(3_700);
  expect(lived([...doubted, [3_700, tick]]).state.phase).toBe("waiting");
  expect(link.dueAt(lived([...doubted, [3_000, { type: "heard" }]]).state)).toBe(8_000);
});

test("[UX] who has no network is told so until there is one, however often the line is tried", () => {
  const dark = [
    [0, connect],
    [1, opened],
    [2, welcomed],
    [3, { type: "networkLost" }],
    [5_003, tick],
    [5_010, dropped(1006)],
  ] as const;
  expect(lived(dark.slice(0, 5)).state).toMatchObject({ phase: "dialing", why: "no-network" });
  expect(lived(dark).state).toMatchObject({ phase: "waiting", why: "no-network" });
  expect(lived([...dark, [5_020, { type: "awake" }]]).state).toMatchObject({ phase: "dialing", why: "lost" });
});

test("[TS7] a close that said it was over, and was not, is come back from after a while", () => {
  const { state } = lived([
    [0, connect],
    [1, dropped(4003)],
    [2, { type: "return" }],
  ]);
  expect(state).toMatchObject({ phase: "waiting", redialAt: 3_002 });
  // What is over for good stays so.
  expect(lived([[0, { type: "return" }]]).state).toEqual(link.initial);
});

test("[TS9] whatever happens: a tick when it is due changes something, and nothing comes after the end", () => {
  const input = fc.oneof(
    fc.constantFrom<LinkInput>(
      connect,
      opened,
      welcomed,
      { type: "heard" },
      { type: "awake" },
      { type: "networkLost" },
      { type: "doubted" },
      { type: "return" },
    ),
    fc.constantFrom(1000, 1006, 1012, 1013, 4001, 4003, 4429).map(dropped),
  );
  const life = fc.array(fc.tuple(fc.nat(20_000), input), { maxLength: 60 });
  fc.assert(
    fc.property(life, (steps) => {
      let state: Link = link.initial;
      let now = 0;
      for (const [pause, each] of steps) {
        now += pause;
        const due = link.dueAt(state);
        if (due !== null && due <= now) {
          const [next] = link.step(state, tick, { now, random });
          expect(next).not.toBe(state);
          expect(link.dueAt(next) ?? Infinity).toBeGreaterThan(now);
          state = next;
        }
        [state] = link.step(state, each, { now, random });
      }
    }),
  );
});
