import { describe, expect, test } from "bun:test";
import { type BlobId, blobPartBytes, type ConversationId, type Role } from "@chatorbit/protocol";
import {
  type Conversation,
  decide,
  decideBlob,
  type ShelfInput,
  type ShelfOutcome,
  type Store,
} from "@chatorbit/relay";
import { freshBlobId } from "./blobs.ts";
import { admission, by, hour, keeper } from "./sample.ts";

const mib = 1024 * 1024;
const limits = { file: 512 * mib, seat: 1024 * mib };
const key = (role: Role) => role.slice(0, 1);

/** Makes a blob as the relay would. */
export const makes = (
  size: number,
  seat: Role = "host",
  id = freshBlobId(),
): ShelfInput & { type: "make" } => ({
  type: "make",
  keyHash: key(seat),
  by: seat,
  id,
  size,
  limits,
  space: null,
});

export const lands = (id: BlobId, part: number, hash = "a", seat: Role = "host"): ShelfInput => ({
  type: "land",
  keyHash: key(seat),
  by: seat,
  id,
  part,
  hash,
});

export const drops = (id: BlobId, seat: Role = "host"): ShelfInput => ({
  type: "drop",
  keyHash: key(seat),
  by: seat,
  id,
});

/** One input the way the relay gives it to a store. */
export const shelve = (
  store: Store,
  conv: ConversationId,
  input: ShelfInput,
  now = 1,
): Promise<ShelfOutcome | null> =>
  store.shelf.transact(
    conv,
    (c, view) => decideBlob(c, view, input, now),
    input.type === "land" ? { id: input.id, part: input.part } : null,
  );

