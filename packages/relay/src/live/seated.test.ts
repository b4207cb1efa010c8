import { expect, test } from "bun:test";
import { parseDown, parseUp } from "@chatorbit/protocol";
import { extend } from "../desk/change.ts";
import { Relay } from "../relay.ts";
import { asked, house, minute, session } from "../testing/house.ts";
import { forget, pair, pass } from "../testing/pair.ts";
import { Phone, sealedFrame } from "../testing/phone.ts";

test("[TS9] a message reaches the other seat as it is, stamped, and the sender hears so", async () => {
  const { host, guest, conv } = await pair();
  forget(host, guest);
  const frame = sealedFrame("send", conv);
  host.say(frame);
  expect(guest.frames).toEqual([{ type: "pass", conv, sealed: frame.sealed, fs: "A".repeat(56) }]);
  expect(host.frames).toEqual([{ type: "ack", conv: frame.conv, cid: frame.sealed.message_id }]);
  expect(parseDown(guest.texts[0] ?? "")).not.toBe(null);
});

test("[TS9] written another way it is the same message", async () => {
  const { host, guest, conv } = await pair();
  const frame = sealedFrame("send", conv);
  for (const text of [
    JSON.stringify(frame, null, 1),
    JSON.stringify({ sealed: frame.sealed, conv, type: "send" }),
  ]) {
    forget(host, guest);
    expect(parseUp(text)).not.toBe(null);
    host.say(text);
    expect(guest.last("pass")).toMatchObject({ sealed: frame.sealed });
    expect(host.types).toEqual(["ack"]);
  }
});

test("[TS9] with nobody there it says so", async () => {
  const own = house();
  const { host, guest, conv } = await pair(own);
  guest.hangUp();
  expect(host.last("status").status.participants.guest?.connected).toBe(false);
  forget(host);
  const frame = sealedFrame("send", conv);
  host.say(frame);
  expect(host.frames).toEqual([
    { type: "nack", conv: frame.conv, cid: frame.sealed.message_id, refusal: "peer-away" },
  ]);
  forget(host);
  host.say(sealedFrame("signal", conv));
  host.say({ type: "hs", conv, m: "AAAA" });
  expect(host.texts).toEqual([]);
});

test("signals and handshake frames go over without an answer", async () => {
  const { host, guest, conv } = await pair();
  forget(host, guest);
  const signal = sealedFrame("signal", conv);
  guest.say(signal);
  guest.say({ type: "hs", conv, m: "AAAA" });
  expect(host.frames).toEqual([signal, { type: "hs", conv, m: "AAAA" }]);
  expect(guest.texts).toEqual([]);
});

test("passing a message asks no store", async () => {
  const own = house();
  const { host, guest, conv } = await pair(own);
  const { reads, writes } = own.disk;
  for (let n = 0; n < 10; n += 1) host.say(sealedFrame("send", conv, { n }));
  expect(guest.types.filter((type) => type === "pass")).toHaveLength(10);
  expect(own.disk).toMatchObject({ reads, writes });
});

test("[TS10] a sealed message longer than the session allows is refused by name, the session goes on", async () => {
  const own = house();
  const relay = own.relay();
  const token = await session(relay, { body: { ...asked, max_message_length: 200 } });
  const host = Phone.dial(relay);
  host.hello(token, "host-key");
  await own.settle();
  const { conv } = host.last("welcome");
  host.say(sealedFrame("send", conv, { size: 20_000 }));
  expect(host.last("nack").refusal).toBe("too-large");
  expect(host.closed).toBe(null);
});

