/**
 * What outlives the tab and holds keys lies under one key of the browser, which no script can read out (CRYPTO §5):
 * in the way of a copied disk profile, no wall. Where the browser has no such keys (plain http), it lies open there,
 * as everything else of a page does; docs/SECURITY.md says so.
 */
import { inDatabase } from "./database.ts";

const keyName = "key";
const aeadName = "AES-GCM";

type Sealed = { readonly iv: Uint8Array<ArrayBuffer>; readonly bytes: ArrayBuffer };

const isSealed = (value: unknown): value is Sealed =>
  typeof value === "object" && value !== null && "iv" in value && "bytes" in value;

/** Where there is no key to be had there is no subtle either: both come with a secure context. */
const hasKeys = (): boolean => globalThis.crypto?.subtle !== undefined;

/** The text as it may lie there. `name` is bound to it: one value cannot stand in for another. */
export async function sealText(name: string, text: string): Promise<Sealed | string> {
  if (!hasKeys()) return text;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: aeadName, iv, additionalData: new TextEncoder().encode(name) };
  return { iv, bytes: await crypto.subtle.encrypt(how, await theKey(), new TextEncoder().encode(text)) };
}

/** The text again; null when it is none of ours, or its key is gone: as good as lost. */
export async function openText(name: string, value: unknown): Promise<string | null> {
  if (typeof value === "string") return value;
  if (!isSealed(value) || !hasKeys()) return null;
  const how = { name: aeadName, iv: value.iv, additionalData: new TextEncoder().encode(name) };
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(how, await theKey(), value.bytes));
  } catch {
    return null;
  }
}

let known: Promise<CryptoKey> | null = null;

const theKey = (): Promise<CryptoKey> =>
  (known ??= findKey().catch((cause: unknown) => {
    known = null;
    throw cause;
  }));

/** Made once. Two pages at once: the first one's stays, and both read it. */
async function findKey(): Promise<CryptoKey> {
  const kept = await readKey();
  if (kept !== null) return kept;
  const fresh = await crypto.subtle.generateKey({ name: aeadName, length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  try {
    await inDatabase("sealed", "readwrite", (store) => store.add(fresh, keyName));
    return fresh;
  } catch (cause) {
    const other = await readKey();
    if (other !== null) return other;
    throw cause;
  }
}

async function readKey(): Promise<CryptoKey | null> {
  const key = await inDatabase<unknown>("sealed", "readonly", (store) => store.get(keyName));
  return key instanceof CryptoKey ? key : null;
}
