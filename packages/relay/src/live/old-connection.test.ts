import { expect, test } from "bun:test";
import { end } from "../desk/end.ts";
import { retract } from "../desk/retract.ts";
import { asked, house, minute, session } from "../testing/house.ts";
import { pass } from "../testing/pair.ts";
import { Phone, sealedFrame } from "../testing/phone.ts";

const message = (more: object = {}) => ({
  type: "message",
  message_id: "any-id",
  encrypted: "AAAA",
  signature: "cafe",
  timestamp: 1_705_752_000,
  ...more,
});

async function oldPair() {
  const own = house();
  const relay = own.relay();
  const token = await session(relay);
  const host = Phone.dialOld(relay, token, "host-key");
  await own.settle();
  const guest = Phone.dialOld(relay, token, "guest-key");
  await own.settle();
  return { own, relay, token, host, guest };
}

test("[TS6] close codes of source 002: 4004 unknown, 4001 not a participant, 4003 ended", async () => {
  const own = house();
  const relay = own.relay();
  const token = await session(relay);
  const codeOf = async (of: string, key: string) => {
    const phone = Phone.dialOld(relay, of, key);
    await own.settle();
    return phone.closed?.code;
  };
  expect(await codeOf("NOTATOKEN000", "host-key")).toBe(4004);
  expect(await codeOf("\u0000", "é".repeat(100))).toBe(4004);
  expect(await codeOf(token, "stranger")).toBe(4001);
  await end(relay, { token, key: "host-key", address: "192.0.2.1" }, "manually_ended");
  expect(await codeOf(token, "host-key")).toBe(4003);
});

test("[TS6] status at the beginning and at every change, with public ids", async () => {
  const { host, guest } = await oldPair();
  expect(host.types as string[]).toEqual(["session-status", "session-status"]);
  expect(guest.types as string[]).toEqual(["session-status"]);
  expect(host.frames.at(-1)).toMatchObject({
    status: { state: "ACTIVE", participants: { guest: { connected: true, wire: "002" } } },
  });
  expect(host.texts.join()).not.toContain("-key");
});

test("[TS6] every frame of the document goes to the other seat as it was sent, and only there", async () => {
  const { host, guest } = await oldPair();
  const frames = [
    message(),
    message({ extra: { kept: [1, "é"] } }),
    { type: "delete", message_id: "any-id" },
    { type: "webrtc-offer", offer: { type: "offer", sdp: "v=0\r\n" } },
    { type: "webrtc-answer", answer: { type: "answer", sdp: "v=0\r\n" } },
    { type: "webrtc-ice-candidate", candidate: { candidate: "candidate:…", sdpMid: "0", sdpMLineIndex: 0 } },
  ];
  for (const frame of frames) {
    host.forget();
    guest.forget();
    host.say(frame);
    expect(guest.texts).toEqual([JSON.stringify(frame)]);
    expect(host.texts).toEqual([]);
  }
});

test("[TS6] [TS10] what is no such frame, or too long, or too fast, is an error by name", async () => {
  const { host, guest, own } = await oldPair();
  guest.forget();
  for (const wrong of [
    "",
    "null",
    "{}",
    '{"type":"message"}',
    '{"type":"session-ended"}',
    "\ud800",
    "[".repeat(9999),
  ]) {
    host.forget();
    host.say(wrong);
    expect(host.frames).toEqual([{ type: "error", message: "Invalid message format" }]);
  }
  host.forget();
  host.say(message({ encrypted: "A".repeat(100_000) }));
  expect(host.frames).toEqual([{ type: "error", message: "Message too long" }]);
  for (let n = 0; n < 60; n += 1) host.say(message());
  expect(host.frames.at(-1)).toEqual({ type: "error", message: "Rate limit exceeded, retry after 1 s" });
  expect(guest.texts.length).toBeLessThan(60);
  for (let n = 0; host.closed === null && n < 1000; n += 1) {
    own.clock.at += 10;
    host.say(message());
  }
  expect(host.closed?.code).toBe(4429);
});

test("[TS6] the end: timer_expired, and every other reason is manually_ended", async () => {
  const { own, relay, token, host, guest } = await oldPair();
  await end(relay, { token, key: "host-key", address: "192.0.2.1" }, "burned");
  for (const phone of [host, guest]) {
    expect(phone.frames.at(-1)).toMatchObject({ type: "session-ended", reason: "manually_ended" });
    expect(phone.closed?.code).toBe(4003);
  }
  const second = await session(relay, { body: { ...asked, ttl_minutes: 1 } });
  const late = Phone.dialOld(relay, second, "guest-key");
  await own.settle();
  await pass(own, minute, relay);
  expect(late.frames.at(-1)).toMatchObject({ type: "session-ended", reason: "timer_expired" });
});

test("[TS6] beside a seat on our wire it is named, and nothing goes between them", async () => {
  const own = house();
  const relay = own.relay();
  const token = await session(relay);
  const ours = Phone.dial(relay);
  ours.hello(token, "host-key");
  await own.settle();
  const old = Phone.dialOld(relay, token, "guest-key");
  await own.settle();
  expect(ours.last("status").status.participants.guest).toMatchObject({ connected: true, wire: "002" });
  ours.forget();
  old.forget();
  ours.say(sealedFrame("send", conversationOf(own)));
  expect(ours.last("nack").refusal).toBe("peer-away");
  old.say(message());
  await retract(relay, { token, key: "guest-key", address: "192.0.2.1" }, "any-id");
  expect(ours.types).toEqual(["nack"]);
  expect(old.texts).toEqual([]);
});

test("[TS5] DELETE reaches the other seat on the old wire", async () => {
  const { relay, token, host, guest } = await oldPair();
  host.forget();
  guest.forget();
  const request = { token, key: "host-key", address: "192.0.2.1" };
  expect(await retract(relay, request, "m-1")).toMatchObject({
    value: { message: "Message deletion broadcast", message_id: "m-1" },
  });
  expect(guest.frames).toEqual([{ type: "delete", message_id: "m-1" }]);
  expect(host.texts).toEqual([]);
  expect(await retract(relay, { ...request, key: "stranger" }, "m-1")).toMatchObject({
    refusal: "not-yours",
  });
});

test("[TS12] a second old socket of a seat takes over", async () => {
  const { own, relay, token, host, guest } = await oldPair();
  const again = Phone.dialOld(relay, token, "host-key");
  await own.settle();
  expect(host.closed?.code).toBe(4009);
  again.say(message());
  expect(guest.types as string[]).toContain("message");
});

const conversationOf = (own: ReturnType<typeof house>): string => [...own.conversations.keys()][0] ?? "";

test("[TS6] nothing passes after the deadline, even before the sweeper has seen it", async () => {
  const { own, host, guest } = await oldPair();
  own.clock.at += 60 * minute - 1;
  guest.forget();
  host.say(message());
  expect(guest.frames).toEqual([message()]);
  own.clock.at += 1;
  guest.forget();
  host.say(message());
  host.say({ type: "delete", message_id: "any-id" });
  expect(guest.texts).toEqual([]);
});

test("[OP4] what breaks over one frame ends that socket and nothing else", async () => {
  const { own, host, guest } = await oldPair();
  guest.send = () => {
    throw new Error("broken line");
  };
  host.say(message());
  expect(host.closed).toEqual({ code: 1013, reason: "busy" });
  expect(own.steps).toContainEqual(expect.objectContaining({ step: "failed", what: "old frame" }));
});
