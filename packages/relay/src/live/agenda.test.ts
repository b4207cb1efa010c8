import { expect, test } from "bun:test";
import fc from "fast-check";
import { Agenda, type Sleeper } from "./agenda.ts";

const fail = (cause: unknown) => {
  throw cause;
};
const moment = fc.integer({ min: 0, max: 100 });
const step = fc.oneof(
  fc.record({ do: fc.constant("add" as const), who: fc.integer({ min: 0, max: 20 }), at: moment }),
  fc.record({ do: fc.constant("drop" as const), who: fc.integer({ min: 0, max: 20 }) }),
  fc.record({ do: fc.constant("run" as const), at: moment }),
);

test("it wakes who is due and nobody else, like a plain list would", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const agenda = new Agenda(fail);
      const model = new Map<number, number>();
      const woken: number[] = [];
      const sleepers = Array.from({ length: 21 }, (_, who): Sleeper => ({
        wake() {
          woken.push(who);
          return null;
        },
      }));
      for (const each of steps) {
        const sleeper = each.do === "run" ? undefined : sleepers[each.who];
        if (each.do === "add" && sleeper) {
          agenda.add(each.at, sleeper);
          model.set(each.who, each.at);
        } else if (each.do === "drop" && sleeper) {
          agenda.drop(sleeper);
          model.delete(each.who);
        } else if (each.do === "run") {
          woken.length = 0;
          agenda.run(each.at);
          const due = [...model].filter(([, at]) => at <= each.at).map(([who]) => who);
          for (const who of due) model.delete(who);
          expect(woken.toSorted((a, b) => a - b)).toEqual(due.toSorted((a, b) => a - b));
          expect(agenda.dueAt() ?? Infinity).toBeLessThanOrEqual(Math.min(Infinity, ...model.values()));
        }
      }
    }),
  );
});

test("who was put off a thousand times is woken once, and leaves nothing behind", () => {
  const agenda = new Agenda(fail);
  let woken = 0;
  const sleeper = { wake: () => ((woken += 1), null) };
  for (let at = 1; at <= 1000; at += 1) agenda.add(at, sleeper);
  expect(agenda.dueAt()).toBeGreaterThan(900);
  agenda.run(2000);
  expect([woken, agenda.dueAt()]).toEqual([1, null]);
});

test("who asks to be woken again is, and not in the same run", () => {
  const agenda = new Agenda(fail);
  const at: number[] = [];
  agenda.add(1, { wake: (now) => (at.push(now), now) });
  agenda.run(5);
  agenda.run(6);
  expect(at).toEqual([5, 6]);
});

test("[OP4] one that breaks keeps nobody else asleep, and is woken again a second later", () => {
  const told: unknown[] = [];
  const agenda = new Agenda((cause) => told.push(cause));
  const woken: string[] = [];
  const broken = new Error("broken");
  agenda.add(1, {
    wake() {
      woken.push("broken");
      throw broken;
    },
  });
  agenda.add(2, { wake: () => (woken.push("other"), null) });
  agenda.run(5);
  expect([woken, told]).toEqual([["broken", "other"], [broken]]);
  agenda.run(1004);
  expect(woken).toHaveLength(2);
  agenda.run(1005);
  expect(woken).toHaveLength(3);
});
