import { chunkCount, fileKey, padme, sealFile, sha256, toHex } from "../src/index.ts";
import { namedBytes } from "./random.ts";

const sizes = [1, 512, 513, 65_536, 65_537, 100_000, 131_072, 131_073, 200_001, 2_097_152];

/** Every number of vectors/file-v1.json, computed anew. Chunks stand in it by their SHA-256; the first file whole. */
export const fileVectors = () => ({
  note: [
    "bytes are hex; named inputs: SHA-256('ChatOrbit red vector ' || name [|| counter]) cut to length",
    "fid = named 'fid' 16 bytes, fk = named 'fk' 32 bytes, the file = named 'file' of its size",
  ],
  padme: [1, 511, 512, 513, 1000, 65_535, 65_536, 65_537, 70_000, 1_000_000, 2_097_152, 2 ** 31 - 1].map(
    (size) => ({ size, padded: padme(size), chunks: chunkCount(size) }),
  ),
  files: sizes.map(ofFile),
});

function ofFile(size: number) {
  const [fid, fk] = [namedBytes("fid", 16), namedBytes("fk", 32)];
  const { shape, chunks } = sealFile(fid, fk, namedBytes("file", size));
  return {
    fid: toHex(fid),
    fk: toHex(fk),
    key: toHex(fileKey(fk, fid)),
    size,
    root: toHex(shape.root),
    ...(size === 1 ? { chunk: toHex(chunks[0] ?? new Uint8Array()) } : {}),
    chunks: chunks.map((chunk) => ({ bytes: chunk.length, sha256: toHex(sha256(chunk)) })),
  };
}
