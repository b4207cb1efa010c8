import { expect, test } from "bun:test";
import { type ConversationId, parseUp, type Up } from "@chatorbit/protocol";
import fc from "fast-check";
import { sealedFrame } from "../testing/phone.ts";
import { isSignal, readSend } from "./fast-frame.ts";

const conv = "8eb8dba0-aaae-4526-b611-a9a31dd0ef19" as ConversationId;

const sealed = <T extends "message" | "signal">(type: T) =>
  fc.record({
    type: fc.constant(type),
    v: fc.constant(1 as const),
    ep: fc.integer({ min: 0, max: 2_147_483_647 }),
    n: fc.maxSafeNat(),
    message_id: fc.uuid(),
    encrypted: fc.stringMatching(/^[A-Za-z0-9+/]{1,200}={0,2}$/),
    signature: fc.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    timestamp: fc.integer({ min: 0, max: 9_999_999_999 }),
  });
const sendFrame = fc.record({
  type: fc.constant("send" as const),
  conv: fc.constant(conv),
  sealed: sealed("message"),
});
const signalFrame = fc.record({
  type: fc.constant("signal" as const),
  conv: fc.constant(conv),
  sealed: sealed("signal"),
});

/** What whoever decodes `encrypted` and `signature` makes sure of. */
const isBase64 = (text: string) => /^[A-Za-z0-9+/]+={0,2}$/.test(text);

/** The fast reading gives what the schema gives, or nothing. */
function agree(text: string): void {
  if (isSignal(text, conv)) expect(parseUp(text)).toMatchObject({ type: "signal" });
  const fast = readSend(text, conv);
  if (fast === null || !isBase64(fast.encrypted) || !isBase64(fast.signature)) return;
  const { ep, n, messageId, encrypted, signature, timestamp } = fast;
  const header = { type: "message", v: 1, ep, n, message_id: messageId, encrypted, signature, timestamp };
  expect(parseUp(text)).toEqual({ type: "send", conv, sealed: header } as Up);
  expect(JSON.parse(fast.sealed)).toEqual(header);
}

test("every frame of ours, written as our clients write it, is read fast and as the schema reads it", () => {
  fc.assert(
    fc.property(sendFrame, (good) => {
      const text = JSON.stringify(good);
      expect(parseUp(text)).toEqual(good);
      expect(readSend(text, conv)).not.toBe(null);
      agree(text);
    }),
  );
  fc.assert(
    fc.property(signalFrame, (good) => {
      const text = JSON.stringify(good);
      expect(parseUp(text)).toEqual(good);
      expect(isSignal(text, conv)).toBe(true);
    }),
  );
});

test("a frame with one thing changed is never read fast unless the schema reads it the same", () => {
  const scrap = fc.constantFrom(
    "",
    '"',
    "\\",
    "}",
    "{",
    ",",
    "0",
    "-",
    "=",
    " ",
    "1e5",
    "\n",
    "é",
    "\u0000",
    '"a":1,',
    "null",
  );
  fc.assert(
    fc.property(
      fc.oneof(sendFrame, signalFrame),
      fc.nat(),
      fc.nat({ max: 4 }),
      scrap,
      (good, place, cut, put) => {
        const text = JSON.stringify(good);
        const at = place % text.length;
        agree(text.slice(0, at) + put + text.slice(at + cut));
      },
    ),
    { numRuns: 5000 },
  );
});

test("numbers and lengths beyond the schema's, and other conversations, are not read fast", () => {
  for (const [from, to] of [
    ['"ep":0', '"ep":2147483648'],
    ['"ep":0', '"ep":00'],
    ['"ep":0', '"ep":'],
    ['"n":0', '"n":9007199254740992'],
    ['"n":0', '"n":12345678901234567'],
    ['"timestamp":1705752000', '"timestamp":99999999999'],
    ['"v":1', '"v":2'],
    ['"encrypted":"A', `"encrypted":"${"A".repeat(200_000)}`],
    [conv, conv.replace("8", "9")],
  ] as const) {
    for (const type of ["send", "signal"] as const) {
      const text = JSON.stringify(sealedFrame(type, conv));
      const changed = text.replace(from, to);
      expect(changed).not.toBe(text);
      expect([readSend(changed, conv), isSignal(changed, conv)]).toEqual([null, false]);
    }
  }
});
