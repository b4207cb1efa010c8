import { expect, test } from "bun:test";
import { createHash, createHmac } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConversationId, ParticipantId } from "@chatorbit/protocol";
import { frankRef, roomKeys, signJoin, stamp as frank, toBase64 } from "@chatorbit/crypto";
import fc from "fast-check";
import { FrankKeys } from "./frank-keys.ts";
import { FixedHmac } from "./hmac.ts";
import { linkProofs } from "./proofs.ts";
import { hmacHash, serverSecret } from "./secret.ts";
import { franking } from "./stamp.ts";

const folder = () => mkdtempSync(join(tmpdir(), "secrets-"));
const fail = (cause: unknown) => {
  throw cause;
};
const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));

test("[OP2] the secret is made once, readable by nobody else", () => {
  const data = folder();
  const made = serverSecret(null, data);
  expect(made.length).toBeGreaterThanOrEqual(43);
  expect(statSync(join(data, "secret")).mode & 0o777).toBe(0o600);
  chmodSync(join(data, "secret"), 0o644);
  expect(serverSecret(null, data)).toBe(made);
  expect(statSync(join(data, "secret")).mode & 0o777).toBe(0o600);
  expect(serverSecret(null, folder())).not.toBe(made);
  expect(serverSecret("configured", data)).toBe("configured");
});

test("the hash is an HMAC under the secret, apart for each kind", () => {
  const hash = hmacHash("secret");
  expect(hash("token", "x")).toBe(createHmac("sha256", "secret").update("token\0x").digest("base64url"));
  expect(
    new Set([hash("token", "x"), hash("seat", "x"), hash("address", "x"), hmacHash("other")("token", "x")])
      .size,
  ).toBe(4);
});

test("FixedHmac is HMAC-SHA-256", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 512 }), (key, message) => {
      const hmac = new FixedHmac(message.length);
      hmac.rekey(key);
      hmac.message.set(message);
      expect(Buffer.from(hmac.tag()).toString("hex")).toBe(
        createHmac("sha256", key).update(message).digest("hex"),
      );
    }),
  );
});

test("franking keys: one a month, kept half a year, in a file of their own", () => {
  const path = join(folder(), "frank-keys.json");
  const at = (month: number) => Date.UTC(2026, month, 15);
  const keys = new FrankKeys(path, random, fail);
  const first = keys.at(at(0));
  expect(keys.at(at(0) + 86_400_000)).toBe(first);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(Buffer.from(new FrankKeys(path, random, fail).at(at(0)).key)).toEqual(Buffer.from(first.key));
  const second = keys.at(at(1));
  expect(second.kid).toBe((first.kid + 1) % 256);
  expect(keys.byKid(first.kid)).toBe(first);
  keys.at(at(6));
  expect(keys.byKid(first.kid)).toBeDefined();
  keys.at(at(7));
  expect(keys.byKid(first.kid)).toBeUndefined();
  expect(readFileSync(path, "utf8")).not.toContain(Buffer.from(first.key).toString("base64"));
  writeFileSync(path, "[{}]");
  expect(() => new FrankKeys(path, random, fail)).toThrow("damaged");
});

test("[OP4] a key that cannot be written down is used all the same, said, and written later", () => {
  const path = join(folder(), "frank-keys.json");
  mkdirSync(`${path}.new`);
  const told: unknown[] = [];
  const keys = new FrankKeys(path, random, (cause) => told.push(cause));
  const stamp = franking(keys)(
    "8eb8dba0-aaae-4526-b611-a9a31dd0ef19" as ConversationId,
    "5d1dbbd9-9c06-44cb-8d2f-890bffc63f22" as ParticipantId,
    "live",
  );
  const said = {
    ep: 0,
    n: 0,
    messageId: "11111111-2222-4333-8444-555555555555",
    timestamp: 0,
    encrypted: "QQ==",
    signature: `${"A".repeat(43)}=`,
  };
  const at = Date.UTC(2026, 0, 15);
  const first = stamp(said, at);
  expect(first).toHaveLength(56);
  expect(stamp(said, at)).toBe(first);
  // Not again with every message.
  expect([told.length, existsSync(path)]).toEqual([1, false]);
  rmdirSync(`${path}.new`);
  expect(stamp(said, at + 60_000)).toHaveLength(56);
  expect([told.length, existsSync(path)]).toEqual([1, true]);
  const kept = new FrankKeys(path, random, (cause) => told.push(cause)).at(at);
  expect(Buffer.from(kept.key)).toEqual(Buffer.from(keys.at(at).key));
});

