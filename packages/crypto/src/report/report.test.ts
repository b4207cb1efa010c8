import { expect, test } from "bun:test";
import { hearWell, say, wire } from "../../testing/devices.ts";
import { expectCode } from "../../testing/expect-code.ts";
import { systemRandom } from "../../testing/random.ts";
import {
  checkLiveReport,
  checkStamp,
  concat,
  frankRef,
  fromBase64,
  type LiveEnvelope,
  type LiveReport,
  newUuid,
  readStamp,
  stamp,
  toBase64,
  u64,
  utf8Decode,
} from "../index.ts";

const fk = systemRandom(32);
const keyOf = (kid: number) => (kid === 7 ? fk : undefined);
const [conversationId16, senderId16] = [systemRandom(16), systemRandom(16)];

/** What the server does as it relays. */
function stamped(
  { type, ep, n, message_id, timestamp, signature, encrypted }: LiveEnvelope,
  atMs = 1705752000123,
) {
  const where = { flavour: "live", conversationId16, senderId16 } as const;
  const ref = frankRef({ ...where, type, epoch: ep, n, messageId: message_id, timestamp });
  return stamp(fk, 7, atMs, ref, fromBase64(signature), fromBase64(encrypted));
}

/** A message that was sent, stamped and opened, as its receiver would report it. */
function report(body = "threat"): LiveReport {
  const on = wire();
  const envelope = say(on, body);
  const { mk } = hearWell(on, envelope);
  const { sessionId } = on.receive;
  return {
    envelope,
    stamp: stamped(envelope),
    mk,
    sessionId,
    senderRole: "host",
    conversationId16,
    senderId16,
  };
}

test("[CR9] a report proves one message, its sender, place and time", () => {
  const proven = checkLiveReport(report(), keyOf);
  expect(JSON.parse(utf8Decode(proven.payload))).toEqual({ t: "text", body: "threat" });
  expect(proven.atMs).toBe(1705752000123);
});

test("[CR9] another sender, conversation, time, header or body was never stamped", () => {
  const right = report();
  const envelope = right.envelope as LiveEnvelope;
  const wrong: LiveReport[] = [
    { ...right, senderId16: systemRandom(16) },
    { ...right, conversationId16: systemRandom(16) },
    { ...right, stamp: right.stamp.with(8, 0xff) },
    { ...right, stamp: right.stamp.with(0, 8) },
    { ...right, stamp: right.stamp.slice(1) },
    { ...right, envelope: { ...envelope, n: 1 } },
    { ...right, envelope: { ...envelope, timestamp: 1 } },
    { ...right, envelope: { ...envelope, type: "signal" } },
    { ...right, envelope: { ...envelope, message_id: newUuid(systemRandom) } },
    { ...right, envelope: report("framed").envelope as LiveEnvelope },
    { ...right, envelope: { ...envelope, signature: toBase64(systemRandom(32)) } },
    { ...right, envelope: null },
  ];
  for (const each of wrong) expectCode(() => checkLiveReport(each, keyOf), "frank_stamp");
});

test("[CR9] a stamped message opens with its own key, session and direction only", () => {
  const right = report();
  const wrong: LiveReport[] = [
    { ...right, mk: systemRandom(32) },
    { ...right, mk: new Uint8Array(32) },
    { ...right, mk: systemRandom(31) },
    { ...right, mk: report().mk },
    { ...right, sessionId: systemRandom(16) },
    { ...right, sessionId: systemRandom(15) },
    { ...right, senderRole: "guest" },
  ];
  for (const each of wrong) expectCode(() => checkLiveReport(each, keyOf), "frank_open");
});

test("[CR9] a stamp is 41 bytes, and no stamp of another key, kind or time holds", () => {
  const where = {
    conversationId16,
    senderId16,
    type: "message",
    epoch: 3,
    n: 4,
    messageId: newUuid(systemRandom),
  };
  const what = { ...where, flavour: "live", timestamp: 9 } as const;
  const [signature, body] = [systemRandom(32), systemRandom(300)];
  const made = stamp(fk, 7, 5, frankRef(what), signature, body);
  expect([made.length, readStamp(made).kid, readStamp(made).atMs]).toEqual([41, 7, 5]);
  checkStamp(fk, made, frankRef(what), signature, body);
  const refs = [frankRef({ ...what, flavour: "room" }), frankRef({ ...what, inst: systemRandom(8) })];
  for (const ref of refs) expectCode(() => checkStamp(fk, made, ref, signature, body), "frank_stamp");
  expectCode(() => checkStamp(systemRandom(32), made, frankRef(what), signature, body), "frank_stamp");
  expectCode(() => checkStamp(fk, made.with(8, 6), frankRef(what), signature, body), "frank_stamp");
  expectCode(
    () => readStamp(concat(Uint8Array.of(1), new Uint8Array(8).fill(0xff), systemRandom(32))),
    "frank_stamp",
  );
  expect(u64(5)).toEqual(made.slice(1, 9));
});
