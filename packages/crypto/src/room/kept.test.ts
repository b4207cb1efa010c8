import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { expect, test } from "bun:test";
import fc from "fast-check";
import { openByNode } from "../../testing/by-node.ts";
import { expectCode } from "../../testing/expect-code.ts";
import { systemRandom } from "../../testing/random.ts";
import { newRoom, readWell, write, writer } from "../../testing/rooms.ts";
import {
  type Aead,
  dropKept,
  fromBase64,
  type KeptEnvelope,
  keptEpoch,
  keptKeyOf,
  maxPayload,
  newUuid,
  noPrev,
  openKept,
  roomEpochZero,
  sealKept,
  SpentError,
  startKept,
  toBase64,
  utf8Decode,
} from "../index.ts";

const sid = systemRandom(16);
const ek = systemRandom(32);
const opening = { sid, ek, dir: 0 } as const;
const header = () => ({ type: "message", messageId: newUuid(systemRandom), timestamp: 1705752000 }) as const;
const payload = new Uint8Array(3);

test("[CR17] what either side seals whoever has the epoch's key opens, as often as the log shows it", () => {
  for (const dir of [0, 1] as const) {
    const on = writer(sid, ek, dir);
    for (const type of ["message", "control", "signal"] as const) {
      const { envelope, mk, hash } = write(on, { body: "žltý kôň 🐎" }, type);
      for (let i = 0; i < 2; i++) {
        const opened = readWell(on, JSON.parse(JSON.stringify(envelope)));
        expect(JSON.parse(utf8Decode(opened.payload))).toMatchObject({ body: "žltý kôň 🐎" });
        const { message_id, inst, n, ep, timestamp } = envelope;
        expect(opened).toMatchObject({ type, mk, hash, messageId: message_id, inst, n, ep, timestamp });
      }
    }
  }
});

test("[CR17] a stream counts from 0 and each entry names the one before; signals count for themselves", () => {
  const on = writer(sid, ek);
  const sealed = (["message", "signal", "control", "signal", "message"] as const).map((type) =>
    write(on, {}, type),
  );
  expect(sealed.map(({ envelope }) => envelope.n)).toEqual([0, 0, 1, 1, 2]);
  const entries = sealed.filter(({ envelope }) => envelope.type !== "signal");
  const prevs = entries.map(({ envelope }) => JSON.parse(utf8Decode(readWell(on, envelope).payload)).prev);
  expect(prevs).toEqual([noPrev, entries[0]?.hash, entries[1]?.hash]);
  for (const { envelope, hash } of sealed) {
    const body = createHash("sha256").update(fromBase64(envelope.encrypted)).digest();
    expect(hash).toBe(toBase64(body));
  }
});

test("[CR17] a stream is consumed by its entry: sealing twice from one fails loudly", () => {
  const first = startKept(systemRandom(8), 1);
  sealKept({ ...opening, stream: first, header: header(), payload });
  expect(() => sealKept({ ...opening, stream: first, header: header(), payload })).toThrow(SpentError);
});

test("[CR17] a payload that is too long leaves the stream as it was", () => {
  const stream = startKept(systemRandom(8), 1);
  const before = structuredClone(stream);
  const long = new Uint8Array(maxPayload + 1);
  expectCode(() => sealKept({ ...opening, stream, header: header(), payload: long }), "too_long");
  const noId = { ...header(), messageId: "7" };
  expectCode(() => sealKept({ ...opening, stream, header: noId, payload }), "encoding");
  expect(stream).toEqual(before);
  sealKept({ ...opening, stream, header: header(), payload: long.subarray(1) });
});

test("[CR17] a stream has an inst of 8 bytes that are not zero, and its own copy of it", () => {
  const inst = systemRandom(8);
  const stream = startKept(inst, 1);
  inst.fill(1);
  expect(stream.inst).not.toEqual(inst);
  for (const size of [0, 7, 9]) expect(() => startKept(systemRandom(size), 1)).toThrow(RangeError);
  expect(() => startKept(new Uint8Array(8), 1)).toThrow(SpentError);
});