/** What every store must hold to about blobs. `open` gives an empty one each time. */
export function shelfContract(name: string, open: () => Promise<Store>): void {
  async function opened(store?: Store): Promise<{ readonly store: Store; readonly c: Conversation }> {
    const own = store ?? (await open());
    const c = keeper();
    await own.create(c, admission(c));
    return { store: own, c };
  }

  describe(`shelf ${name}`, () => {
    test("[SF1] [FI2] a blob comes back as it was decided, part by part", async () => {
      const { store, c } = await opened();
      const made = await shelve(store, c.id, makes(2 * blobPartBytes + 5));
      const id = made?.blob?.id ?? ("" as BlobId);
      expect(await store.shelf.read(c.id, id)).toEqual({
        blob: made?.blob ?? (null as never),
        hashes: [null, null, null],
      });
      await shelve(store, c.id, lands(id, 2, "last"));
      const landed = await shelve(store, c.id, lands(id, 0, "first"), 7);
      expect(landed?.blob).toMatchObject({ landed: 2, touchedAt: 7 });
      expect(await store.shelf.read(c.id, id)).toEqual({
        blob: landed?.blob ?? (null as never),
        hashes: ["first", null, "last"],
      });
      expect(await store.shelf.held()).toEqual([id]);
    });

    test("[SF2] what is not there is null, and of another conversation likewise", async () => {
      const { store, c } = await opened();
      const { c: other } = await opened(store);
      const made = await shelve(store, c.id, makes(5));
      const id = made?.blob?.id ?? ("" as BlobId);
      expect(await store.shelf.read(other.id, id)).toBe(null);
      expect(await store.shelf.read(c.id, freshBlobId())).toBe(null);
      expect((await shelve(store, other.id, lands(id, 0)))?.refusal).toBe("unknown");
      expect((await shelve(store, other.id, drops(id)))?.refusal).toBe("unknown");
      expect(await shelve(store, freshBlobId() as string as ConversationId, makes(5))).toBe(null);
      expect((await store.shelf.read(c.id, id))?.hashes).toEqual([null]);
    });

    test("[SF3] [FI2] however many ask at once, a seat gets its room and not a byte more", async () => {
      const { store, c } = await opened();
      // Whole ones, so that nothing but their size counts.
      const size = blobPartBytes;
      const few = { ...limits, seat: 10 * size };
      const work = async () => {
        const input = { ...makes(size), limits: few };
        const made = await shelve(store, c.id, input);
        if (made?.refusal === null) await shelve(store, c.id, lands(input.id, 0));
        return made?.refusal ?? null;
      };
      const refusals: (string | null)[] = [];
      for (let round = 0; round < 10; round += 1)
        refusals.push(...(await Promise.all(Array.from({ length: 20 }, work))));
      expect(refusals.filter((refusal) => refusal === null)).toHaveLength(10);
      expect(await store.shelf.held()).toHaveLength(10);
    });

    test("[SF4] of bytes that differ for one part one comes in, of the same all are welcome", async () => {
      const { store, c } = await opened();
      const { id } = (await shelve(store, c.id, makes(blobPartBytes + 1)))?.blob ?? { id: "" as BlobId };
      const hashes = ["a", "b", "a", "c", "a"];
      const outcomes = await Promise.all(hashes.map((hash) => shelve(store, c.id, lands(id, 0, hash))));
      const held = await store.shelf.read(c.id, id);
      expect(held?.blob.landed).toBe(1);
      const [winner] = held?.hashes ?? [];
      expect(outcomes.map((outcome) => outcome?.refusal ?? null)).toEqual(
        hashes.map((hash) => (hash === winner ? null : "conflict")),
      );
    });

    test("[SF5] what is promised and not here is owed, over all conversations, until it is here or gone", async () => {
      const { store, c } = await opened();
      const { c: other } = await opened(store);
      const owed = async () => {
        let seen = -1;
        await store.shelf.transact(c.id, (_, view) => {
          seen = view.owed;
          return { writes: [], refusal: null, blob: null, expiresAt: null };
        });
        return seen;
      };
      expect(await owed()).toBe(0);
      const one = makes(blobPartBytes + 9);
      const two = makes(3 * blobPartBytes, "guest");
      await shelve(store, c.id, one);
      await shelve(store, other.id, two);
      expect(await owed()).toBe(4 * blobPartBytes + 9);
      await shelve(store, other.id, lands(two.id, 1, "a", "guest"));
      expect(await owed()).toBe(3 * blobPartBytes + 9);
      await shelve(store, c.id, lands(one.id, 0));
      await shelve(store, c.id, lands(one.id, 1));
      expect(await owed()).toBe(2 * blobPartBytes);
      await shelve(store, other.id, drops(two.id, "guest"));
      expect(await owed()).toBe(0);
    });

    test("[SF6] [SR3] the end takes all along in its transaction; names stay until the bytes are removed", async () => {
      const { store, c } = await opened();
      const { c: other } = await opened(store);
      const inputs = [makes(5), makes(6, "guest")];
      for (const input of inputs) await shelve(store, c.id, input);
      const kept = makes(7);
      await shelve(store, other.id, kept);
      await store.transact(c.id, by({ type: "end", keyHash: "h", reason: "manually_ended" }, 2));
      for (const { id } of inputs) expect(await store.shelf.read(c.id, id)).toBe(null);
      const ids = inputs.map(({ id }) => id);
      expect((await store.shelf.gone(10)).toSorted()).toEqual(ids.toSorted());
      expect(await store.shelf.gone(1)).toHaveLength(1);
      expect(await store.shelf.known([...ids, kept.id])).toEqual([kept.id]);
      expect((await shelve(store, c.id, makes(5), 3))?.refusal).toBe("ended");
      // Not even the purge of the conversation forgets what is still to be removed.
      expect(await store.purge(1_000, 0)).toBe(1);
      expect(await store.shelf.gone(10)).toHaveLength(2);
      await store.shelf.forget(ids);
      expect(await store.shelf.gone(10)).toEqual([]);
      expect((await store.shelf.read(other.id, kept.id))?.blob.size).toBe(7);
    });

    test("[SF7] a freed seat's go with it, the other's stay", async () => {
      const { store, c } = await opened();
      const [own, freed] = [makes(5), makes(6, "guest")];
      for (const input of [own, freed]) await shelve(store, c.id, input);
      const mayReseat = { ...c, policy: { ...c.policy, memberMayReseat: true } };
      await store.transact(c.id, (now) =>
        decide({ ...now, policy: mayReseat.policy }, { type: "reseat", keyHash: "h" }, 2),
      );
      expect(await store.shelf.gone(10)).toEqual([freed.id]);
      expect((await store.shelf.read(c.id, own.id))?.blob.size).toBe(5);
    });

    test("[SF8] what is over goes, at its time and not before", async () => {
      const { store, c } = await opened();
      const input = makes(blobPartBytes + 1);
      await shelve(store, c.id, input, 1);
      await shelve(store, c.id, lands(input.id, 0), 10);
      expect(await store.shelf.expire(hour + 9)).toBe(0);
      expect(await store.shelf.expire(hour + 10)).toBe(1);
      expect(await store.shelf.read(c.id, input.id)).toBe(null);
      expect(await store.shelf.gone(10)).toEqual([input.id]);
    });

    test("[SF9] those whose bytes are lost go; names nobody knows leave no trace", async () => {
      const { store, c } = await opened();
      const input = makes(5);
      await shelve(store, c.id, input);
      await store.shelf.lose([input.id, freshBlobId()]);
      expect(await store.shelf.gone(10)).toEqual([input.id]);
      expect(await store.shelf.held()).toEqual([]);
    });
  });
}
