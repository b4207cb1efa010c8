import { expect, test } from "bun:test";
import { fit, parseDown, sessionStatus } from "@chatorbit/protocol";
import { house, session } from "../testing/house.ts";
import { pair, pass } from "../testing/pair.ts";
import { Phone, sealedFrame } from "../testing/phone.ts";

test("[TS5] welcome, then status; the other seat hears who came", async () => {
  const { host, guest, conv, token } = await pair();
  expect(host.types).toEqual(["welcome", "status", "status"]);
  expect(host.last("welcome")).toMatchObject({ role: "host", heartbeat: 2000, build: "", conv });
  expect(guest.types).toEqual(["welcome", "status"]);
  const { status } = host.last("status");
  expect(fit(sessionStatus, status)).toEqual(status);
  expect(status.token).toBe(token);
  expect(status.participants.guest).toMatchObject({ connected: true, id: guest.last("welcome").you });
  expect(host.texts.every((text) => parseDown(text) !== null)).toBe(true);
});

test("whoever does not greet in time is sent away", async () => {
  const own = house();
  const relay = own.relay();
  const phone = Phone.dial(relay);
  await pass(own, 9_999, relay);
  expect(phone.closed).toBe(null);
  await pass(own, 1, relay);
  expect(phone.closed).toEqual({ code: 4408, reason: "hello-late" });
  expect(phone.last("refused").refusal).toBe("hello-late");
});

test("[TS10] sockets without a seat are counted by address until they take one or are gone", async () => {
  const own = house();
  const relay = own.relay(true, { waitingPerAddress: 3 });
  const token = await session(relay);
  const address = "2001:db8::1";
  const phones = Array.from({ length: 3 }, (_, n) => Phone.dial(relay, `2001:db8::${n}`));
  expect(relay.isCrowded(address)).toBe(true);
  expect([relay.isCrowded("2001:db8:0:1::1"), relay.isCrowded("192.0.2.1")]).toEqual([false, false]);
  phones[0]?.hello(token, "host-key");
  await own.settle();
  expect(relay.isCrowded(address)).toBe(false);
  Phone.dial(relay, address);
  expect(relay.isCrowded(address)).toBe(true);
  phones[1]?.hangUp();
  phones[1]?.hangUp();
  expect(relay.isCrowded(address)).toBe(false);
  phones[0]?.hangUp();
  Phone.dial(relay, address);
  expect(relay.isCrowded(address)).toBe(true);
});

test("[TS10] one that was sent away counts until its line must be down, in both wires", async () => {
  const own = house();
  const relay = own.relay(true, { waitingPerAddress: 2 });
  Phone.dial(relay).say("noise");
  Phone.dialOld(relay, "ABCD1234WXYZ", "k");
  await own.settle();
  expect(relay.isCrowded("192.0.2.1")).toBe(true);
  await pass(own, 4_999, relay);
  expect(relay.isCrowded("192.0.2.1")).toBe(true);
  await pass(own, 1, relay);
  expect(relay.isCrowded("192.0.2.1")).toBe(false);
  Phone.dial(relay);
  Phone.dial(relay);
  await pass(own, 14_999, relay);
  expect(relay.isCrowded("192.0.2.1")).toBe(true);
  await pass(own, 1, relay);
  expect(relay.isCrowded("192.0.2.1")).toBe(false);
});

test("a wrong first frame is named: version, form, missing credential", async () => {
  const own = house();
  const relay = own.relay();
  const auth = { token: "ABCD1234WXYZ", key: "k" };
  for (const [said, code, refusal] of [
    [{ type: "hello", v: 2, novelty: true }, 4426, "unsupported-version"],
    [{ type: "hello", v: 2, client: "x", auth }, 4426, "unsupported-version"],
    [{ type: "hello", v: 1, client: "x", auth, more: 1 }, 4400, "malformed"],
    ["not json", 4400, "malformed"],
    ["", 4400, "malformed"],
    [{ type: "pong" }, 4401, "no-credential"],
    [{ type: "hello", v: 1, client: "x", auth }, 4004, "unknown"],
  ] as const) {
    const phone = Phone.dial(relay, `192.0.2.${code % 200}`);
    phone.say(said);
    await own.settle();
    expect({ said, closed: phone.closed }).toEqual({ said, closed: { code, reason: refusal } });
    expect(phone.last("refused").refusal).toBe(refusal);
  }
});

test("[TS3] a wrong seat key is not yours, and trying many is a flood", async () => {
  const own = house();
  const relay = own.relay();
  const token = await session(relay);
  const codes: (number | undefined)[] = [];
  for (let n = 0; n < 31; n += 1) {
    const phone = Phone.dial(relay, "198.51.100.7");
    phone.hello(token, `guess-${n}`);
    await own.settle();
    codes.push(phone.closed?.code);
  }
  expect(codes.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 4001));
  expect(codes[30]).toBe(4429);
  const honest = Phone.dial(relay, "198.51.100.7");
  honest.hello(token, "host-key");
  await own.settle();
  expect(honest.types).toContain("welcome");
});

test("frames sent right behind the hello are taken after it, in order", async () => {
  const own = house();
  const { relay, token, guest, conv } = await pair(own);
  const host = Phone.dial(relay);
  host.hello(token, "host-key");
  const ids = Array.from({ length: 20 }, (_, n) => `11111111-2222-4333-8444-${String(n).padStart(12, "0")}`);
  for (const [n, id] of ids.entries()) host.say(sealedFrame("send", conv, { n, id }));
  await own.settle();
  const passed = guest.all("pass").map(({ sealed }) => sealed.message_id);
  expect(passed).toEqual(ids);
});

test("whoever hangs up during the greeting leaves nothing behind", async () => {
  const own = house();
  const relay = own.relay();
  const token = await session(relay);
  const phone = Phone.dial(relay);
  phone.hello(token, "host-key");
  phone.hangUp();
  await own.settle();
  expect(phone.texts).toEqual([]);
  const other = Phone.dial(relay);
  other.hello(token, "guest-key");
  await own.settle();
  expect(other.last("status").status.participants.host?.connected).toBe(false);
});

test("a line is pinged every 2 s and dropped after 5 s of silence; any frame counts", async () => {
  const own = house();
  const { host, guest, relay, conv } = await pair(own);
  host.forget();
  for (let n = 0; n < 10; n += 1) {
    await pass(own, 2000, relay);
    host.say({ type: "pong" });
    guest.say(sealedFrame("signal", conv));
  }
  expect(host.types.filter((type) => type === "ping").length).toBeWithin(9, 11);
  expect([host.closed, guest.closed]).toEqual([null, null]);
  await pass(own, 4990, relay);
  expect(host.closed).toBe(null);
  guest.say({ type: "pong" });
  await pass(own, 10, relay);
  expect(host.closed).toEqual({ code: 4408, reason: "silent" });
  expect(guest.closed).toBe(null);
  expect(guest.last("status").status.participants.host?.connected).toBe(false);
});
