import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { expect, test } from "bun:test";
import { ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { systemRandom } from "../../testing/random.ts";
import { newRoom, roomId } from "../../testing/rooms.ts";
import { fromHex, lvCat, signJoin, SpentError, toHex, utf8Encode, verifyJoin } from "../index.ts";
import { admissionKeyOf } from "./admission.ts";

const challenge = systemRandom(32);
const room = newRoom();
const signature = signJoin(room.admissionSeed, roomId, challenge);

test("[SR2] who has the link's key is let in, over this room and this challenge only", () => {
  const holds = (pub: Uint8Array, id: string, over: Uint8Array, by: Uint8Array) =>
    verifyJoin(pub, id, over, by);
  expect(signature.length).toBe(64);
  expect(holds(room.admissionPub, roomId, challenge, signature)).toBe(true);
  expect(holds(newRoom().admissionPub, roomId, challenge, signature)).toBe(false);
  expect(holds(room.admissionPub, `${roomId}0`, challenge, signature)).toBe(false);
  expect(holds(room.admissionPub, roomId, systemRandom(32), signature)).toBe(false);
  expect(
    holds(room.admissionPub, roomId, challenge, signJoin(newRoom().admissionSeed, roomId, challenge)),
  ).toBe(false);
});

test("[SR2] every bit of the signature counts", () => {
  fc.assert(
    fc.property(fc.nat(511), (bit) => {
      const bent = signature.with(bit >> 3, (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
      expect(verifyJoin(room.admissionPub, roomId, challenge, bent)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test("[SR2] whatever is malformed is a no, and nothing is thrown", () => {
  const bytes = fc.uint8Array({ maxLength: 70 });
  const length = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });
  fc.assert(
    fc.property(
      fc.oneof(bytes, length(32)),
      fc.string({ unit: "binary" }),
      fc.oneof(bytes, length(32)),
      fc.oneof(bytes, length(64)),
      (pub, id, over, by) => expect(verifyJoin(pub, id, over, by)).toBe(false),
    ),
    { numRuns: 300 },
  );
  expect(verifyJoin(room.admissionPub, "\ud800", challenge, signature)).toBe(false);
  const short = systemRandom(31);
  const over = lvCat("ChatOrbit/v1 join", roomId, short);
  expect(verifyJoin(room.admissionPub, roomId, short, ed25519.sign(over, room.admissionSeed))).toBe(false);
  expect(() => signJoin(room.admissionSeed, roomId, short)).toThrow(RangeError);
  expect(() => signJoin(new Uint8Array(32), roomId, challenge)).toThrow(SpentError);
});

test("[SR2] keys of small order and second spellings are refused: strict RFC 8032, not ZIP 215", () => {
  const one = fromHex(`01${"00".repeat(31)}`);
  const forged = fromHex(`01${"00".repeat(63)}`);
  expect(ed25519.verify(forged, utf8Encode("anything"), one)).toBe(true);
  expect(verifyJoin(one, roomId, challenge, forged)).toBe(false);
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const s = BigInt(`0x${toHex(signature.slice(32).toReversed())}`) + order;
  const second = Uint8Array.of(
    ...signature.slice(0, 32),
    ...fromHex(s.toString(16).padStart(64, "0")).toReversed(),
  );
  expect(verifyJoin(room.admissionPub, roomId, challenge, second)).toBe(false);
});

test("[SR2] node:crypto makes the same signature and takes ours, as a server does", () => {
  const seed = Buffer.from(room.admissionSeed);
  const der = Buffer.concat([fromHex("302e020100300506032b657004220420"), seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const text = lvCat("ChatOrbit/v1 join", roomId, challenge);
  expect(toHex(sign(null, text, key))).toBe(toHex(signature));
  const spki = Buffer.concat([fromHex("302a300506032b6570032100"), room.admissionPub]);
  expect(verify(null, text, createPublicKey({ key: spki, format: "der", type: "spki" }), signature)).toBe(
    true,
  );
});

/* RFC 8032 §7.1, tests 1 to 3. */
const published = [
  {
    seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    pub: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    message: "",
    signature:
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  },
  {
    seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    pub: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    message: "72",
    signature:
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  },
  {
    seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    pub: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    message: "af82",
    signature:
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  },
];

test("[CR0] Ed25519 gives the numbers of RFC 8032", () => {
  for (const { seed, pub, message, signature: expected } of published) {
    expect(toHex(admissionKeyOf(fromHex(seed)))).toBe(pub);
    expect(toHex(ed25519.sign(fromHex(message), fromHex(seed)))).toBe(expected);
    expect(ed25519.verify(fromHex(expected), fromHex(message), fromHex(pub), { zip215: false })).toBe(true);
  }
});
