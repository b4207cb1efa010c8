import { expect, test } from "bun:test";
import { type House, house, minute, session } from "./testing/house.ts";
import type { Relay } from "./relay.ts";

/** A house whose store cannot read these conversations, and counts what it was asked for. */
function damaged() {
  const own = house();
  const broken = new Set<string>();
  const purges: number[] = [];
  const { transact } = own.store;
  own.store.transact = async (id, decide) => {
    if (broken.has(id)) throw new TypeError("a row holds what this version did not write");
    return transact(id, decide);
  };
  own.store.purge = async (closedBefore) => (purges.push(closedBefore), 0);
  const failures = () => own.steps.filter(({ step }) => step === "failed");
  return { own, relay: own.relay(), broken, purges, failures };
}

/** Lets time pass, ticking every second. */
async function lapse(own: House, ms: number, relay: Relay): Promise<void> {
  for (const until = own.clock.at + ms; own.clock.at < until;) {
    own.clock.at += 1_000;
    await relay.tick(own.clock.at);
  }
}

test("[OP5] a conversation that cannot be read keeps no other from being closed, nor anything from being purged", async () => {
  const { own, relay, broken, purges, failures } = damaged();
  await session(relay);
  const [bad = ""] = own.conversations.keys();
  await session(relay);
  broken.add(bad);
  await lapse(own, 61 * minute, relay);
  const closed = [...own.conversations.values()].map(({ id, closed: end }) => [id === bad, end !== null]);
  expect(closed).toEqual([
    [true, false],
    [false, true],
  ]);
  const before = purges.length;
  await lapse(own, 5 * minute, relay);
  expect(purges.length - before).toBeGreaterThanOrEqual(4);
  expect(failures()).toContainEqual(expect.objectContaining({ step: "failed", what: `closing ${bad}` }));
});

test("[OP5] it is tried again, and journalled, once a minute; what heals is closed", async () => {
  const { own, relay, broken, failures } = damaged();
  await session(relay);
  const [bad = ""] = own.conversations.keys();
  broken.add(bad);
  await lapse(own, 70 * minute, relay);
  expect(failures().length).toBeWithin(9, 12);
  broken.clear();
  await lapse(own, minute, relay);
  expect([...own.conversations.values()][0]?.closed?.reason).toBe("timer_expired");
});

test("[OP5] a purge that fails, or a store that does not say what is due, holds up only itself", async () => {
  const { own, relay, purges, failures } = damaged();
  own.store.due = () => Promise.reject(new Error("no answer"));
  await lapse(own, 2 * minute, relay);
  expect(purges.length).toBeGreaterThanOrEqual(2);
  expect(failures()).toContainEqual(expect.objectContaining({ what: "sweep" }));
});

test("[OP5] however many cannot be read, those behind them are reached", async () => {
  const { own, relay, broken } = damaged();
  await session(relay);
  const [model] = own.conversations.values();
  if (model === undefined) throw new Error("no conversation");
  for (let n = 0; n < 1_200; n += 1) {
    const id = `broken-${n}` as typeof model.id;
    own.conversations.set(id, {
      ...model,
      id,
      createdAt: model.createdAt - 1,
      openedAt: model.createdAt - 1,
    });
    broken.add(id);
  }
  const { due } = own.store;
  own.store.due = async (now, limit) => {
    const ids = await due(now, limit);
    return ids.toSorted((a, b) => Number(broken.has(b)) - Number(broken.has(a))).slice(0, limit);
  };
  own.clock.at += 60 * minute;
  await lapse(own, 5_000, relay);
  expect(own.conversations.get(model.id)?.closed?.reason).toBe("timer_expired");
});
