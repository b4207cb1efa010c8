import { describe, expect, test } from "bun:test";
import { logLimits, type Role } from "@chatorbit/protocol";
import { type Conversation, type Store, StorageFullError } from "@chatorbit/relay";
import { admission, conversation, dropped, hour, keeper, put, said } from "./sample.ts";

/** What every store must hold to where something is kept (SYNC). `open` gives an empty one each time. */
export function logContract(name: string, open: () => Promise<Store>): void {
  async function kept() {
    const store = await open();
    const c = keeper();
    await store.create(c, { ...admission(c), kind: "room" });
    return { store, id: c.id };
  }

  const cids = (entries: readonly { readonly cid: string }[]): string[] => entries.map(({ cid }) => cid);

  describe(`log ${name}`, () => {
    test("[LO1] what is made with seats comes back with them; admissions of two kinds never meet", async () => {
      const store = await open();
      const c = keeper();
      await store.create(c, { kind: "room", keyHash: "k", validUntil: hour });
      expect(await store.admitted("room", "k")).toEqual(c);
      expect(await store.admitted("token", "k")).toBe(null);
    });

    test("[LO2] [SR4] entries have places 1, 2, 3 … and come back as they were said", async () => {
      const { store, id } = await kept();
      for (const [n, by] of (["host", "guest", "host"] as const).entries()) {
        const outcome = await put(store, id, said(by, `c${n}`, `"é ${n}"`, 5 + n), 9);
        expect(outcome?.kept).toEqual({ seq: n + 1, at: 5 + n, isDup: false });
        expect(await store.read(id)).toEqual(outcome?.state as Conversation);
      }
      expect(await store.entries(id, 1, 10)).toMatchObject([
        { seq: 2, by: "guest", cid: "c1", at: 6, sealed: '"é 1"', fs: null },
        { seq: 3, by: "host", cid: "c2", at: 7, sealed: '"é 2"' },
      ]);
      expect(cids(await store.entries(id, 0, 2))).toEqual(["c0", "c1"]);
      const changes = await store.changes(id, 0, 2);
      expect(changes.map(({ eid, entry }) => [eid, entry.seq])).toEqual([
        [1, 1],
        [2, 2],
      ]);
      expect((await store.changes(id, 2, 10)).map(({ eid }) => eid)).toEqual([3]);
    });

    test("[LO3] the same again is where it was and writes nothing; another under its id is refused; authors do not meet", async () => {
      const { store, id } = await kept();
      await put(store, id, said("host", "c"));
      const again = await put(store, id, said("host", "c", undefined, 99));
      expect(again).toMatchObject({ refusal: null, kept: { seq: 1, at: 1, isDup: true } });
      expect((await put(store, id, said("host", "c", '"other"')))?.refusal).toBe("conflict");
      expect((await put(store, id, said("guest", "c")))?.kept).toMatchObject({ seq: 2, isDup: false });
      expect(await store.entries(id, 0, 10)).toHaveLength(2);
      expect((await store.read(id))?.log).toMatchObject({ seq: 2, eid: 2 });
    });

    test("[LO4] a hundred at once, half of them twice: each once, without a gap, one order for all", async () => {
      const { store, id } = await kept();
      const names = Array.from({ length: 100 }, (_, n) => `c${n}`);
      const by = (n: number): Role => (n % 2 === 0 ? "host" : "guest");
      const all = [...names.entries(), ...names.slice(0, 50).entries()];
      const outcomes = await Promise.all(all.map(([n, cid]) => put(store, id, said(by(n), cid))));
      expect(outcomes.every((outcome) => outcome?.refusal === null)).toBe(true);
      const entries = await store.entries(id, 0, 1000);
      expect(entries.map(({ seq }) => seq)).toEqual(names.map((_, n) => n + 1));
      expect(new Set(cids(entries)).size).toBe(100);
      const changes = await store.changes(id, 0, 1000);
      expect(changes.map(({ eid, entry }) => [eid, entry.cid])).toEqual(
        entries.map(({ seq, cid }) => [seq, cid]),
      );
      for (const [n, outcome] of outcomes.entries())
        expect(entries[(outcome?.kept?.seq ?? 0) - 1]?.cid).toBe(all[n]?.[1] as never);
    });

    test("[LO5] emptying leaves the place and is a change; only one's own; twice is once", async () => {
      const { store, id } = await kept();
      await put(store, id, said("host", "c"));
      await put(store, id, said("guest", "d"));
      expect((await put(store, id, dropped("guest", "c")))?.refusal).toBe("unknown");
      expect((await put(store, id, dropped("host", "c")))?.kept).toMatchObject({ seq: 1, isDup: false });
      expect((await put(store, id, dropped("host", "c")))?.kept).toMatchObject({ seq: 1, isDup: true });
      const changes = await store.changes(id, 0, 10);
      expect(changes.map(({ eid, entry }) => [eid, entry.seq, entry.sealed])).toEqual([
        [1, 1, null],
        [2, 2, '"guest d"'],
        [3, 1, null],
      ]);
      expect((await store.read(id))?.log).toEqual({ seq: 2, eid: 3, chars: '"guest d"'.length });
      // Said again by a device that did not hear of it, it stays empty.
      expect((await put(store, id, said("host", "c")))?.kept).toMatchObject({ seq: 1, isDup: true });
      expect((await store.entries(id, 0, 1))[0]?.sealed).toBe(null);
    });

    test("[LO6] with the end everything kept is gone, in the same breath; nothing is kept after it", async () => {
      const { store, id } = await kept();
      await put(store, id, said("host", "c"));
      const end = { type: "end", keyHash: "g", reason: "manually_ended" } as const;
      const [, ended, late] = await Promise.all([
        put(store, id, said("host", "d")),
        put(store, id, end),
        put(store, id, said("host", "e")),
      ]);
      expect([ended?.refusal, late?.refusal]).toEqual([null, "ended"]);
      expect(await store.entries(id, 0, 10)).toEqual([]);
      expect(await store.changes(id, 0, 10)).toEqual([]);
      expect((await put(store, id, said("host", "c")))?.refusal).toBe("ended");
    });

    test("[LO7] [SR3] so it is when the time is up, whoever looks first", async () => {
      const { store, id } = await kept();
      await put(store, id, said("host", "c"));
      expect(await store.due(hour, 10)).toEqual([id]);
      expect((await put(store, id, said("host", "d"), hour))?.refusal).toBe("ended");
      expect(await store.entries(id, 0, 10)).toEqual([]);
      expect(await store.purge(hour, 100 * hour)).toBe(0);
      expect(await store.purge(hour + 1, 100 * hour)).toBe(1);
      expect(await store.read(id)).toBe(null);
    });

    test("[LO8] what has no time of its own is purged at the usual one", async () => {
      const { store, id } = await kept();
      const session = conversation();
      await store.create(session, admission(session));
      for (const each of [session.id, id]) await put(store, each, { type: "tick" }, 24 * hour);
      expect(await store.purge(24 * hour + 1, hour)).toBe(1);
      expect([await store.read(id), (await store.read(session.id))?.id]).toEqual([null, session.id]);
      expect(await store.purge(25 * hour + 1, hour)).toBe(1);
      const lasting = { ...keeper(), policy: { ...keeper().policy, purgeAfter: 9 * hour } };
      await store.create(lasting, { ...admission(lasting), kind: "room" });
      await put(store, lasting.id, { type: "tick" }, hour);
      expect(await store.purge(10 * hour, 0)).toBe(0);
      expect(await store.purge(10 * hour + 1, 0)).toBe(1);
    });

    test("[LO9] a log has an end: too many entries, too many characters; emptying makes room for characters", async () => {
      const { store, id } = await kept();
      const head = (log: Conversation["log"]) =>
        store.transact(id, (c) => ({
          state: { ...c, version: c.version + 1, log },
          writes: [],
          sends: [],
          refusal: null,
          kept: null,
        }));
      await put(store, id, said("host", "c", '"1234567"'));
      await head({ seq: 1, eid: 1, chars: logLimits.chars - 8 });
      expect((await put(store, id, said("host", "d", '"1234567"')))?.refusal).toBe("log-full");
      await put(store, id, dropped("host", "c"));
      expect((await put(store, id, said("host", "d", '"1234567"')))?.refusal).toBe(null);
      await head({ seq: logLimits.entries, eid: 3, chars: 0 });
      expect((await put(store, id, said("host", "e")))?.refusal).toBe("log-full");
    });

    test("[LO10] the door is opened once, by who made it, with the first handshake; the same again is nothing new", async () => {
      const { store, id } = await kept();
      const open = (by: Role, proofKey: string, cid = "offer") => {
        const { keyHash, entry } = said(by, cid);
        return put(store, id, { type: "open-door", keyHash, by, proofKey, entry });
      };
      expect((await open("guest", "key"))?.refusal).toBe("not-yours");
      await put(store, id, said("host", "first"));
      expect((await open("host", "key", "first"))?.refusal).toBe("conflict");
      expect((await open("host", "key"))?.kept).toMatchObject({ seq: 2, isDup: false });
      expect((await store.read(id))?.door).toEqual({ key: "key", offer: 2 });
      expect((await open("host", "key"))?.kept).toMatchObject({ seq: 2, isDup: true });
      expect((await open("host", "other"))?.refusal).toBe("conflict");
      expect((await open("host", "key", "other"))?.refusal).toBe("conflict");
      expect(await store.entries(id, 0, 10)).toHaveLength(2);
    });

    test("[LO11] nothing of another conversation is seen, emptied or counted", async () => {
      const { store, id } = await kept();
      const other = keeper();
      await store.create(other, { ...admission(other), kind: "room" });
      await put(store, id, said("host", "c"));
      expect((await put(store, other.id, said("host", "c")))?.kept).toMatchObject({
        seq: 1,
        isDup: false,
      });
      await put(store, other.id, dropped("host", "c"));
      await put(store, other.id, { type: "end", keyHash: "h", reason: "manually_ended" });
      expect(await store.changes(id, 0, 10)).toHaveLength(1);
      expect((await store.entries(id, 0, 10))[0]?.sealed).toBe('"host c"');
    });

    test("[LO12] where nothing is kept, keeping is refused", async () => {
      const store = await open();
      const c = conversation();
      await store.create({ ...c, seats: keeper().seats }, admission(c));
      expect((await put(store, c.id, said("host", "c")))?.refusal).toBe("invalid-field");
      expect(await store.changes(c.id, 0, 10)).toEqual([]);
    });

    test("[LO13] a write that fails leaves no trace, and takes no neighbour along", async () => {
      const { store, id } = await kept();
      const failing = store.transact(id, () => {
        throw new StorageFullError("planted");
      });
      const [failed, passed] = await Promise.allSettled([failing, put(store, id, said("host", "c"))]);
      expect([failed.status, passed.status]).toEqual(["rejected", "fulfilled"]);
      expect((await store.changes(id, 0, 10)).map(({ eid, entry }) => [eid, entry.cid as string])).toEqual([
        [1, "c"],
      ]);
    });
  });
}