test("[TS10] frames of another conversation, unknown frames and noise end this socket and nothing else", async () => {
  const own = house();
  const stranger = "8eb8dba0-aaae-4526-b611-a9a31dd0ef19";
  for (const [said, code] of [
    [sealedFrame("send", stranger), 4001],
    [sealedFrame("signal", stranger), 4001],
    [{ type: "hs", conv: stranger, m: "AAAA" }, 4001],
    [{ type: "end", conv: stranger, reason: "manually_ended" }, 4001],
    [{ type: "novelty" }, 4400],
    [{ type: "pong", conv: stranger }, 4400],
    ["null", 4400],
    ["[]", 4400],
    ['{"type":"send"}', 4400],
    ["\u0000\uffff\ud800", 4400],
    [`{"type":"pong","__proto__":{"x":1}}`, 4400],
    ["[".repeat(50_000), 4400],
    [{ type: "hello", v: 1, client: "x", auth: { token: "ABCD1234WXYZ", key: "k" } }, 4400],
  ] as const) {
    const { host, guest, relay, token } = await pair(own);
    host.say(said);
    await own.settle();
    expect({ said: JSON.stringify(said).slice(0, 60), code: host.closed?.code }).toMatchObject({ code });
    expect(guest.closed).toBe(null);
    host.hello(token, "host-key");
    const again = Phone.dial(relay);
    again.hello(token, "host-key");
    await own.settle();
    expect(again.types).toContain("welcome");
    own.clock.at += 2 * 60 * minute;
  }
});

test("[TS10] too fast: each message is refused with a time, and going on for 3 s closes", async () => {
  const own = house();
  const { host, guest, conv } = await pair(own);
  forget(host, guest);
  for (let n = 0; n < 61; n += 1) host.say(sealedFrame("send", conv, { n }));
  expect(guest.texts).toHaveLength(60);
  expect(host.last("nack")).toMatchObject({ refusal: "rate", retryAfter: 1 });
  for (let n = 0; host.closed === null && n < 1000; n += 1) {
    own.clock.at += 10;
    host.say(sealedFrame("send", conv, { n }));
  }
  expect(host.closed).toEqual({ code: 4429, reason: "flood" });
  expect(guest.closed).toBe(null);
});

test("[TS10] a new socket of the seat brings no new allowance", async () => {
  const own = house();
  const { host, conv, relay, token } = await pair(own);
  for (let n = 0; n < 60; n += 1) host.say(sealedFrame("send", conv, { n }));
  const again = Phone.dial(relay);
  again.hello(token, "host-key");
  await own.settle();
  again.say(sealedFrame("send", conv));
  expect(again.last("nack").refusal).toBe("rate");
});

test("[TS10] nor does one that comes after everybody has gone; what has flowed back by then is allowed", async () => {
  const own = house();
  const { host, guest, conv, relay, token } = await pair(own);
  const back = async () => {
    const phones = ["host-key", "guest-key"].map((key) => {
      const phone = Phone.dial(relay);
      phone.hello(token, key);
      return phone;
    });
    await own.settle();
    return phones as [Phone, Phone];
  };
  for (let n = 0; n < 60; n += 1) host.say(sealedFrame("send", conv, { n }));
  for (const phone of [host, guest]) phone.hangUp();
  own.clock.at += 1_000;
  await relay.tick(own.clock.at);
  const [again, other] = await back();
  for (let n = 0; n < 11; n += 1) again.say(sealedFrame("send", conv, { n }));
  expect(again.types.filter((type) => type === "ack")).toHaveLength(10);
  expect(again.last("nack").refusal).toBe("rate");
  other.say(sealedFrame("send", conv));
  expect(other.types).toContain("ack");
});

test("[TS8] an ask repeated while it is open is not committed again, nor told to anybody", async () => {
  const own = house();
  const { host, guest, conv } = await pair(own);
  const ask = { type: "extend", conv, id: "11111111-2222-4333-8444-555555555555", seconds: 600 };
  host.say(ask);
  await own.settle();
  const { version } = own.conversations.get(conv) ?? { version: 0 };
  forget(host, guest);
  for (let n = 0; n < 20; n += 1) host.say(ask);
  await own.settle();
  expect(own.conversations.get(conv)?.version).toBe(version);
  expect([host.texts, guest.texts]).toEqual([[], []]);
});

