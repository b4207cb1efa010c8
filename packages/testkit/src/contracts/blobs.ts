import { describe, expect, test } from "bun:test";
import type { BlobId } from "@chatorbit/protocol";
import type { Blobs, PartKey, Piece } from "@chatorbit/relay";

let serial = 0;

/** A blob's name of no other test, spread as random ones are. */
export function freshBlobId(): BlobId {
  serial += 1;
  return new Bun.CryptoHasher("sha256").update(`blob ${serial}`).digest("hex").slice(0, 32) as BlobId;
}

/** Bytes that differ by `seed`. */
export const noise = (length: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length }, (_, n) => Math.imul(n + seed, 2_654_435_761) >>> 24);

const hashOf = (bytes: Uint8Array) => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");

/** In pieces of `size`, as a body comes. */
async function* flowing(bytes: Uint8Array, size = 40_000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What every place for the bytes of blobs must hold to. `open` gives an empty one each time. */
export function blobsContract(name: string, open: () => Promise<Blobs>): void {
  const listed = async (blobs: Blobs) => {
    const ids: BlobId[] = [];
    for await (const id of blobs.list()) ids.push(id);
    return ids.toSorted();
  };

  /** A place with one part of one blob. */
  async function kept(bytes = noise(300_000)) {
    const blobs = await open();
    const key: PartKey = { id: freshBlobId(), part: 0 };
    const hash = await blobs.put(key, flowing(bytes));
    const piece: Piece = { ...key, hash };
    return { blobs, key, piece, bytes };
  }

  describe(`blobs ${name}`, () => {
    test("[BL1] [FI2] what was put comes back, whole and in every range", async () => {
      const { blobs, piece, bytes } = await kept();
      expect(piece.hash).toBe(hashOf(bytes));
      const ranges = [
        [0, 300_000],
        [0, 1],
        [299_999, 300_000],
        [65_535, 65_537],
        [1, 299_999],
      ] as const;
      for (const [from, to] of ranges)
        expect((await all(blobs.read(piece, from, to))).equals(bytes.subarray(from, to))).toBe(true);
    });

    test("[BL2] the same bytes twice are one piece; other bytes of a part never overwrite them", async () => {
      const { blobs, key, piece, bytes } = await kept();
      expect(await blobs.put(key, flowing(bytes, 7_777))).toBe(piece.hash);
      const others = noise(300_000, 2);
      const other = { ...key, hash: await blobs.put(key, flowing(others)) };
      await blobs.drop(other);
      await blobs.drop(other);
      await expect(all(blobs.read(other, 0, 1))).rejects.toThrow();
      expect((await all(blobs.read(piece, 0, 300_000))).equals(bytes)).toBe(true);
    });

    test("[BL3] a body that breaks off leaves nothing, and says why it broke", async () => {
      const blobs = await open();
      const id = freshBlobId();
      const cut = new Error("cut");
      async function* broken() {
        yield noise(100_000);
        throw cut;
      }
      expect(await blobs.put({ id, part: 0 }, broken()).catch((cause: unknown) => cause)).toBe(cut);
      expect(await listed(blobs)).toEqual([]);
    });

    test("[BL4] many at once of one part and of many: all whole", async () => {
      const blobs = await open();
      const id = freshBlobId();
      const puts = Array.from({ length: 12 }, (_, n) => ({ part: n % 3, bytes: noise(50_000, n % 4) }));
      const pieces = await Promise.all(
        puts.map(async ({ part, bytes }) => ({
          piece: { id, part, hash: await blobs.put({ id, part }, flowing(bytes, 9_999)) },
          bytes,
        })),
      );
      for (const { piece, bytes } of pieces)
        expect((await all(blobs.read(piece, 0, 50_000))).equals(bytes)).toBe(true);
      expect(await listed(blobs)).toEqual([id]);
    });

    test("[BL5] removing takes all of a blob and nothing of another; what is not there is removed too", async () => {
      const { blobs, key, piece } = await kept();
      const second = { ...key, part: 1, hash: await blobs.put({ ...key, part: 1 }, flowing(noise(9))) };
      const other = { id: freshBlobId(), part: 0 };
      const otherPiece = { ...other, hash: await blobs.put(other, flowing(noise(5))) };
      await blobs.remove(key.id);
      await blobs.remove(key.id);
      for (const gone of [piece, second]) await expect(all(blobs.read(gone, 0, 1))).rejects.toThrow();
      expect(await listed(blobs)).toEqual([other.id]);
      expect((await all(blobs.read(otherPiece, 0, 5))).length).toBe(5);
    });

    test("[BL6] every blob is listed once", async () => {
      const blobs = await open();
      const ids = Array.from({ length: 25 }, freshBlobId);
      for (const id of ids)
        for (const part of [0, 1]) await blobs.put({ id, part }, flowing(noise(10, part)));
      expect(await listed(blobs)).toEqual(ids.toSorted());
    });

    test("[BL7] no name from outside becomes a path", async () => {
      const { blobs, piece } = await kept(noise(10));
      const names = [
        "",
        "..",
        "../../../../tmp/x",
        "a/b",
        "A".repeat(32),
        `${"a".repeat(31)}/`,
        "a".repeat(33),
      ];
      for (const name of names) {
        const id = name as BlobId;
        await expect(blobs.put({ id, part: 0 }, flowing(noise(1)))).rejects.toThrow(RangeError);
        await expect(all(blobs.read({ ...piece, id }, 0, 1))).rejects.toThrow(RangeError);
        await expect(blobs.remove(id)).rejects.toThrow(RangeError);
        await expect(all(blobs.read({ ...piece, hash: name }, 0, 1))).rejects.toThrow(RangeError);
        await expect(blobs.drop({ ...piece, hash: name })).rejects.toThrow(RangeError);
      }
      for (const part of [-1, 0.5, Number.NaN, 100_000])
        await expect(blobs.put({ id: piece.id, part }, flowing(noise(1)))).rejects.toThrow(RangeError);
    });

    test("[BL8] a blob removed while parts come in can be removed for good once they have", async () => {
      const { blobs, key } = await kept();
      const started = Promise.withResolvers<void>();
      const removed = Promise.withResolvers<void>();
      async function* slow() {
        yield noise(1000);
        started.resolve();
        await removed.promise;
        yield noise(1000);
      }
      const put = blobs.put({ ...key, part: 5 }, slow()).catch(() => null);
      await started.promise;
      await blobs.remove(key.id);
      removed.resolve();
      await put;
      await blobs.remove(key.id);
      expect(await listed(blobs)).toEqual([]);
    });

    test("[BL9] reading that stops early stops; reading beyond the end is no silence", async () => {
      const { blobs, piece, bytes } = await kept();
      for await (const chunk of blobs.read(piece, 0, 300_000)) {
        expect(chunk[0]).toBe(bytes[0]);
        break;
      }
      await expect(all(blobs.read(piece, 0, 300_001))).rejects.toThrow();
    });
  });
}
