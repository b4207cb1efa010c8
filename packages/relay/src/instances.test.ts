import { expect, test } from "bun:test";
import fc from "fast-check";
import { end } from "./desk/end.ts";
import { join } from "./desk/join.ts";
import { reseat } from "./desk/change.ts";
import { house, session } from "./testing/house.ts";
import { forget, pair, pass } from "./testing/pair.ts";
import { Phone, sealedFrame } from "./testing/phone.ts";

/** The host at one instance, the guest at another. */
async function apart(carry?: (word: () => void) => void) {
  const own = house(carry);
  const [one, two] = [own.relay(false), own.relay(false)];
  return { ...(await pair(own, one, two)), one, two };
}

test("[OP3] two seats at two instances see and hear each other", async () => {
  const { host, guest, conv } = await apart();
  for (const phone of [host, guest]) {
    expect(phone.last("status").status.participants).toMatchObject({
      host: { connected: true },
      guest: { connected: true },
    });
  }
  forget(host, guest);
  host.say(sealedFrame("send", conv));
  guest.say(sealedFrame("signal", conv));
  expect([guest.types, host.types]).toEqual([["pass"], ["ack", "signal"]]);
});

test("[OP3] a seat that leaves one instance is away at the other", async () => {
  const { host, guest, conv } = await apart();
  guest.hangUp();
  expect(host.last("status").status.participants.guest?.connected).toBe(false);
  forget(host);
  host.say(sealedFrame("send", conv));
  expect(host.last("nack").refusal).toBe("peer-away");
});

test("[OP3] a seat whose leaving nobody heard of is away after some seconds of silence", async () => {
  let isHeard = true;
  const { host, guest, one, two, own } = await apart((word) => isHeard && word());
  isHeard = false;
  guest.hangUp();
  expect(host.last("status").status.participants.guest?.connected).toBe(true);
  for (let n = 0; n < 4; n += 1) {
    await pass(own, 2000, one, two);
    host.say({ type: "pong" });
  }
  expect(host.last("status").status.participants.guest?.connected).toBe(false);
});

test("[OP3] [TS12] a later socket of a seat takes over from another instance", async () => {
  const { host, guest, two, own, token, conv } = await apart();
  own.clock.at += 10;
  const again = Phone.dial(two);
  again.hello(token, "host-key");
  await own.settle();
  expect(host.closed).toEqual({ code: 4009, reason: "opened-elsewhere" });
  expect(again.closed).toBe(null);
  again.say(sealedFrame("send", conv));
  expect(guest.types).toContain("pass");
  expect(guest.last("status").status.participants.host?.connected).toBe(true);
});

test("[OP3] what one instance decides, the sockets of the other hear", async () => {
  const { host, guest, two, token, own } = await apart();
  expect(await join(two, { token, key: "third", address: "192.0.2.9" })).toMatchObject({ refusal: "full" });
  for (const phone of [host, guest]) expect(phone.all("knock")).toHaveLength(1);
  await reseat(two, { token, key: "host-key", address: "192.0.2.9" });
  await own.settle();
  expect(guest.closed?.code).toBe(4001);
  await end(two, { token, key: "host-key", address: "192.0.2.9" }, "manually_ended");
  await own.settle();
  expect(host.last("ended").reason).toBe("manually_ended");
});

test("[OP3] a lost ring delays what was decided by some seconds, never for good", async () => {
  let isHeard = true;
  const { host, one, two, own, token } = await apart((word) => isHeard && word());
  isHeard = false;
  await end(two, { token, key: "guest-key", address: "192.0.2.9" }, "manually_ended");
  await own.settle();
  expect(host.closed).toBe(null);
  for (let n = 0; n < 4; n += 1) {
    await pass(own, 2000, one, two);
    host.say({ type: "pong" });
  }
  expect(host.last("ended").reason).toBe("manually_ended");
});

test("[OP3] words that get lost, doubled or reordered leave both instances with one truth", async () => {
  const fate = fc.array(fc.constantFrom("now", "twice", "later", "lost"), { minLength: 20, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fate, async (fates) => {
      const late: (() => void)[] = [];
      let n = 0;
      const own = house((word) => {
        const what = fates[(n += 1)] ?? "now";
        if (what === "later") late.unshift(word);
        if (what === "now" || what === "twice") word();
        if (what === "twice") word();
      });
      const [one, two] = [own.relay(false), own.relay(false)];
      const token = await session(one);
      const phones = [one, two, one, two].map((relay, index) => {
        own.clock.at += 1;
        const phone = Phone.dial(relay);
        phone.hello(token, index % 3 === 0 ? "host-key" : "guest-key");
        return phone;
      });
      for (let beat = 0; beat < 8; beat += 1) {
        // In the end every word gets through: then one truth must be there.
        if (beat === 5) n = fates.length;
        await pass(own, 2000, one, two);
        for (const word of late.splice(0)) word();
        for (const phone of phones) if (phone.closed === null) phone.say({ type: "pong" });
        await own.settle();
      }
      const open = phones.filter(({ closed }) => closed === null);
      expect(open).toHaveLength(2);
      expect(phones.slice(2).every(({ closed }) => closed === null)).toBe(true);
      for (const phone of open) {
        expect(phone.last("status").status.participants).toMatchObject({
          host: { connected: true },
          guest: { connected: true },
        });
      }
    }),
    { numRuns: 60 },
  );
});

test("[OP4] a line that breaks at one instance is no trouble of the other's", async () => {
  const { own, host, guest, conv } = await apart();
  forget(host);
  guest.send = () => {
    throw new Error("broken line");
  };
  host.say(sealedFrame("send", conv));
  host.say(sealedFrame("signal", conv));
  expect([host.types, host.closed]).toEqual([["ack"], null]);
  expect(own.steps).toContainEqual(expect.objectContaining({ step: "failed", what: "word" }));
});
