import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  maxEncryptedLength,
  maxFrameBytes,
  maxSignalLength,
  parseDown,
  parseOldUp,
  parseUp,
  refusalNames,
  refusalOfClose,
  refusals,
} from "./index.ts";

const conv = "3f8a2c1e-77aa-4d0e-9a11-0c5d2b7e1f00";
const sealed = {
  type: "message",
  v: 1,
  ep: 0,
  n: 3,
  message_id: "0a8f2c1e-77aa-4d0e-9a11-0c5d2b7e1f01",
  encrypted: "QUJD",
  signature: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  timestamp: 1_705_752_000,
} as const;
const send = { type: "send", conv, sealed } as const;

test("[W1] a frame survives the wire", () => {
  expect(parseUp(JSON.stringify(send))).toEqual(send);
  expect(parseUp('{"type":"pong"}')).toEqual({ type: "pong" });
  expect(parseDown('{"type":"ping","more":"later"}')).toEqual({ type: "ping" });
});

test("[W1] a server takes exactly its fields, of their types and ranges", () => {
  const broken: readonly unknown[] = [
    { ...send, more: 1 },
    { ...send, conv: "x" },
    { ...send, sealed: { ...sealed, more: 1 } },
    { ...send, sealed: { ...sealed, n: -1 } },
    { ...send, sealed: { ...sealed, n: 1.5 } },
    { ...send, sealed: { ...sealed, ep: 2 ** 31 } },
    { ...send, sealed: { ...sealed, type: "signal" } },
    { ...send, sealed: { ...sealed, message_id: sealed.message_id.toUpperCase() } },
    { ...send, sealed: { ...sealed, encrypted: "not base64!" } },
    { ...send, sealed: { ...sealed, encrypted: "A".repeat(maxSignalLength + 4) } },
    { ...send, sealed: { ...sealed, timestamp: "1" } },
    { type: "unheard" },
    null,
    [],
    "send",
  ];
  for (const frame of broken) expect(parseUp(JSON.stringify(frame))).toBeNull();
  for (const text of ["", "{", "nul", '{"type":"send"', "\u0000"]) expect(parseUp(text)).toBeNull();
});

test("[W1] no text makes a parser throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      parseUp(text);
      parseDown(text);
      parseOldUp(text);
    }),
  );
});

test("[TS10] the largest of everything fits into a frame", () => {
  expect(maxSignalLength + 1024).toBeLessThan(maxFrameBytes);
  expect(maxEncryptedLength(200)).toBe(5500);
  expect(maxEncryptedLength(16_000)).toBe(maxSignalLength);
});

test("[W21] a close code means one refusal, save those that close alike", () => {
  for (const name of refusalNames) {
    const { close, status } = refusals[name];
    expect(status).toBeWithin(400, 508);
    if (close === null) continue;
    const found = refusalOfClose(close);
    expect(found === null ? null : refusals[found].close).toBe(close);
  }
  expect(refusalOfClose(1000)).toBeNull();
  expect(refusalOfClose(1006)).toBeNull();
});

const stream = { ep: 1, inst: "AAAAAAAAAAA=", n: 0 };
const { type: _, ep: __, n: ___, ...rest } = sealed;
const kept = { type: "control", ...stream, ...rest } as const;
const room = "AAAAAAAAAAAAAAAAAAAAAA";
const hello = { type: "hello", v: 1, client: "test/1" } as const;

test("[W2] [W40] where something is kept, a device says hello with a room and a cursor, and sends entries", () => {
  const handshake = { type: "hs", message_id: sealed.message_id, m: "QUJD" };
  const frames: readonly object[] = [
    { ...hello, auth: { room } },
    { ...hello, auth: { room }, cursor: "any.17" },
    { ...hello, auth: { token: "DZWJA4N68PVY", key: "k" } },
    { type: "send", conv, sealed: kept },
    { type: "send", conv, sealed: handshake },
    { type: "signal", conv, sealed: { ...kept, type: "signal" } },
    { type: "del", conv, cid: sealed.message_id },
  ];
  for (const frame of frames) expect<object | null>(parseUp(JSON.stringify(frame))).toEqual(frame);
});

test("[W1] [W44] an entry that is half one thing and half another is no frame", () => {
  const { inst: _inst, ...bare } = kept;
  const broken: readonly object[] = [
    { ...hello, auth: { room, key: "k" } },
    { ...hello, auth: { room: `${room.slice(0, 21)}B` } },
    { ...hello, auth: {} },
    { ...hello, auth: { room }, cursor: "a".repeat(65) },
    { type: "send", conv, sealed: bare },
    { type: "send", conv, sealed: { ...kept, inst: "AAAAAAAAAAB=" } },
    { type: "send", conv, sealed: { ...kept, type: "signal" } },
    { type: "signal", conv, sealed: kept },
  ];
  for (const frame of broken) expect(parseUp(JSON.stringify(frame))).toBeNull();
});

test("[W42] what the log tells survives the wire, emptied entries too", () => {
  const entry = { seq: 1, by: "host", cid: sealed.message_id, at: 5, sealed: kept, fs: "A".repeat(56) };
  const emptied = { seq: 2, by: "guest", cid: sealed.message_id, at: 6, sealed: null };
  for (const each of [entry, emptied]) {
    const frame = { type: "ev", conv, p: "e.0", c: "e.1", entry: each };
    expect<object | null>(parseDown(JSON.stringify(frame))).toEqual(frame);
  }
  const ack = { type: "ack", conv, cid: sealed.message_id, seq: 1, at: 5, dup: true };
  expect<object | null>(parseDown(JSON.stringify(ack))).toEqual(ack);
});
