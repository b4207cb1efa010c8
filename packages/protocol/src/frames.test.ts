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
