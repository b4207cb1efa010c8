import { join } from "node:path";
import type { Hash } from "@chatorbit/relay";
import { CryptoHasher } from "bun";
import { readSecretFile, writeSecretFile } from "./secret-file.ts";

/** The server's secret: the configured one, or the data folder's, made at the first start. */
export function serverSecret(configured: string | null, dataDir: string): string {
  if (configured !== null) return configured;
  const path = join(dataDir, "secret");
  const kept = readSecretFile(path)?.trim();
  if (kept) return kept;
  const made = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  writeSecretFile(path, `${made}\n`);
  return made;
}

/** HMAC-SHA-256 under the secret, apart for each kind of thing. */
export const hmacHash =
  (secret: string): Hash =>
  (kind, text) =>
    new CryptoHasher("sha256", secret).update(`${kind}\0${text}`).digest("base64url");
