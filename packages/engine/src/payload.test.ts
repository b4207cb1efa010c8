import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Body, codePoints, isLasting, readPayload, writePayload } from "./payload.ts";

const id = "00000000-0000-4000-8000-000000000001";
const ack = { ep: 0, n: -1, miss: [], lost: [] };

const bodies: readonly Body[] = [
  { t: "hello", ver: 1, caps: [], build: "", max_v: 1 },
  { t: "text", body: "ahoj" },
  { t: "text", body: "ahoj", reply_to: { by: "host", id } },
  { t: "delete", ids: [id] },
  { t: "react", by: "guest", id, emoji: "🙂" },
  { t: "react", by: "guest", id, emoji: null },
  { t: "read", ids: [id] },
  { t: "typing", on: true },
  { t: "ack" },
  { t: "name", name: "Ann" },
  { t: "verify", ok: true },
  { t: "end" },
  { t: "end", reason: "leap" },
  { t: "sync.req", since: 0 },
  { t: "sync.part", items: [{ by: "host", id, ts: 1, body: "x" }], last: true },
  { t: "xt.ask", id, add: 60, end: 1 },
  { t: "xt.ok", id },
  { t: "xt.no", id },
  { t: "leap.no", id },
  { t: "leap.go", id, token: "ABCDEFGHJKMN" },
];

test("[CRYPTO §4] every kind reads as it was written", () => {
  for (const body of bodies) {
    expect(readPayload(JSON.parse(writePayload(body, 5, ack)))).toEqual({ ts: 5, ack, body });
  }
});

test("[CRYPTO §4] a kind of a newer version is named as such; anything malformed is nothing", () => {
  expect(readPayload({ t: "hologram", ts: 1, ack, shape: "cube" })).toEqual({ ts: 1, ack, body: null });
  for (const odd of [
    null,
    [],
    "text",
    { t: "text", body: "x" },
    { t: "text", body: "x", ts: -1, ack },
    { t: "text", body: "", ts: 1, ack },
    { t: "text", body: "x", ts: 1, ack, more: true },
    { t: "text", body: "x", ts: 1, ack: { ...ack, n: -2 } },
    { t: "text", body: "x", ts: 1, ack: { ...ack, miss: [[2, 1]] } },
    { t: "delete", ids: [], ts: 1, ack },
    { t: "react", by: "guest", id: "7", emoji: null, ts: 1, ack },
    { t: "verify", ok: false, ts: 1, ack },
    { t: "xt.ask", id, add: 1.5, end: 1, ts: 1, ack },
  ]) {
    expect(readPayload(odd)).toBeNull();
  }
});

test("[CRYPTO §13] whatever JSON comes: it answers", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...bodies), fc.string(), (value, body, field) => {
      readPayload(value);
      readPayload({ ...body, ts: 1, ack, [field]: value });
    }),
  );
});

test("[TS10] length counts code points", () => {
  expect(codePoints("aé漢🙂")).toBe(4);
  expect(codePoints("👍🏽")).toBe(2);
  expect(codePoints("\uD800")).toBe(1);
  expect(codePoints("")).toBe(0);
});

test("[TS9] what a person said or did outlives a reload; what a device says does not", () => {
  expect(bodies.filter(isLasting).map(({ t }) => t)).toEqual([
    "text",
    "text",
    "delete",
    "react",
    "react",
    "read",
  ]);
});

test("[TS10] a moment no date holds makes the payload none", () => {
  const of = (ts: number) => readPayload({ t: "ack", ts, ack: { ep: 0, n: -1, miss: [], lost: [] } });
  expect(of(8_640_000_000_000_000)).toBeNull();
  const most = of(8_640_000_000_000_000 - 1);
  expect(() => new Date(most?.ts ?? Number.NaN).toISOString()).not.toThrow();
});
