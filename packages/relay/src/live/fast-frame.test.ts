import { expect, test } from "bun:test";
import { parseUp, type Up } from "@chatorbit/protocol";
import fc from "fast-check";
import { sealedFrame } from "../testing/phone.ts";
import { readFast } from "./fast-frame.ts";

const base64 = (max: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9+/]{1,${max}}={0,2}$`));
const sealed = (type: "message" | "signal") =>
  fc.record({
    type: fc.constant(type),
    v: fc.constant(1 as const),
    ep: fc.integer({ min: 0, max: 2_147_483_647 }),
    n: fc.maxSafeNat(),
    message_id: fc.uuid(),
    encrypted: base64(200),
    signature: base64(40),
    timestamp: fc.integer({ min: 0, max: 9_999_999_999 }),
  });
const frame = fc.oneof(
  fc.record({ type: fc.constant("send" as const), conv: fc.uuid(), sealed: sealed("message") }),
  fc.record({ type: fc.constant("signal" as const), conv: fc.uuid(), sealed: sealed("signal") }),
);

type SealedUp = Up & { type: "send" | "signal" };

/** Both readings agree: the fast one reads no more than the schema, and nothing else. */
function agree(text: string) {
  const fast = readFast(text);
  if (fast === null) return;
  const slow = parseUp(text) as SealedUp | null;
  const { type, conv, ep, n, messageId, encrypted, signature, timestamp } = fast;
  const inside = type === "send" ? "message" : "signal";
  const header = { type: inside, v: 1, ep, n, message_id: messageId, encrypted, signature, timestamp };
  expect(slow).toEqual({ type, conv, sealed: header } as SealedUp);
  expect(JSON.parse(fast.sealed)).toEqual(header);
}

test("every frame of ours, written as our clients write it, is read fast and as the schema reads it", () => {
  fc.assert(
    fc.property(frame, (good) => {
      const text = JSON.stringify(good);
      expect(parseUp(text)).toEqual(good as SealedUp);
      expect(readFast(text)).not.toBe(null);
      agree(text);
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
    fc.property(frame, fc.nat(), fc.nat({ max: 4 }), scrap, (good, place, cut, put) => {
      const text = JSON.stringify(good);
      const at = place % text.length;
      agree(text.slice(0, at) + put + text.slice(at + cut));
    }),
    { numRuns: 3000 },
  );
});

test("numbers and lengths beyond the schema's are not read fast", () => {
  const conv = "8eb8dba0-aaae-4526-b611-a9a31dd0ef19";
  const text = JSON.stringify(sealedFrame("send", conv));
  for (const [from, to] of [
    ['"ep":0', '"ep":2147483648'],
    ['"ep":0', '"ep":00'],
    ['"n":0', '"n":9007199254740992'],
    ['"timestamp":1705752000', '"timestamp":99999999999'],
    ['"v":1', '"v":2'],
    ['"encrypted":"A', `"encrypted":"${"A".repeat(200_000)}`],
  ] as const) {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect([readFast(changed), parseUp(changed)]).toEqual([null, null]);
  }
});
