import { describe, expect, test } from "bun:test";
import { extend, reseat } from "./desk/change.ts";
import { end } from "./desk/end.ts";
import { join } from "./desk/join.ts";
import { house, minute } from "./testing/house.ts";
import { forget, pair, pass } from "./testing/pair.ts";
import { Phone, sealedFrame } from "./testing/phone.ts";

describe("seats", () => {
  test("[TS12] a second socket of a seat takes over, the older one is told", async () => {
    const own = house();
    const { host, guest, relay, token, conv } = await pair(own);
    const again = Phone.dial(relay);
    again.hello(token, "host-key");
    await own.settle();
    expect(host.closed).toEqual({ code: 4009, reason: "opened-elsewhere" });
    host.hangUp();
    expect(guest.last("status").status.participants.host?.connected).toBe(true);
    again.say(sealedFrame("send", conv));
    expect(guest.types).toContain("pass");
  });

  test("[TS12] a third join knocks at both seats", async () => {
    const own = house();
    const { host, guest, relay, token, conv } = await pair(own);
    expect(await join(relay, { token, key: "third", address: "192.0.2.9" })).toMatchObject({
      refusal: "full",
    });
    for (const phone of [host, guest]) expect(phone.last("knock")).toMatchObject({ conv, at: own.clock.at });
  });

  test("[TS12] freeing a seat closes its socket, the newcomer takes its role, the clock goes on", async () => {
    const own = house();
    const { host, guest, relay, token } = await pair(own);
    const { ends_at } = host.last("status").status.timer;
    own.clock.at += 5 * minute;
    const freed = await reseat(relay, { token, key: "host-key", address: "192.0.2.1" });
    expect(freed.value?.session_status.participants.guest).toBe(null);
    expect(guest.closed).toEqual({ code: 4001, reason: "not-yours" });
    expect(host.last("status").status).toMatchObject({ state: "ACTIVE", participants: { guest: null } });
    expect(
      await end(relay, { token, key: "guest-key", address: "192.0.2.2" }, "manually_ended"),
    ).toMatchObject({ refusal: "not-yours" });
    const joined = await join(relay, { token, key: "new-key", address: "192.0.2.3" });
    expect(joined.value?.role).toBe("guest");
    expect(host.last("status").status.timer.ends_at).toBe(ends_at);
  });
});

describe("the end", () => {
  test("[TS7] at 0:00 both hear the end at once and are closed", async () => {
    const own = house();
    const { host, guest, relay } = await pair(own);
    const answering = [host, guest];
    while (own.clock.at < endOf(host) - 1) {
      await pass(own, Math.min(2000, endOf(host) - 1 - own.clock.at), relay);
      for (const phone of answering) phone.say({ type: "pong" });
    }
    expect([host.closed, guest.closed]).toEqual([null, null]);
    await pass(own, 1, relay);
    for (const phone of answering) {
      expect(phone.last("ended")).toMatchObject({
        reason: "timer_expired",
        ended_at: phone.last("status").status.timer.ends_at,
      });
      expect(phone.closed).toEqual({ code: 4003, reason: "ended" });
    }
  });

  test("[TS7] after the deadline nothing passes, even before the sweeper has seen it", async () => {
    const own = house();
    const { host, guest, conv } = await pair(own);
    own.clock.at += 60 * minute;
    forget(guest);
    host.say(sealedFrame("send", conv));
    expect(host.last("nack").refusal).toBe("ended");
    expect(guest.texts).toEqual([]);
  });

  test("[TS5] ending by frame or by HTTP ends it for both, with the reason", async () => {
    const own = house();
    for (const reason of ["manually_ended", "burned", "moved"] as const) {
      const { host, guest, conv } = await pair(own);
      guest.say({ type: "end", conv, reason });
      await own.settle();
      for (const phone of [host, guest]) expect(phone.last("ended").reason).toBe(reason);
      own.clock.at += 60 * minute;
    }
    const { host, guest, relay, token } = await pair(own);
    await end(relay, { token, key: "host-key", address: "192.0.2.1" }, "manually_ended");
    for (const phone of [host, guest]) expect(phone.closed?.code).toBe(4003);
  });

  test("[TS7] whoever comes to an ended session hears how it ended", async () => {
    const own = house();
    const { relay, token } = await pair(own);
    own.clock.at += 61 * minute;
    const late = Phone.dial(relay);
    late.hello(token, "guest-key");
    await own.settle();
    expect(late.last("ended").reason).toBe("timer_expired");
    expect(late.closed?.code).toBe(4003);
  });

  test("[TS8] both seats' word extends it, whichever way they say it", async () => {
    const own = house();
    const { host, guest, conv, relay, token } = await pair(own);
    const id = "11111111-2222-4333-8444-555555555555";
    forget(host, guest);
    host.say({ type: "extend", conv, id, seconds: 600 });
    await own.settle();
    await extend(relay, { token, key: "guest-key", address: "192.0.2.2" }, { id, seconds: 600 });
    for (const phone of [host, guest]) expect(phone.last("status").status.timer.remaining_seconds).toBe(4200);
    host.say({ type: "extend", conv, id: id.replace("1", "2"), seconds: 3600 });
    await own.settle();
    expect(host.last("refused").refusal).toBe("invalid-field");
    expect(host.closed).toBe(null);
  });

  test("a full disk is named and nobody is thrown out", async () => {
    const own = house();
    const { host, conv } = await pair(own);
    own.disk.isFull = true;
    host.say({ type: "end", conv, reason: "manually_ended" });
    await own.settle();
    expect(own.steps.at(-1)).toMatchObject({ step: "failed" });
    expect(host.types).not.toContain("ended");
  });
});

/** The end by the server's clock, ms, out of the status text. */
const endOf = (phone: Phone): number =>
  globalThis.Date.parse(phone.last("status").status.timer.ends_at ?? "");
