import { describe, expect, test } from "bun:test";
import { type Conversation, type Input, type Store, StorageFullError } from "@chatorbit/relay";
import { manyJoins } from "./many-joins.ts";
import { admission, by, conversation, freshId, hour, join, minute } from "./sample.ts";

/** What every store must hold to. `open` gives an empty one each time. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  /** A store with one conversation that has lived through these inputs. */
  async function lived(...steps: readonly (readonly [number, Input])[]) {
    const store = await open();
    const c = conversation();
    await store.create(c, admission(c));
    for (const [now, input] of steps) await store.transact(c.id, by(input, now));
    return { store, id: c.id, keyHash: admission(c).keyHash };
  }

  const extend = (keyHash: string): Input => ({ type: "extend", keyHash, id: "x", seconds: 60 });
  const full: readonly (readonly [number, Input])[] = [
    [1, join("h")],
    [2, join("g")],
  ];

  describe(`store ${name}`, () => {
    test("[ST1] what is not there is null, not thrown", async () => {
      const store = await open();
      const tick: Input = { type: "tick" };
      expect(await store.transact(freshId(), by(tick, 0))).toBe(null);
      expect(await store.read(freshId())).toBe(null);
      expect(await store.admitted("token", "nobody")).toBe(null);
      expect(await store.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
      expect(await store.purge(Number.MAX_SAFE_INTEGER, 0)).toBe(0);
    });

    test("[ST2] a conversation comes back as it was decided, in every state of its life", async () => {
      const { store, id, keyHash } = await lived();
      const inputs: readonly (readonly [number, Input])[] = [
        ...full,
        [3, extend("h")],
        [4, extend("g")],
        [5, { ...extend("g"), id: "y" } as Input],
        [6, { type: "reseat", keyHash: "h" }],
        [7, join("new")],
        [8, { type: "reseat", keyHash: "new" }],
        [9, join("newer")],
        [10, { type: "end", keyHash: "new", reason: "burned" }],
      ];
      for (const [now, input] of inputs) {
        const outcome = await store.transact(id, by(input, now));
        expect(outcome?.refusal).toBe(null);
        expect(await store.read(id)).toEqual(outcome?.state as Conversation);
        expect(await store.admitted("token", keyHash)).toEqual(outcome?.state as Conversation);
      }
    });

    test("[ST3] one admission hash leads to one conversation", async () => {
      const { store, id, keyHash } = await lived();
      const second = conversation();
      expect(await store.create(second, { ...admission(second), keyHash })).toBe(false);
      expect(await store.read(second.id)).toBe(null);
      expect((await store.admitted("token", keyHash))?.id).toBe(id);
    });

    test("[ST4] a refused input changes nothing; one that closes what was due is kept although refused", async () => {
      const { store, id } = await lived(...full);
      const before = await store.read(id);
      expect((await store.transact(id, by(join("third"), 3)))?.refusal).toBe("full");
      expect(await store.read(id)).toEqual(before);
      expect((await store.transact(id, by(join("third"), 2 * hour)))?.refusal).toBe("ended");
      expect((await store.read(id))?.closed).toEqual({ at: hour + 2, reason: "timer_expired" });
    });

    test("[ST5] what is due is found, the longest due first, until it is closed", async () => {
      const { store, id } = await lived(...full);
      const later = conversation();
      await store.create(later, admission(later));
      expect(await store.due(hour + 1, 10)).toEqual([]);
      expect(await store.due(hour + 2, 10)).toEqual([id]);
      expect(await store.due(25 * hour, 10)).toEqual([id, later.id]);
      expect(await store.due(25 * hour, 1)).toEqual([id]);
      await store.transact(id, by({ type: "tick" }, 25 * hour));
      expect(await store.due(25 * hour, 10)).toEqual([later.id]);
    });

    test("[ST6] purging removes what closed before that moment and nothing else", async () => {
      const { store, id, keyHash } = await lived(...full);
      const running = conversation();
      await store.create(running, admission(running));
      await store.transact(id, by({ type: "tick" }, 2 * hour));
      expect(await store.purge(hour + 2, 0)).toBe(0);
      expect(await store.purge(hour + 3, 0)).toBe(1);
      expect(await store.read(id)).toBe(null);
      expect(await store.admitted("token", keyHash)).toBe(null);
      expect((await store.read(running.id))?.id).toBe(running.id);
      const reborn = conversation();
      expect(await store.create(reborn, { ...admission(reborn), keyHash })).toBe(true);
    });

    test("[ST7] a decision that throws leaves everything as it was, its neighbours too", async () => {
      const { store, id } = await lived(...full);
      const before = await store.read(id);
      const other = conversation();
      await store.create(other, admission(other));
      const failing = store.transact(id, () => {
        throw new StorageFullError("planted");
      });
      const [failed, passed] = await Promise.allSettled([
        failing,
        store.transact(other.id, by(join("h"), 1)),
      ]);
      expect([failed.status, passed.status]).toEqual(["rejected", "fulfilled"]);
      expect(await store.read(id)).toEqual(before);
      expect((await store.read(other.id))?.seats).toHaveLength(1);
    });

    test("[ST8] [TS3] 200 joins at once on each of several tokens: exactly two seats each", async () => {
      const seats = await manyJoins(await open(), { tokens: 5, joins: 200 });
      expect(seats).toEqual(Array.from({ length: 5 }, () => ({ taken: 2, refused: 198, kept: 2 })));
    });

    test("[ST9] [TS8] two words at once are one agreement, not none and not two", async () => {
      const { store, id } = await lived(...full);
      await Promise.all(["h", "g", "h", "g"].map((key) => store.transact(id, by(extend(key), minute))));
      expect((await store.read(id))?.extensions).toEqual([{ id: "x", seconds: 60 }]);
    });
  });
}
