import { expect, test } from "bun:test";
import { expectCode } from "../../testing/expect-code.ts";
import { published, readPublished } from "../../testing/published.ts";
import { systemRandom } from "../../testing/random.ts";
import { equalBytes, fromHex, toHex, utf8Encode } from "../index.ts";
import { generator, intermediateKey, newShare, shareOf, agreedPoint } from "./cpace.ts";

type Vector = Record<
  "PRS" | "CI" | "sid" | "g" | "ya" | "ADa" | "Ya" | "yb" | "ADb" | "Yb" | "K" | "ISK_IR",
  string
>;

/** draft-irtf-cfrg-cpace, test vector for CPace with ristretto255 and SHA-512. */
const draft: Vector = {
  PRS: "50617373776F7264",
  CI: "0B415F696E69746961746F720B425F726573706F6E646572",
  sid: "7E4B4791D6A8EF019B936C79FB7F2C57",
  g: "222B6B195FE84B1652BADB6F6A3AE3D24341E7306967F0B8115B40D5698C7E56",
  ya: "DA3D23700A9E5699258AEF94DC060DFDA5EBB61F02A5EA77FAD53F4FF0976D08",
  ADa: "414461",
  Ya: "D6BAC480F2C386C394EFC7C47ADB9925DCD2630B64F240C50F8D0EEC482B9157",
  yb: "D2316B454718C35362D83D69DF6320F38578ED5984651435E2949762D900B80D",
  ADb: "414462",
  Yb: "3EA7E0B19560D7C0B0F5734F63B955286DFA8232B5EBE63324E2D9E7433F7258",
  K: "80B69A8A76457AB6A4D7F887A4BF6B55A2F80AC19C333F917A05FC9887C8B40F",
  ISK_IR:
    "B69EFFBF61B51D56401C0F65601ABE428DE8206FEAAF0E32198896DCAE7B35CD2B38950A39DFD5D4A79164614C2984F7DAA460B588C1E80C3FA2068AF7900447",
};

/** Two encodings the draft lists as invalid: no point, and the neutral element. */
const noPoint = fromHex("2b3c6b8c4f3800e7aef6864025b4ed79bd599117e427c41bd47d93d654b4a51c");
const neutral = new Uint8Array(32);

function check(vector: Vector) {
  const b = (name: keyof Vector) => fromHex(vector[name].toLowerCase());
  const g = generator(b("PRS"), b("CI"), b("sid"));
  expect(toHex(g.toBytes())).toBe(toHex(b("g")));
  expect([shareOf(g, b("ya")), shareOf(g, b("yb"))]).toEqual([b("Ya"), b("Yb")]);
  expect(agreedPoint(b("ya"), b("Yb"))).toEqual(b("K"));
  expect(agreedPoint(b("yb"), b("Ya"))).toEqual(b("K"));
  const shares = { ya: b("Ya"), ada: b("ADa"), yb: b("Yb"), adb: b("ADb") };
  expect(intermediateKey(b("sid"), b("K"), shares)).toEqual(b("ISK_IR"));
}

test("[CR2] CPace draft: generator, shares, K and ISK", () => check(draft));

test("[CR2] a share that is no point, or the neutral element, is refused", () => {
  const scalar = fromHex(draft.ya.toLowerCase());
  expectCode(() => agreedPoint(scalar, noPoint), "cpace_bad_point");
  expectCode(() => agreedPoint(scalar, neutral), "cpace_identity");
  expectCode(() => agreedPoint(scalar, new Uint8Array(31)), "cpace_bad_point");
  expectCode(() => agreedPoint(scalar, new Uint8Array(32).fill(0xff)), "cpace_bad_point");
});

test("[CR2] another secret, identity or run gives another generator", () => {
  const of = (prs: string, ci: string, sid: string) =>
    toHex(generator(utf8Encode(prs), utf8Encode(ci), utf8Encode(sid)).toBytes());
  const all = [of("a", "b", "c"), of("x", "b", "c"), of("a", "x", "c"), of("a", "b", "x"), of("ab", "", "c")];
  expect(new Set(all).size).toBe(all.length);
});

test("[CR2] shares are fresh, and a dead generator cannot make one", () => {
  const g = generator(utf8Encode("a"), utf8Encode("b"), utf8Encode("c"));
  expect(equalBytes(newShare(g, systemRandom).share, newShare(g, systemRandom).share)).toBe(false);
  expect(() => newShare(g, (length) => new Uint8Array(length))).toThrow();
});

if (published !== null)
  test("[CR2] CPace draft, the whole file of vectors for this group", () => {
    const file = readPublished<Record<string, Vector>>("cpace-vectors.json");
    const vector = file["G_Coffee25519"];
    if (vector === undefined) throw new Error("no vector of ristretto255");
    check(vector);
    const points = file["G_Coffee25519_points"] as unknown as Record<string, string>;
    const invalid = Object.keys(points).filter((name) => name.startsWith("Invalid"));
    expect(invalid.length).toBeGreaterThan(1);
    for (const name of invalid)
      expectCode(
        () =>
          agreedPoint(Uint8Array.of(5, ...new Uint8Array(31)), fromHex((points[name] ?? "").toLowerCase())),
        "cpace_bad_point",
        "cpace_identity",
      );
  });
