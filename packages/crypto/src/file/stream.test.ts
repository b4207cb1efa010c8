import { expect, test } from "bun:test";
import { namedBytes } from "../../testing/random.ts";
import committed from "../../vectors/file-v1.json";
import {
  type Bytes,
  chunkCount,
  chunkHash,
  fileKey,
  fileOpener,
  fileSealer,
  fromHex,
  nobleChunks,
  openChunk,
  plainLength,
  sealFile,
  toHex,
} from "../index.ts";

const piece = (bytes: Bytes, i: number): Bytes => bytes.subarray(i * 65_536, (i + 1) * 65_536);

/** Seals all of it, one chunk after the other. */
async function sealed(fid: Bytes, fk: Bytes, bytes: Bytes) {
  const sealer = await fileSealer({ fid, size: bytes.length }, fk);
  const chunks: Bytes[] = [];
  for (let i = 0; i < sealer.chunks; i++) {
    expect(sealer.root()).toBeNull();
    chunks.push(await sealer.seal(i, piece(bytes, i)));
  }
  return { chunks, root: sealer.root() };
}

test("[CR15] chunk after chunk it is the file of the committed numbers", async () => {
  for (const { fid, fk, size, root, chunks } of committed.files) {
    const made = await sealed(fromHex(fid), fromHex(fk), namedBytes("file", size));
    expect(made.chunks.map((chunk) => ({ bytes: chunk.length, sha256: toHex(chunkHash(chunk)) }))).toEqual(
      chunks,
    );
    expect(toHex(made.root ?? new Uint8Array())).toBe(root);
  }
});

const fid = namedBytes("a file", 16);
const fk = namedBytes("its key", 32);
const bytes = namedBytes("long", 3 * 65_536 + 5);
const whole = sealFile(fid, fk, bytes);

test("[CR15] what was sealed whole is opened chunk by chunk, with the same root", async () => {
  const opener = await fileOpener({ fid, size: bytes.length }, fk);
  const out: Bytes[] = [];
  for (const [i, chunk] of whole.chunks.entries()) {
    expect(opener.next()).toBe(i);
    expect(opener.root()).toBeNull();
    const plain = await opener.open(chunk);
    if (plain !== null) out.push(plain);
  }
  expect(Buffer.concat(out).equals(Buffer.from(bytes))).toBe(true);
  expect(opener.root()).toEqual(whole.shape.root);
  expect(await opener.open(whole.chunks[3] ?? fid)).toBeNull();
});

test("[CR15] a chunk that is not the next one opens nothing, and the next one is still wanted", async () => {
  const opener = await fileOpener({ fid, size: bytes.length }, fk);
  const [first, second] = whole.chunks;
  if (first === undefined || second === undefined) throw new Error("too few chunks");
  expect(await opener.open(second)).toBeNull();
  const bent = first.slice();
  bent[3] = (bent[3] ?? 0) ^ 1;
  expect(await opener.open(bent)).toBeNull();
  expect(await opener.open(first.subarray(1))).toBeNull();
  expect(opener.next()).toBe(0);
  expect(await opener.open(first)).not.toBeNull();
  expect(await opener.open(first)).toBeNull();
  expect(opener.next()).toBe(1);
});

test("[CR15] padding that is not zero opens nothing", async () => {
  const dirty = sealFile(fid, fk, new Uint8Array(512).fill(7));
  const key = nobleChunks(fileKey(fk, fid));
  // The same bytes under the header of a file of 500: what a sender that lies could seal.
  const cipher = () => ({ ...key, open: async () => new Uint8Array(512).fill(7) });
  const opener = await fileOpener({ fid, size: 500 }, fk, cipher);
  expect(await opener.open(dirty.chunks[0] ?? fid)).toBeNull();
  const honest = await fileOpener({ fid, size: 512 }, fk);
  expect(await honest.open(dirty.chunks[0] ?? fid)).toHaveLength(512);
});

test("[CR15] sealed again after a loss it is the same chunk, and the root counts it once", async () => {
  const sealer = await fileSealer({ fid, size: bytes.length }, fk);
  for (const i of [0, 1, 0, 1, 2, 1, 2, 3]) {
    expect(await sealer.seal(i, piece(bytes, i))).toEqual(whole.chunks[i] ?? fid);
  }
  expect(sealer.root()).toEqual(whole.shape.root);
});

test("[CR15] padding that fills a whole chunk is sealed from nothing", async () => {
  // 16 MiB and a byte: padded to more than a chunk beyond its end.
  const size = 16 * 1024 * 1024 + 1;
  const sealer = await fileSealer({ fid, size }, fk);
  expect(sealer.chunks).toBe(chunkCount(size));
  const last = sealer.chunks - 1;
  for (let i = 0; i < last; i++) await sealer.seal(i, new Uint8Array(plainLength(size, i)));
  const chunk = await sealer.seal(last, new Uint8Array());
  const shape = { fid, size, chunks: sealer.chunks, root: whole.shape.root };
  const plain = openChunk(fileKey(fk, fid), shape, last, chunk);
  expect(plain?.every((byte) => byte === 0)).toBe(true);
});

test("[CR15] what is none of the file is not sealed", async () => {
  const sealer = await fileSealer({ fid, size: bytes.length }, fk);
  expect(sealer.seal(4, new Uint8Array())).rejects.toThrow(RangeError);
  expect(sealer.seal(0, bytes.subarray(0, 9))).rejects.toThrow(RangeError);
  expect(sealer.seal(1, piece(bytes, 1))).rejects.toThrow(RangeError);
  expect(fileSealer({ fid, size: 0 }, fk)).rejects.toThrow(RangeError);
});
