import { expect, test } from "bun:test";
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { published, readPublished } from "../../testing/published.ts";
import { fromHex, nobleAead, sha256, sha512, toHex } from "../index.ts";

/* C2SP/wycheproof: known wrong inputs of every primitive underneath, against the versions we pin. */

type Case = Record<string, string> & {
  readonly tcId: number;
  readonly result: string;
  readonly size: number;
};
type Group = { readonly tests: readonly Case[]; readonly [parameter: string]: unknown };

/** Runs every case: valid ones must give what they say, invalid ones must not. Returns those that did not. */
function mismatches(
  file: string,
  holds: (t: Case, group: Group) => boolean,
  only: (group: Group) => boolean = () => true,
) {
  const { testGroups } = readPublished<{ testGroups: readonly Group[] }>(`wycheproof/${file}.json`);
  const wrong = testGroups
    .filter(only)
    .flatMap((group) =>
      group.tests.filter(
        (t) => t.result !== "acceptable" && isTrue(() => holds(t, group)) !== (t.result === "valid"),
      ),
    );
  return wrong.map(({ tcId }) => tcId);
}

function isTrue(holds: () => boolean): boolean {
  try {
    return holds();
  } catch {
    return false;
  }
}

const b = (t: Case, name: string) => fromHex(t[name] ?? "");

if (published !== null) {
  test("[CR0] Wycheproof: AES-256-GCM", () => {
    const is256 = (group: Group) => group["ivSize"] === 96 && group["keySize"] === 256;
    const holds = (t: Case) => {
      const sealed = fromHex(`${t["ct"]}${t["tag"]}`);
      const opened = nobleAead.open(b(t, "key"), b(t, "iv"), b(t, "aad"), sealed);
      return opened !== null && toHex(opened) === t["msg"];
    };
    expect(mismatches("aes_gcm", holds, is256)).toEqual([]);
  });

  test("[CR0] Wycheproof: HKDF and HMAC", () => {
    const ofHash = (hash: typeof sha256 | typeof sha512) => (t: Case) =>
      toHex(hkdf(hash, b(t, "ikm"), b(t, "salt"), b(t, "info"), t.size)) === t["okm"];
    expect(mismatches("hkdf_sha256", ofHash(sha256))).toEqual([]);
    expect(mismatches("hkdf_sha512", ofHash(sha512))).toEqual([]);
    const tag = (t: Case, group: Group) =>
      toHex(hmac(sha256, b(t, "key"), b(t, "msg")).slice(0, Number(group["tagSize"]) / 8)) === t["tag"];
    expect(mismatches("hmac_sha256", tag)).toEqual([]);
  });

  test("[CR0] Wycheproof: X25519", () => {
    const agrees = (t: Case) =>
      toHex(x25519.getSharedSecret(b(t, "private"), b(t, "public"))) === t["shared"];
    expect(mismatches("x25519", agrees)).toEqual([]);
  });

  test("[CR0] Wycheproof: ML-KEM-768", () => {
    const decapsulates = (t: Case) => {
      const { publicKey, secretKey } = ml_kem768.keygen(b(t, "seed"));
      const isSameKey = t["ek"] === undefined || toHex(publicKey) === t["ek"];
      return isSameKey && toHex(ml_kem768.decapsulate(b(t, "c"), secretKey)) === t["K"];
    };
    expect(mismatches("mlkem_768", decapsulates)).toEqual([]);
  });

  test("[CR0] Wycheproof: Ed25519", () => {
    const verifies = (t: Case, group: Group) => {
      const { pk } = group["publicKey"] as { readonly pk: string };
      return ed25519.verify(b(t, "sig"), b(t, "msg"), fromHex(pk), { zip215: false });
    };
    expect(mismatches("ed25519", verifies)).toEqual([]);
  });
}
