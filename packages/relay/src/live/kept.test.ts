import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { keptMessageLength, maxEncryptedLength, parseDown } from "@chatorbit/protocol";
import { end } from "../desk/end.ts";
import { house } from "../testing/house.ts";
import { forget, pair, pass } from "../testing/pair.ts";
import { sealedFrame } from "../testing/phone.ts";
import { comeIn, dial, entry, got, offer, openRoom, roomPair, told } from "../testing/room.ts";

const ids = (from: number, to: number): [number, string][] =>
  Array.from({ length: to - from + 1 }, (_, n) => [from + n, entry(from + n - 1).message_id]);

describe("sending", () => {
  test("[W40] [SR4] ack says it is kept, and where; both hear of it", async () => {
    const { own, host, guest, send } = await roomPair();
    forget(host, guest);
    send(host, entry(1));
    await own.settle();
    expect(host.last("ack")).toMatchObject({ cid: entry(1).message_id, seq: 2, at: own.clock.at });
    for (const phone of [host, guest]) {
      expect(phone.last("ev").entry).toMatchObject({
        seq: 2,
        by: "host",
        sealed: entry(1),
        fs: "A".repeat(56),
      });
      expect(phone.texts.every((text) => parseDown(text) !== null)).toBe(true);
    }
    expect(guest.types).toEqual(["ev"]);
  });

  test("[W40] said again it is where it was, under another sense it is refused", async () => {
    const { own, host, guest, send } = await roomPair();
    send(host, entry(1));
    send(host, entry(1));
    send(host, { ...entry(1), n: 9 });
    await own.settle();
    expect(host.all("ack").map(({ seq, dup }) => [seq, dup])).toEqual([
      [2, undefined],
      [2, true],
    ]);
    expect(host.last("nack")).toMatchObject({ cid: entry(1).message_id, refusal: "conflict" });
    expect(guest.all("ev")).toHaveLength(2);
  });

  test("[SR4] nobody needs to be here to be written to", async () => {
    const own = house();
    const relay = own.relay();
    const { room, host: key } = await openRoom(relay);
    const host = dial(relay, room, key);
    await own.settle();
    host.say({ type: "send", conv: host.last("welcome").conv, sealed: entry(1) });
    await own.settle();
    const guest = dial(relay, room, got(await comeIn(relay, room)).key);
    await own.settle();
    expect(told(guest).entries).toEqual(ids(1, 2));
    expect(guest.types.at(-1)).toBe("caught_up");
  });

  test("[W41] emptying one's own leaves its place; another's is unknown", async () => {
    const { own, host, guest, send, conv } = await roomPair();
    send(host, entry(1));
    await own.settle();
    guest.say({ type: "del", conv, cid: entry(1).message_id });
    await own.settle();
    expect(guest.last("nack").refusal).toBe("unknown");
    host.say({ type: "del", conv, cid: entry(1).message_id });
    await own.settle();
    for (const phone of [host, guest]) {
      expect(phone.last("ev").entry).toMatchObject({ seq: 2, sealed: null });
      expect("fs" in phone.last("ev").entry).toBe(false);
      expect(told(phone).entries.at(-1)).toEqual([2, null]);
    }
    expect(host.closed).toBe(null);
  });

  test("[W44] signals pass and are not kept; with nobody there the sender hears so", async () => {
    const { own, host, guest, conv, room, hostKey } = await roomPair();
    const signal = { type: "signal", conv, sealed: { ...entry(5), type: "signal" } };
    host.say(signal);
    expect(guest.last("signal")).toEqual(signal as never);
    guest.hangUp();
    host.say(signal);
    expect(host.last("nack")).toMatchObject({ cid: entry(5).message_id, refusal: "peer-away" });
    const again = dial(own.relay(), room, hostKey);
    await own.settle();
    expect(told(again).entries).toEqual(ids(1, 1));
  });

  test("[W44] what belongs to a live channel is refused here, and the other way round", async () => {
    const { own, host, guest, conv } = await roomPair();
    forget(host, guest);
    host.say(sealedFrame("send", conv));
    host.say(sealedFrame("signal", conv));
    host.say({ type: "hs", conv, m: "QUJD" });
    await own.settle();
    expect(host.all("nack").map(({ refusal }) => refusal)).toEqual(["invalid-field"]);
    expect(host.all("refused").map(({ refusal }) => refusal)).toEqual(["invalid-field", "invalid-field"]);
    expect([guest.types, host.closed]).toEqual([[], null]);
    const live = await pair();
    live.host.say({ type: "send", conv: live.conv, sealed: entry(1) });
    live.host.say({ type: "signal", conv: live.conv, sealed: { ...entry(1), type: "signal" } });
    live.host.say({ type: "del", conv: live.conv, cid: entry(1).message_id });
    expect(live.host.all("nack").map(({ refusal }) => refusal)).toEqual(["invalid-field", "invalid-field"]);
    expect(live.host.last("refused").refusal).toBe("invalid-field");
    expect([live.guest.all("signal"), live.host.closed]).toEqual([[], null]);
  });

  test("[TS10] too fast is refused by name, and a flood ends the socket", async () => {
    const { own, relay, host, send } = await roomPair();
    for (let n = 1; n <= 61; n += 1) send(host, entry(n));
    await own.settle();
    expect(host.all("ack")).toHaveLength(60);
    expect(host.last("nack")).toMatchObject({ refusal: "rate", retryAfter: 1 });
    // As many frames as it likes wait for the store without holding up what comes behind.
    expect(host.closed).toBe(null);
    for (let beat = 0; beat < 8; beat += 1) {
      for (let n = 0; n < 20; n += 1) send(host, entry(100 + n));
      await pass(own, 500, relay);
    }
    expect(host.closed?.code).toBe(4429);
  });

  test("[TS10] the longest message of a room fits", async () => {
    const { own, host, send } = await roomPair();
    send(host, entry(1, { text: "A".repeat(maxEncryptedLength(keptMessageLength)) }));
    await own.settle();
    expect(host.last("ack").seq).toBe(2);
  });

  test("[OP4] a store that stalls makes nobody hold more than some of what is said", async () => {
    const own = house();
    const relay = own.relay(true, { frameRateFactor: 100 });
    const { host, send } = await roomPair(own, relay);
    const { transact } = own.store;
    const waiting: (() => void)[] = [];
    own.store.transact = async (...rest) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return transact(...rest);
    };
    for (let n = 1; n <= 80; n += 1) send(host, entry(n));
    await own.settle();
    expect([waiting.length, host.all("ack").length]).toEqual([64, 0]);
    expect(host.all("nack").map(({ refusal, retryAfter }) => [refusal, retryAfter])).toEqual(
      Array.from({ length: 16 }, () => ["busy", 1]),
    );
    for (const go of waiting.splice(0)) go();
    await own.settle();
    expect([host.all("ack").length, host.closed]).toEqual([64, null]);
    own.store.transact = transact;
    send(host, entry(80));
    await own.settle();
    expect(host.last("ack").seq).toBe(66);
  });

  test("[OP4] a store that takes nothing is told to the sender, whose socket stays", async () => {
    const { own, host, guest, send } = await roomPair();
    forget(guest);
    own.disk.isFull = true;
    send(host, entry(1));
    await own.settle();
    expect(host.last("nack")).toMatchObject({ cid: entry(1).message_id, refusal: "busy" });
    own.disk.isFull = false;
    send(host, entry(1));
    await own.settle();
    expect([host.last("ack").seq, host.closed, guest.all("ev").length]).toEqual([2, null, 1]);
  });
});

