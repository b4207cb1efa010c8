// Writes protocol-v1.json, file-v1.json and room-v1.json again: `bun packages/crypto/vectors/make.ts`. The blocks h1, envelopes and
// entries never change within version 1; another difference is a new construction and needs a decision first.
import { join } from "node:path";
import { fileVectors } from "../testing/file-vectors.ts";
import { protocolVectors } from "../testing/protocol-vectors.ts";
import { roomVectors } from "../testing/room-vectors.ts";

/** Lists of numbers stand in one line. */
const textOf = (vectors: object): string =>
  JSON.stringify(vectors, null, 2).replace(/\[[\d,\s]+\]/g, (numbers) =>
    numbers.replace(/\s+/g, " ").replace("[ ", "[").replace(" ]", "]"),
  );

await Bun.write(join(import.meta.dir, "protocol-v1.json"), `${textOf(protocolVectors())}\n`);
await Bun.write(join(import.meta.dir, "room-v1.json"), `${textOf(roomVectors())}\n`);
await Bun.write(join(import.meta.dir, "file-v1.json"), `${JSON.stringify(fileVectors(), null, 2)}\n`);
