import { expect, test } from "bun:test";
import fc from "fast-check";
import { keepNames, readInvite, readRecord } from "./record.ts";
import { readWaiting } from "./waiting.ts";

const token = "ABCDEFGHJKMN";
const key = "k".repeat(43);
const id = "00000000-0000-4000-8000-000000000001";

const record = {
  v: 1,
  token,
  role: "host",
  key,
  secret8: null,
  isMaker: true,
  ratchet: null,
  sessionId: null,
  facts: null,
  isVerified: false,
  expires: 1_700_000_000_000,
  agreedSeconds: 0,
  agreedIds: [],
  asked: [],
  untold: [],
  leap: null,
  isReopened: false,
  myName: null,
  peerName: null,
  sent: 0,
  received: 0,
};

const invite = {
  v: 1,
  token,
  secret8: "ABCDEFGH",
  key,
  createdAt: 1,
  validUntil: 2,
  ttlMinutes: 60,
  maxChars: 2_000,
};

test("[CRYPTO §7] what is kept reads as it was written", () => {
  expect(readRecord(JSON.stringify(record)) as unknown).toEqual(record);
  expect(readInvite(JSON.stringify(invite)) as unknown).toEqual(invite);
  const waiting = [
    { id, ts: 1, body: { t: "text", body: "x", reply_to: { by: "host", id } }, isFailed: false },
    { id, ts: 2, body: { t: "delete", ids: [id] }, isFailed: false },
    { id, ts: 3, body: { t: "react", by: "guest", id, emoji: null }, isFailed: true },
  ];
  expect(readWaiting(JSON.stringify(waiting)) as unknown).toEqual(waiting);
});

test("[CRYPTO §7] anything else is treated as lost, never half believed", () => {
  expect(readRecord(null)).toBeNull();
  for (const odd of [
    { ...record, v: 2 },
    { ...record, key: "short" },
    { ...record, token: "no token" },
    { ...record, role: "judge" },
    { ...record, expires: "soon" },
    { ...record, untold: [{ id: "7", seconds: 1 }] },
  ]) {
    expect(readRecord(JSON.stringify(odd))).toBeNull();
  }
  expect(readWaiting('[{"id":"x"}]')).toEqual([]);
  // Only what a person said or did is taken up again.
  expect(readWaiting(JSON.stringify([{ id, ts: 1, body: { t: "end" }, isFailed: false }]))).toEqual([]);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      readRecord(text);
      readInvite(text);
      readWaiting(text);
    }),
  );
});

test("[CRYPTO §7] names of different things and tokens never meet", () => {
  const names = [token, "NMKJHGFEDCBA"].flatMap((each) => Object.values(keepNames).map((name) => name(each)));
  expect(new Set(names).size).toBe(names.length);
});