describe("reading", () => {
  test("[W43] from its cursor a device hears what it missed, and only that", async () => {
    const { own, relay, host, guest, send, room, guestKey } = await roomPair();
    send(host, entry(1));
    await own.settle();
    const { cursor } = told(guest);
    guest.hangUp();
    for (let n = 2; n <= 50; n += 1) send(host, entry(n));
    await own.settle();
    const again = dial(relay, room, guestKey, cursor);
    await own.settle();
    expect(again.last("welcome").c).toBe(cursor as string);
    expect(told(again).entries).toEqual(ids(3, 51));
    expect(again.last("caught_up").c).toBe(told(again).cursor as string);
    expect(again.all("caught_up")).toHaveLength(1);
  });

  test("[W43] a cursor of another database or conversation, of the future, or none: from the beginning", async () => {
    const { own, relay, host, send, room, guestKey } = await roomPair();
    send(host, entry(1));
    await own.settle();
    const first = host.all("ev")[0]?.p ?? "";
    const [scope = ""] = first.split(".");
    const elsewhere = (await roomPair(own, relay)).host.last("ev").c;
    expect(elsewhere).toEndWith(".1");
    expect(first).toBe(`${scope}.0`);
    for (const odd of [
      elsewhere,
      `x${scope}.2`,
      `${scope}.3`,
      `${scope}.-1`,
      `${scope}.01`,
      `${scope}.1.5`,
      scope,
      "",
      "é",
    ]) {
      const phone = dial(relay, room, guestKey, odd);
      await own.settle();
      expect([odd, phone.last("welcome").c]).toEqual([odd, first]);
      expect(told(phone).entries).toEqual(ids(1, 2));
    }
  });

  test("[SYNC] a reader that stops reading costs no queue: it hears the rest, in order, once it reads", async () => {
    const { own, host, guest, send } = await roomPair();
    forget(guest);
    guest.waiting = 65 * 1024;
    for (let n = 1; n <= 60; n += 1) send(host, entry(n));
    await own.settle();
    expect(guest.all("ev")).toEqual([]);
    expect(host.all("ev")).toHaveLength(61);
    guest.drain();
    await own.settle();
    expect(guest.all("ev").map(({ entry: { seq } }) => seq)).toEqual(ids(2, 61).map(([seq]) => seq));
  });

  test("[SYNC] a line that fills in the middle of a batch loses nothing", async () => {
    const { own, relay, host, send, room, guestKey } = await roomPair();
    for (let n = 1; n <= 40; n += 1) send(host, entry(n));
    await own.settle();
    const slow = dial(relay, room, guestKey);
    const { send: plain } = slow;
    slow.send = (text: string) => {
      plain.call(slow, text);
      if (text.startsWith('{"type":"ev"')) slow.waiting += 30 * 1024;
    };
    for (let turn = 0; turn < 20; turn += 1) {
      await own.settle();
      slow.drain();
    }
    await own.settle();
    expect(told(slow).entries).toEqual(ids(1, 41));
    expect(slow.all("caught_up")).toHaveLength(1);
  });

  test("[OP4] a log that cannot be read closes the socket, so that the device comes back", async () => {
    const { own, host, guest, send } = await roomPair();
    const { changes } = own.store;
    own.store.changes = () => Promise.reject(new Error("no answer"));
    send(host, entry(1));
    await own.settle();
    expect(guest.closed).toEqual({ code: 1013, reason: "busy" });
    own.store.changes = changes;
  });

  test("words change no status: who is here is told only when that changes", async () => {
    const { own, host, guest, send } = await roomPair();
    forget(host, guest);
    for (let n = 1; n <= 3; n += 1) send(host, entry(n));
    await own.settle();
    expect([...host.types, ...guest.types]).not.toContain("status");
  });
});

