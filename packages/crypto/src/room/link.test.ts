import { createHmac } from "node:crypto";
import { expect, test } from "bun:test";
import fc from "fast-check";
import { expandByNode } from "../../testing/by-node.ts";
import { codeOf } from "../../testing/expect-code.ts";
import { systemRandom } from "../../testing/random.ts";
import { joinRoom, newRoom, roomId } from "../../testing/rooms.ts";
import {
  dropRoomKeys,
  formatRoomFragment,
  lvCat,
  newRoomKey,
  parseRoomFragment,
  roomEpochZero,
  roomKeyLength,
  roomKeys,
  SpentError,
  toHex,
} from "../index.ts";

test("[CR17] a link's key is 32 random bytes and 43 symbols behind the #", () => {
  const key = newRoomKey(systemRandom);
  expect(key.length).toBe(roomKeyLength);
  expect(newRoomKey(systemRandom)).not.toEqual(key);
  const fragment = formatRoomFragment(key);
  expect(fragment).toMatch(/^[0-9A-Za-z_-]{43}$/);
  expect(parseRoomFragment(fragment)).toEqual(key);
});

test("[CR17] a key has one spelling, and nothing else is read as one", () => {
  const fragment = formatRoomFragment(newRoomKey(systemRandom));
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const twin = fragment.slice(0, 42) + alphabet[alphabet.indexOf(fragment.charAt(42)) ^ 1];
  expect(Buffer.from(twin, "base64url")).toEqual(Buffer.from(fragment, "base64url"));
  const wrong = [
    twin,
    "",
    "#",
    `#${fragment}`,
    `${fragment}=`,
    `${fragment}A`,
    fragment.slice(1),
    ` ${fragment.slice(1)}`,
    `+${fragment.slice(1)}`,
    `é${fragment.slice(1)}`,
    "A".repeat(43),
  ];
  for (const text of wrong) expect([text, parseRoomFragment(text)]).toEqual([text, null]);
});

test("[CR17] fuzz: whatever stands behind the #, the answer is a key or null", () => {
  const symbols = fc.string({ unit: fc.constantFrom(..."ABCabc019-_+/=# "), minLength: 40, maxLength: 46 });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), symbols), (text) => {
      const key = parseRoomFragment(text);
      expect(key === null || formatRoomFragment(key) === text).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("[CR17] the same link gives the same keys; another room or key gives others", () => {
  const key = newRoomKey(systemRandom);
  const made = roomKeys(roomId, key);
  expect(roomKeys(roomId, key)).toEqual(made);
  expect([made.psk, made.sid, made.admissionSeed, made.admissionPub].map(({ length }) => length)).toEqual([
    64, 16, 32, 32,
  ]);
  const others = [roomKeys(`${roomId}0`, key), roomKeys(roomId, newRoomKey(systemRandom))];
  const all = [made, ...others].flatMap((keys) =>
    [...Object.values(keys), roomEpochZero(keys.psk)].map(toHex),
  );
  expect(new Set(all).size).toBe(15);
});

test("[CR17] the keys of a link are those of node:crypto", () => {
  const key = newRoomKey(systemRandom);
  const psk = createHmac("sha512", "ChatOrbit/v1 room").update(lvCat(roomId, key)).digest();
  const expand = (label: string, length: number) => toHex(expandByNode("sha512", psk, label, length));
  const made = roomKeys(roomId, key);
  expect(toHex(made.psk)).toBe(psk.toString("hex"));
  expect(toHex(made.sid)).toBe(expand("room id", 16));
  expect(toHex(made.admissionSeed)).toBe(expand("admission", 32));
  expect(toHex(roomEpochZero(made.psk))).toBe(expand("room epoch 0", 32));
});

test("[CR17] a key of another length, or one that was wiped, makes no room", () => {
  for (const size of [0, 31, 33, 64]) expect(() => roomKeys(roomId, systemRandom(size))).toThrow(RangeError);
  expect(() => roomKeys(roomId, new Uint8Array(32))).toThrow(SpentError);
  expect(codeOf(() => roomKeys("\ud800", newRoomKey(systemRandom)))).toBe("encoding");
});

test("[CR17] wiped, a link's keys open no epoch and no door", () => {
  const room = newRoom();
  dropRoomKeys(room);
  for (const key of [room.psk, room.admissionSeed]) expect(key.every((byte) => byte === 0)).toBe(true);
  expect(() => roomEpochZero(room.psk)).toThrow(SpentError);
});

test("[CR17] creator and joiner agree on epoch 1, and nothing of it is in the link", () => {
  const room = newRoom();
  const { creator, joiner } = joinRoom(room);
  expect([creator.epochKey, creator.psk, creator.sas]).toEqual([joiner.epochKey, joiner.psk, joiner.sas]);
  const link = [room.psk, room.admissionSeed, roomEpochZero(room.psk)].map(toHex);
  for (const key of [creator.epochKey, creator.psk]) expect(link).not.toContain(toHex(key));
  const again = joinRoom(room);
  expect(again.creator.epochKey).not.toEqual(creator.epochKey);
});
