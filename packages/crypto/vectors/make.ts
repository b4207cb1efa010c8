// Writes protocol-v1.json again: `bun packages/crypto/vectors/make.ts`. The blocks h1 and envelopes never change
// within version 1; another difference is a new construction and needs a decision first.
import { join } from "node:path";
import { protocolVectors } from "../testing/protocol-vectors.ts";

await Bun.write(join(import.meta.dir, "protocol-v1.json"), `${JSON.stringify(protocolVectors(), null, 2)}\n`);