describe("the end", () => {
  test("[SR3] at zero both hear it, the log is gone, and soon the room is unknown", async () => {
    const { own, relay, host, guest, send, room, hostKey } = await roomPair();
    send(host, entry(1));
    for (let beat = 0; beat < 301 && host.closed === null; beat += 1) {
      await pass(own, 2000, relay);
      for (const phone of [host, guest]) if (phone.closed === null) phone.say({ type: "pong" });
    }
    for (const phone of [host, guest]) {
      expect(phone.last("ended")).toMatchObject({ reason: "timer_expired" });
      expect(phone.closed?.code).toBe(4003);
      expect(phone.types.at(-1)).toBe("ended");
    }
    expect([...own.logs.values()]).toEqual([[]]);
    await pass(own, 100, relay);
    expect(own.purges.at(-1)).toBeLessThanOrEqual(own.clock.at);
    expect(own.conversations.size).toBe(0);
    const late = dial(relay, room, hostKey);
    await own.settle();
    expect(late.closed).toEqual({ code: 4004, reason: "unknown" });
  });

  test("[SR5] destroyed by one it ends for both, on its socket too", async () => {
    const { own, host, guest, send, conv } = await roomPair();
    send(host, entry(1));
    host.say({ type: "end", conv, reason: "manually_ended" });
    send(host, entry(2));
    await own.settle();
    for (const phone of [host, guest]) expect(phone.last("ended").reason).toBe("manually_ended");
    expect([...own.logs.values()]).toEqual([[]]);
  });

  test("nothing here can be extended or its seats freed", async () => {
    const { own, relay, host, room, hostKey, conv } = await roomPair();
    host.say({ type: "extend", conv, id: offer.message_id, seconds: 60 });
    await own.settle();
    expect(host.last("refused").refusal).toBe("invalid-field");
    expect((await end(relay, { token: room, key: hostKey ?? "", address: "a" }, "burned")).refusal).toBe(
      "unknown",
    );
  });
});

describe("two instances", () => {
  test("[OP3] each socket hears everything once and in order, whatever happens to rings", async () => {
    const fate = fc.array(fc.constantFrom("now", "twice", "later", "lost"), { minLength: 30, maxLength: 80 });
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
        const { host, guest, send } = await roomPair(own, one, two);
        for (let k = 1; k <= 20; k += 1) {
          send(k % 3 === 0 ? guest : host, entry(k));
          if (k % 7 === 0) for (const word of late.splice(0)) word();
          if (k % 4 === 0) await own.settle();
        }
        // A lost ring costs some seconds.
        for (let beat = 0; beat < 4; beat += 1) {
          await pass(own, 2000, one, two);
          for (const phone of [host, guest]) phone.say({ type: "pong" });
        }
        await own.settle();
        expect(told(host).entries).toHaveLength(21);
        expect(told(guest).entries).toEqual(told(host).entries);
        for (const phone of [host, guest])
          expect(phone.all("ev").map(({ entry: { seq } }) => seq)).toEqual(ids(1, 21).map(([seq]) => seq));
      }),
      { numRuns: 40 },
    );
  });

  test("[OP3] [SR5] the end at one is heard at the other, even when the room is gone before it looks", async () => {
    const words: (() => void)[] = [];
    const own = house((word) => void words.push(word));
    const [one, two] = [own.relay(false), own.relay(false)];
    const carry = async () => {
      for (let turn = 0; turn < 5; turn += 1) {
        for (const word of words.splice(0)) word();
        await own.settle();
      }
    };
    const { host, guest, conv } = await roomPair(own, one, two);
    await carry();
    host.say({ type: "end", conv, reason: "manually_ended" });
    await own.settle();
    await pass(own, 100, one);
    expect(own.conversations.size).toBe(0);
    expect(guest.closed).toBe(null);
    await carry();
    expect(guest.last("ended").reason).toBe("manually_ended");
  });
});