test("[CR17] any header field changed, and the same bytes do not open", () => {
  const on = writer(sid, ek, 0, 1);
  const { envelope } = write(on);
  const other = write(on).envelope;
  const changes = fc.oneof(
    fc.constantFrom("control", "signal").map((type) => ({ type })),
    fc.integer({ min: 0, max: 9 }).map((ep) => ({ ep })),
    fc.nat(9).map((n) => ({ n })),
    fc.uint8Array({ minLength: 8, maxLength: 8 }).map((inst) => ({ inst: toBase64(inst) })),
    fc.uuid().map((message_id) => ({ message_id })),
    fc.nat().map((timestamp) => ({ timestamp })),
    fc.constantFrom(other.encrypted).map((encrypted) => ({ encrypted })),
    fc.constantFrom(other.signature).map((signature) => ({ signature })),
    bent(envelope.encrypted).map((encrypted) => ({ encrypted })),
    bent(envelope.signature).map((signature) => ({ signature })),
  );
  fc.assert(
    fc.property(changes, (change) => {
      const wrong = { ...envelope, ...change };
      fc.pre(JSON.stringify(wrong) !== JSON.stringify(envelope));
      expect(openKept({ ...opening, envelope: wrong })).toEqual({ kind: "refused", code: "auth" });
    }),
    { numRuns: 400 },
  );
  readWell(on, envelope);
});

test("[CR17] an envelope that comes back as the other side's fails: the direction is bound", () => {
  for (const dir of [0, 1] as const) {
    const { envelope } = write(writer(sid, ek, dir));
    const reflected = openKept({ sid, ek, dir: dir === 0 ? 1 : 0, envelope });
    expect(reflected).toEqual({ kind: "refused", code: "auth" });
  }
});

test("[CR17] nothing of one epoch or room opens in another", () => {
  const { envelope } = write(writer(sid, ek));
  const wrong = [
    { ...opening, ek: systemRandom(32), envelope },
    { ...opening, sid: systemRandom(16), envelope },
    { ...opening, envelope: { ...envelope, ep: 2 } },
  ];
  for (const each of wrong) expect(openKept(each)).toEqual({ kind: "refused", code: "auth" });
});

test("[CR17] under epoch 0 the guest's side neither writes nor is read", () => {
  const { psk, sid: room } = newRoom();
  const zero = roomEpochZero(psk);
  const { envelope } = write(writer(room, zero, 0, 0));
  expect(openKept({ sid: room, ek: zero, dir: 1, envelope })).toEqual({ kind: "refused", code: "er_old" });
  expect(() => write(writer(room, zero, 1, 0))).toThrow(RangeError);
});

test("[CR17] header fields of the wrong type or range are refused before anything is computed", () => {
  const { envelope } = write(writer(sid, ek));
  const values: Record<string, unknown[]> = {
    type: ["text", 1, null],
    v: [0, 2, "1", undefined],
    ep: [-1, 0.5, "0", 2 ** 31, null],
    inst: [null, 7, "", toBase64(new Uint8Array(7)), toBase64(new Uint8Array(9)), `${envelope.inst} `],
    n: [-1, 0.5, "0", 2 ** 53, NaN, null],
    message_id: [7, "", envelope.message_id.toUpperCase(), `${envelope.message_id} `],
    encrypted: [null, "", "QQ==", `${envelope.encrypted} `, "A".repeat(200_000)],
    signature: [null, "", toBase64(new Uint8Array(31)), toBase64(new Uint8Array(33)), "é".repeat(44)],
    timestamp: ["x", -1, 0.5, Infinity, 2 ** 53],
  };
  for (const [field, list] of Object.entries(values))
    for (const value of list) {
      const wrong = { ...envelope, [field]: value };
      expect({ field, value, ...openKept({ ...opening, envelope: wrong }) }).toMatchObject({
        code: "header",
      });
      expect(keptEpoch(wrong)).toBeNull();
    }
  for (const value of [null, undefined, 1, "x", [], {}])
    expect(openKept({ ...opening, envelope: value })).toEqual({ kind: "refused", code: "header" });
  expect(keptEpoch(envelope)).toBe(1);
});