test("[TS10] acts over the socket count with those over HTTP, 60 a minute, seat and kind", async () => {
  const own = house();
  const { host, guest, conv, relay, token } = await pair(own);
  const ask = (n: number) => ({ id: `11111111-2222-4333-8444-${String(n).padStart(12, "0")}`, seconds: 60 });
  const byHttp = { token, key: "host-key", address: "192.0.2.1" };
  for (let n = 0; n < 30; n += 1) expect((await extend(relay, byHttp, ask(n))).refusal).toBe(null);
  for (let n = 30; n < 60; n += 1) {
    host.say({ type: "extend", conv, ...ask(n) });
    await own.settle();
  }
  expect(host.all("refused")).toEqual([]);
  const { writes } = own.disk;
  host.say({ type: "extend", conv, ...ask(60) });
  await own.settle();
  expect(host.last("refused")).toMatchObject({ refusal: "rate", retryAfter: 60 });
  expect([own.disk.writes, host.closed]).toEqual([writes, null]);
  expect(await extend(relay, byHttp, ask(61))).toMatchObject({ refusal: "rate", retryAfter: 60 });
  guest.say({ type: "extend", conv, ...ask(62) });
  await own.settle();
  expect(guest.all("refused")).toEqual([]);
  host.say({ type: "end", conv, reason: "manually_ended" });
  await own.settle();
  expect(guest.last("ended").reason).toBe("manually_ended");
});

test("[TS10] a pace is forgotten when it is full again, and only then", async () => {
  const own = house();
  const relay = own.relay();
  const { host, guest, conv, token } = await pair(own, relay);
  for (let n = 0; n < 60; n += 1) host.say(sealedFrame("send", conv, { n }));
  for (const phone of [host, guest]) phone.hangUp();
  expect(relay.paces.size).toBe(1);
  await pass(own, 3_000, relay);
  const again = Phone.dial(relay);
  again.hello(token, "host-key");
  await own.settle();
  for (let n = 0; n < 30; n += 1) again.say(sealedFrame("send", conv, { n }));
  again.hangUp();
  await pass(own, 5_999, relay);
  expect(relay.paces.size).toBe(1);
  await pass(own, 1, relay);
  expect(relay.paces.size).toBe(0);
});

test("[TS7] nothing passes after the deadline, even before the sweeper has seen it", async () => {
  const own = house();
  const { host, guest, conv } = await pair(own);
  own.clock.at += 60 * minute - 1;
  forget(host, guest);
  host.say(sealedFrame("signal", conv));
  host.say({ type: "hs", conv, m: "AAAA" });
  expect(guest.types).toEqual(["signal", "hs"]);
  own.clock.at += 1;
  forget(host, guest);
  host.say(sealedFrame("signal", conv));
  host.say({ type: "hs", conv, m: "AAAA" });
  host.say(sealedFrame("send", conv));
  expect(guest.texts).toEqual([]);
  expect(host.frames).toMatchObject([{ type: "nack", refusal: "ended" }]);
});

test("[OP4] what breaks over one frame ends that socket, by name, and nothing else", async () => {
  const own = house();
  const { ports, settings } = own.relay();
  const stamp = () => () => {
    throw new Error("no room on the disk");
  };
  const { host, guest, conv } = await pair(own, new Relay({ ...ports, stamp }, settings));
  host.say(sealedFrame("send", conv));
  expect(host.closed).toEqual({ code: 1013, reason: "busy" });
  expect(guest.closed).toBe(null);
  expect(own.steps.at(-1)).toMatchObject({ step: "failed", what: "frame" });
});

test("[OP4] nor does it when its own line is what breaks", async () => {
  const own = house();
  const { host, guest, conv } = await pair(own);
  host.send = () => {
    throw new Error("broken line");
  };
  host.say({ type: "hs", conv: "8eb8dba0-aaae-4526-b611-a9a31dd0ef19", m: "AAAA" });
  guest.say({ type: "hs", conv, m: "AAAA" });
  expect(own.steps).toContainEqual(expect.objectContaining({ step: "failed", what: "frame" }));
});
