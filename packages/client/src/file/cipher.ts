import { type ChunkCipher, nobleChunks } from "@chatorbit/crypto";

/** AES-GCM and SHA-256 of the browser; of this project where a page may not use the browser's (plain http). */
export async function cipherOf(key: Uint8Array): Promise<ChunkCipher> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (subtle === undefined) return breathing(nobleChunks(key));
  const imported = await subtle.importKey("raw", own(key), "AES-GCM", false, ["encrypt", "decrypt"]);
  key.fill(0);
  const how = (iv: Uint8Array, aad: Uint8Array) => ({
    name: "AES-GCM",
    iv: own(iv),
    additionalData: own(aad),
    tagLength: 128,
  });
  return {
    seal: async (iv, aad, plain) => new Uint8Array(await subtle.encrypt(how(iv, aad), imported, own(plain))),
    open: async (iv, aad, sealed) => {
      const opened = await subtle.decrypt(how(iv, aad), imported, own(sealed)).catch(() => null);
      return opened === null ? null : new Uint8Array(opened);
    },
    hash: async (bytes) => new Uint8Array(await subtle.digest("SHA-256", own(bytes))),
  };
}

/** Bytes that lie in memory of this page alone, as browsers want them. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>;

/** A chunk takes milliseconds here: the page gets its turn between two of them. */
const breathing = ({ seal, open, hash }: ChunkCipher): ChunkCipher => ({
  seal: async (...what) => (await turn(), seal(...what)),
  open: async (...what) => (await turn(), open(...what)),
  hash,
});

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