test("[CR0] two spellings of one field: the second is refused, not opened", () => {
  const { envelope } = write(writer(sid, ek));
  const twin = (text: string) => {
    const at = text.length - 2;
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return `${text.slice(0, at)}${alphabet[alphabet.indexOf(text.charAt(at)) ^ 1]}=`;
  };
  const wrong: KeptEnvelope[] = [
    { ...envelope, inst: twin(envelope.inst) },
    { ...envelope, signature: twin(envelope.signature) },
  ];
  for (const each of wrong)
    expect(openKept({ ...opening, envelope: each })).toMatchObject({ code: "header" });
});

test("[CR17] a message key opens its entry and is no other entry's", () => {
  const on = writer(sid, ek);
  const keys = Array.from({ length: 20 }, () => toBase64(write(on).mk));
  expect(new Set(keys).size).toBe(20);
  const again = writer(sid, ek);
  expect(keys).not.toContain(toBase64(write(again).mk));
});

test("[CR17] the sizes of entries say a class and no length", () => {
  const on = writer(sid, ek);
  const size = (length: number) => fromBase64(write(on, { x: "a".repeat(length) }).envelope.encrypted).length;
  expect([0, 1, 100].map(size)).toEqual([284, 284, 284]);
  expect(size(400)).toBe(12 + 512 + 16);
});

test("[CR17] an envelope opens under node:crypto alone, from the epoch's key and this specification", () => {
  const { envelope, mk, hash } = write(writer(sid, ek, 1, 5), { body: "hello" }, "control");
  const byNode = openByNode(ek, sid, 1, envelope);
  expect([toBase64(byNode.mk), byNode.hash]).toEqual([toBase64(mk), hash]);
  expect(JSON.parse(utf8Decode(byNode.payload))).toEqual({ body: "hello", prev: noPrev });
});

test("[CR17] a faster AES-GCM gives and takes the same bytes", () => {
  const stream = () => startKept(new Uint8Array(8).fill(3), 1);
  const sealing = { ...opening, header: header(), payload };
  const ours = sealKept({ ...sealing, stream: stream() });
  const theirs = sealKept({ ...sealing, stream: stream() }, nodeAead);
  expect(theirs.envelope).toEqual(ours.envelope);
  expect(openKept({ ...opening, envelope: ours.envelope }, nodeAead).kind).toBe("opened");
});

test("[CR17] the keys of epochs are found by epoch, and wiped at the end", () => {
  const keys = { sid, keys: [0, 1].map((ep) => ({ ep, ek: systemRandom(32) })) };
  expect([keptKeyOf(keys, 1), keptKeyOf(keys, 2)]).toEqual([keys.keys[1]?.ek, undefined]);
  dropKept(keys);
  expect(keys.keys.every((key) => key.ek.every((byte) => byte === 0))).toBe(true);
  expect(() =>
    openKept({ ...opening, ek: new Uint8Array(32), envelope: write(writer(sid, ek)).envelope }),
  ).toThrow(SpentError);
});

/** One bit of what the base64 says, somewhere, is another. */
const bent = (text: string) =>
  fc.tuple(fc.nat(fromBase64(text).length - 1), fc.nat(7)).map(([at, bit]) => {
    const bytes = fromBase64(text);
    return toBase64(bytes.with(at, (bytes[at] ?? 0) ^ (1 << bit)));
  });

const nodeAead: Aead = {
  seal(key, iv, aad, plain) {
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(aad);
    return new Uint8Array(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
  },
  open(key, iv, aad, sealed) {
    const decipher = createDecipheriv("aes-256-gcm", key, iv).setAAD(aad);
    decipher.setAuthTag(sealed.subarray(-16));
    return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]));
  },
};
