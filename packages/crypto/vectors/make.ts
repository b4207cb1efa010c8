// Writes protocol-v1.json and file-v1.json again: `bun packages/crypto/vectors/make.ts`. The blocks h1 and envelopes never change
// within version 1; another difference is a new construction and needs a decision first.
import { join } from "node:path";
import { fileVectors } from "../testing/file-vectors.ts";
import { protocolVectors } from "../testing/protocol-vectors.ts";

const text = JSON.stringify(protocolVectors(), null, 2);
const inLine = text.replace(/\[[\d,\s]+\]/g, (numbers) =>
  numbers.replace(/\s+/g, " ").replace("[ ", "[").replace(" ]", "]"),
);
await Bun.write(join(import.meta.dir, "protocol-v1.json"), `${inLine}\n`);
await Bun.write(join(import.meta.dir, "file-v1.json"), `${JSON.stringify(fileVectors(), null, 2)}\n`);
