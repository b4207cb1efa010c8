import { expect, test } from "bun:test";
import { expectCode } from "../../testing/expect-code.ts";
import { systemRandom } from "../../testing/random.ts";
import { readWell, write, writer } from "../../testing/rooms.ts";
import {
  checkLiveReport,
  checkRoomReport,
  frankRef,
  fromBase64,
  type KeptEnvelope,
  newUuid,
  type RoomReport,
  stamp,
  toBase64,
  utf8Decode,
} from "../index.ts";

const fk = systemRandom(32);
const keyOf = (kid: number) => (kid === 7 ? fk : undefined);
const [conversationId16, senderId16, sid, ek] = [16, 16, 16, 32].map((size) => systemRandom(size)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
const atMs = 1705752000123;

/** What the server does as it keeps an entry. */
function stamped(envelope: KeptEnvelope) {
  const { type, ep, inst, n, message_id, timestamp, signature, encrypted } = envelope;
  const header = { type, epoch: ep, inst: fromBase64(inst), n, messageId: message_id, timestamp };
  const ref = frankRef({ flavour: "room", conversationId16, senderId16, ...header });
  return stamp(fk, 7, atMs, ref, fromBase64(signature), fromBase64(encrypted));
}

/** An entry that was sent, stamped and read, as its reader would report it. */
function report(type: "message" | "control" = "message"): RoomReport {
  const on = writer(sid, ek);
  const { envelope } = write(on, { body: "threat" }, type);
  const { mk } = readWell(on, envelope);
  const ids = { conversationId16, senderId16 };
  return { envelope, stamp: stamped(envelope), mk, sid, senderRole: "host", ...ids };
}

test("[CR9] a report of a kept entry proves the entry, its sender, place and time", () => {
  for (const type of ["message", "control"] as const) {
    const proven = checkRoomReport(report(type), keyOf);
    expect(JSON.parse(utf8Decode(proven.payload))).toMatchObject({ body: "threat" });
    expect(proven.atMs).toBe(atMs);
  }
});

test("[CR9] another sender, conversation, time, header or body was never stamped", () => {
  const right = report();
  const envelope = right.envelope as KeptEnvelope;
  const wrong: RoomReport[] = [
    { ...right, senderId16: systemRandom(16) },
    { ...right, conversationId16: systemRandom(16) },
    { ...right, stamp: right.stamp.with(8, 0xff) },
    { ...right, stamp: right.stamp.with(0, 8) },
    { ...right, stamp: right.stamp.slice(1) },
    { ...right, envelope: { ...envelope, n: 1 } },
    { ...right, envelope: { ...envelope, ep: 2 } },
    { ...right, envelope: { ...envelope, inst: toBase64(systemRandom(8)) } },
    { ...right, envelope: { ...envelope, type: "control" } },
    { ...right, envelope: { ...envelope, timestamp: 1 } },
    { ...right, envelope: { ...envelope, message_id: newUuid(systemRandom) } },
    { ...right, envelope: { ...envelope, encrypted: (report().envelope as KeptEnvelope).encrypted } },
    { ...right, envelope: { ...envelope, signature: toBase64(systemRandom(32)) } },
    { ...right, envelope: null },
  ];
  for (const each of wrong) expectCode(() => checkRoomReport(each, keyOf), "frank_stamp");
});

test("[CR9] a stamped entry opens with its own key, room and side only", () => {
  const right = report();
  const wrong: RoomReport[] = [
    { ...right, mk: systemRandom(32) },
    { ...right, mk: new Uint8Array(32) },
    { ...right, mk: systemRandom(31) },
    { ...right, mk: report().mk },
    { ...right, mk: ek },
    { ...right, sid: systemRandom(16) },
    { ...right, sid: systemRandom(15) },
    { ...right, senderRole: "guest" },
  ];
  for (const each of wrong) expectCode(() => checkRoomReport(each, keyOf), "frank_open");
});

test("[CR9] a kept entry is no report of a live message, nor the other way round", () => {
  const right = report();
  const live = { ...right, sessionId: sid };
  expectCode(() => checkLiveReport(live, keyOf), "frank_stamp");
});