test("[TS10] what is not strict base64, or no whole signature, gets no stamp", () => {
  const stamp = franking(new FrankKeys(join(folder(), "frank-keys.json"), random, fail))(
    "8eb8dba0-aaae-4526-b611-a9a31dd0ef19" as ConversationId,
    "5d1dbbd9-9c06-44cb-8d2f-890bffc63f22" as ParticipantId,
    "live",
  );
  const good = {
    ep: 0,
    n: 0,
    messageId: "11111111-2222-4333-8444-555555555555",
    timestamp: 0,
    encrypted: "QQ==",
    signature: `${"A".repeat(43)}=`,
  };
  expect(stamp(good, 0)).toHaveLength(56);
  for (const wrong of [
    { encrypted: "QR==" },
    { encrypted: 'QQ"' },
    { encrypted: "QU\nJD" },
    { signature: "QQ==" },
    { inst: "AAAAAAAAAAB=" },
    { inst: "QQ==" },
    { signature: `${"A".repeat(42)}B=` },
  ]) {
    expect(stamp({ ...good, ...wrong }, 0)).toBe(null);
  }
});

/** The definition of CRYPTO §17 and §0, written the plain way. */
function expected(key: Uint8Array, kid: number, at: number, parts: readonly Buffer[]): string {
  const covered = Buffer.concat(parts.flatMap((part) => [Buffer.from([part.length]), part]));
  const mac = createHmac("sha256", key).update(covered).digest();
  return Buffer.concat([Buffer.from([kid]), u64(at), mac]).toString("base64");
}

const u64 = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const bytes = (uuid: string) => Uint8Array.from(uuidBytes(uuid));
const uuidBytes = (text: string) => Buffer.from(text.replaceAll("-", ""), "hex");

test("[LG4] a stamp is what CRYPTO §17 says, for every message and across the turn of a month", () => {
  const keys = new FrankKeys(join(folder(), "frank-keys.json"), random, fail);
  const stamp = franking(keys);
  const message = fc.record({
    ep: fc.integer({ min: 0, max: 2_147_483_647 }),
    n: fc.maxSafeNat(),
    messageId: fc.uuid(),
    timestamp: fc.integer({ min: 0, max: 9_999_999_999 }),
    signature: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    body: fc.uint8Array({ minLength: 1, maxLength: 600 }),
  });
  // Live and kept ones in any order: nothing of one may stay for the next.
  const stream = fc.option(
    fc.record({
      type: fc.constantFrom("message" as const, "control" as const),
      inst: fc.uint8Array({ minLength: 8, maxLength: 8 }),
    }),
  );
  const turn = Date.UTC(2026, 3);
  fc.assert(
    fc.property(
      message,
      fc.uuid(),
      fc.uuid(),
      fc.integer({ min: turn - 2, max: turn + 2 }),
      stream,
      (m, conv, sender, at, kept) => {
        const { kid, key } = keys.at(at);
        const flavour = kept === null ? "live" : "room";
        const made = stamp(
          conv as ConversationId,
          sender as ParticipantId,
          flavour,
        )(
          {
            ...m,
            ...(kept && { type: kept.type, inst: Buffer.from(kept.inst).toString("base64") }),
            signature: Buffer.from(m.signature).toString("base64"),
            encrypted: Buffer.from(m.body).toString("base64"),
          },
          at,
        );
        const text = (value: string) => Buffer.from(value, "latin1");
        const parts = [
          text("ChatOrbit/v1 frank"),
          u64(at),
          text(flavour),
          uuidBytes(conv),
          uuidBytes(sender),
          text(kept?.type ?? "message"),
          u32(m.ep),
          kept === null ? u64(0) : Buffer.from(kept.inst),
          u64(m.n),
          uuidBytes(m.messageId),
          u64(m.timestamp),
          Buffer.from(m.signature),
          createHash("sha256").update(m.body).digest(),
        ];
        expect(made).toBe(expected(key, kid, at, parts));
        expect(made).toHaveLength(56);
        // And what checks reports, in another package, makes the same of it.
        const header = { epoch: m.ep, n: m.n, messageId: m.messageId, timestamp: m.timestamp };
        const who = { conversationId16: bytes(conv), senderId16: bytes(sender) };
        const ref = frankRef(
          kept === null
            ? { flavour: "live", ...who, ...header, type: "message" }
            : { flavour: "room", ...who, ...header, type: kept.type, inst: kept.inst },
        );
        expect(made).toBe(toBase64(frank(Uint8Array.from(key), kid, at, ref, m.signature, m.body)));
      },
    ),
  );
});

