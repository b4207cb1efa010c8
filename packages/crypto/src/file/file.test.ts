import { createCipheriv, createHash } from "node:crypto";
import { expect, test } from "bun:test";
import fc from "fast-check";
import { fileVectors } from "../../testing/file-vectors.ts";
import { namedBytes, systemRandom } from "../../testing/random.ts";
import committed from "../../vectors/file-v1.json";
import {
  type Bytes,
  chunkCount,
  chunkHash,
  fileKey,
  fileRoot,
  type FileShape,
  fromHex,
  isFileShape,
  joinFile,
  lvCat,
  openChunk,
  padme,
  sealFile,
  toHex,
  u32,
  u64,
  u8,
} from "../index.ts";

const fid = namedBytes("a file", 16);
const fk = namedBytes("its key", 32);
const key = fileKey(fk, fid);

/** Opens what came, in the order it came; null as soon as anything is wrong. */
function receive(shape: FileShape, sealed: readonly Bytes[]): Bytes | null {
  if (!isFileShape(shape)) return null;
  const opened = sealed.map((chunk, i) => openChunk(key, shape, i, chunk));
  if (opened.some((chunk) => chunk === null)) return null;
  const whole = opened.filter((chunk) => chunk !== null);
  return joinFile(shape, whole, sealed.map(chunkHash));
}

test("[CR15] every committed number comes out again", () => {
  expect(JSON.parse(JSON.stringify(fileVectors()))).toEqual(committed);
});

test("[CR15] the committed chunk is AES-256-GCM of another library, by the letter of the specification", () => {
  const [file] = committed.files;
  if (file?.chunk === undefined) throw new Error("no whole chunk among the vectors");
  const [id, size] = [fromHex(file.fid), file.size];
  const plain = Buffer.alloc(512);
  plain.set(namedBytes("file", size));
  const cipher = createCipheriv(
    "aes-256-gcm",
    fromHex(file.key),
    Buffer.from("000000000000000000000001", "hex"),
  );
  cipher.setAAD(lvCat("ChatOrbit/v1 file", id, u64(size), u32(0), u8(1)));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  expect(sealed.toString("hex")).toBe(file.chunk);
  const hash = createHash("sha256").update(sealed).digest();
  const root = createHash("sha256")
    .update(lvCat("ChatOrbit/v1 file root", id, u32(1), hash))
    .digest("hex");
  expect(root).toBe(file.root);
});

test("[CR15] padme: never less, at most 12 % more above a chunk, always of few lengths", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (size) => {
      const padded = padme(size);
      expect(padded).toBeGreaterThanOrEqual(Math.max(512, size));
      if (size > 65_536) expect(padded / size).toBeLessThan(1.12);
      expect(padme(padded)).toBe(padded);
      expect(chunkCount(size)).toBe(Math.ceil(padded / 65_536));
    }),
  );
  expect([1, 512, 513, 65_536, 65_537].map(padme)).toEqual([512, 512, 1024, 65_536, 67_584]);
});

test("[CR15] what was sealed comes out, whatever its size", () => {
  for (const size of [1, 511, 512, 513, 65_535, 65_536, 65_537, 131_072, 300_000]) {
    const bytes = systemRandom(Math.min(size, 65_536));
    const file = new Uint8Array(size);
    file.set(bytes);
    const { shape, chunks } = sealFile(fid, fk, file);
    const received = receive(shape, chunks);
    expect(received === null ? null : toHex(chunkHash(received))).toBe(toHex(chunkHash(file)));
  }
  expect(() => sealFile(fid, fk, new Uint8Array())).toThrow(RangeError);
});

const size = 3 * 65_536 + 5;
const { shape, chunks } = sealFile(fid, fk, namedBytes("long", size));
const [first, second, third, fourth] = chunks;
if (first === undefined || second === undefined || third === undefined || fourth === undefined)
  throw new Error("the file must have four chunks");

test("[CR15] truncation, extension, reordering and exchange all fail", () => {
  expect(receive(shape, chunks)).not.toBeNull();
  expect(receive(shape, [first, second, third])).toBeNull();
  expect(receive(shape, [first, second, third, fourth, fourth])).toBeNull();
  expect(receive(shape, [second, first, third, fourth])).toBeNull();
  expect(receive(shape, [first, second, third, third])).toBeNull();
  const other = sealFile(fid, fk, namedBytes("another", size));
  expect(receive(shape, [first, other.chunks[1] ?? first, third, fourth])).toBeNull();
  expect(receive(other.shape, chunks)).toBeNull();
  const elsewhere = sealFile(namedBytes("fid of another", 16), fk, namedBytes("long", size));
  expect(receive(shape, elsewhere.chunks)).toBeNull();
});

test("[CR15] a chunk opens at its place only, as last only if it is, and for its size only", () => {
  expect(openChunk(key, shape, 1, first)).toBeNull();
  expect(openChunk(key, { ...shape, chunks: 1 }, 0, first)).toBeNull();
  expect(openChunk(key, { ...shape, size: size - 1 }, 0, first)).toBeNull();
  expect(openChunk(key, shape, 4, fourth)).toBeNull();
  expect(openChunk(key, shape, -1, first)).toBeNull();
  expect(openChunk(key, shape, 0.5, first)).toBeNull();
  expect(openChunk(fileKey(namedBytes("wrong", 32), fid), shape, 0, first)).toBeNull();
  expect(openChunk(key, shape, 0, first.subarray(1))).toBeNull();
  const bent = first.slice();
  bent[9] = (bent[9] ?? 0) ^ 1;
  expect(openChunk(key, shape, 0, bent)).toBeNull();
});

test("[CR15] the number of chunks must follow from the size", () => {
  expect(isFileShape(shape)).toBe(true);
  for (const wrong of [0, 3, 5, 1.5, NaN]) expect(isFileShape({ ...shape, chunks: wrong })).toBe(false);
  for (const wrong of [0, -1, 1.5, 2 ** 53]) expect(isFileShape({ ...shape, size: wrong })).toBe(false);
  expect(isFileShape({ ...shape, fid: fid.subarray(1) })).toBe(false);
  expect(isFileShape({ ...shape, root: fid })).toBe(false);
});

test("[CR15] padding that is not zero is refused, also under a root that is right", () => {
  const dirty = new Uint8Array(512).fill(7);
  const whole = sealFile(fid, fk, dirty);
  const short = { ...whole.shape, size: 512 };
  expect(receive(short, whole.chunks)).not.toBeNull();
  const claimed: FileShape = { fid, size: 500, chunks: 1, root: fileRoot(fid, whole.chunks.map(chunkHash)) };
  expect(joinFile(claimed, [dirty], whole.chunks.map(chunkHash))).toBeNull();
});

test("[CR15] forged tags change the root: a second reading of one descriptor fails", () => {
  const forged = sealFile(fid, fk, namedBytes("another reading", size));
  expect(
    joinFile(
      shape,
      chunks.map((_, i) => openChunk(key, forged.shape, i, forged.chunks[i] ?? first) ?? first),
      forged.chunks.map(chunkHash),
    ),
  ).toBeNull();
});