test("[SR2] a challenge is known again by whoever made it, for its room only, and nothing else is", () => {
  const proofs = linkProofs({ bytes: random }, hmacHash("s".repeat(32)));
  const others = linkProofs({ bytes: random }, hmacHash("t".repeat(32)));
  const room = "AAAAAAAAAAAAAAAAAAAAAA";
  const at = 1_700_000_000_123;
  const challenge = proofs.challenge(room, at);
  expect(Buffer.from(challenge, "base64")).toHaveLength(32);
  expect(proofs.challenge(room, at)).not.toBe(challenge);
  expect(proofs.madeAt(room, challenge)).toBe(at);
  expect(proofs.madeAt("BAAAAAAAAAAAAAAAAAAAAA", challenge)).toBe(null);
  expect(others.madeAt(room, challenge)).toBe(null);
  for (let n = 0; n < 32; n += 1) {
    const bytes = Buffer.from(challenge, "base64");
    bytes[n] = (bytes[n] ?? 0) ^ 1;
    expect(proofs.madeAt(room, bytes.toString("base64"))).toBe(null);
  }
  for (const odd of ["", "AAAA", `${challenge}AAAA`, challenge.replace("=", "")])
    expect(proofs.madeAt(room, odd)).toBe(null);
});

test("[SR2] only who has the link's key signs for its room and this challenge", () => {
  const proofs = linkProofs({ bytes: random }, hmacHash("s".repeat(32)));
  const room = "AAAAAAAAAAAAAAAAAAAAAA";
  const { admissionSeed, admissionPub } = roomKeys(room, random(32));
  const challenge = proofs.challenge(room, 1);
  const bytes = new Uint8Array(Buffer.from(challenge, "base64"));
  const key = toBase64(admissionPub);
  const signature = toBase64(signJoin(admissionSeed, room, bytes));
  expect(proofs.isSigned(key, room, challenge, signature)).toBe(true);
  expect(proofs.isSigned(toBase64(roomKeys(room, random(32)).admissionPub), room, challenge, signature)).toBe(
    false,
  );
  expect(proofs.isSigned(key, "BAAAAAAAAAAAAAAAAAAAAA", challenge, signature)).toBe(false);
  expect(proofs.isSigned(key, room, proofs.challenge(room, 1), signature)).toBe(false);
  for (const odd of ["", "AAAA", "A".repeat(88), `${signature.slice(0, 85)}B==`]) {
    expect(proofs.isSigned(key, room, challenge, odd)).toBe(false);
    expect(proofs.isSigned(odd, room, challenge, signature)).toBe(false);
  }
});
