import { describe, expect, test } from "bun:test";
import { entered, fit, history, roomCreated, roomId } from "@chatorbit/protocol";
import { house, minute } from "../../testing/house.ts";
import { address, comeIn, entry, got, offer, openRoom, roomPair } from "../../testing/room.ts";
import { issue } from "../issue.ts";
import { join } from "../join.ts";
import { registerAdmission } from "./admission.ts";
import { createRoom } from "./create.ts";
import { destroyRoom } from "./destroy.ts";
import { challenge, enter } from "./enter.ts";
import { post, roomHistory } from "./history.ts";
import { roomStatus, timeLeft } from "./look.ts";

const proof = (room: string, asked: string, key = "key") => ({
  challenge: asked,
  signature: `${key}: ${room} ${asked}`,
});

describe("making a room", () => {
  test("[SR1] the creator has a seat, the clock runs, nobody can come before the door is open", async () => {
    const own = house();
    const relay = own.relay();
    const { body, key, lasts } = got((await createRoom(relay, 600, address)).answer);
    expect(fit(roomCreated, body)).toEqual(body);
    expect(fit(roomId, body.roomId)).not.toBe(null);
    expect(body).toMatchObject({ role: "host", status: { state: "ACTIVE", token: body.roomId } });
    expect(body.status.timer).toMatchObject({ ttl_minutes: 10, remaining_seconds: 600 });
    expect([lasts, key?.length]).toEqual([600_000, 43]);
    expect(await comeIn(relay, body.roomId)).toMatchObject({ refusal: "not-yours" });
    expect(got(await comeIn(relay, body.roomId, key)).body).toMatchObject({ role: "host", offer: null });
  });

  test("[SR1] [TS1] rooms and tokens are counted together", async () => {
    const relay = house().relay();
    const asked = { validity_option: "day", ttl_minutes: 60, max_message_length: 2000 } as const;
    for (let n = 0; n < 5; n += 1) {
      await issue(relay, asked, address);
      await createRoom(relay, 600, address);
    }
    const { answer, verdict } = await createRoom(relay, 600, address);
    expect(answer).toMatchObject({ refusal: "rate", retryAfter: 3600 });
    expect(verdict).toMatchObject({ limit: 10, remaining: 0 });
  });

  test("[SR1] the door is opened once; the same again is no second time", async () => {
    const own = house();
    const relay = own.relay();
    const { room, host } = await openRoom(relay);
    const request = { room, key: host, address };
    got(await registerAdmission(relay, request, { admPub: "key", offer }));
    for (const said of [
      { admPub: "other", offer },
      { admPub: "key", offer: { ...offer, m: "AAAA" } },
      { admPub: "key", offer: { ...offer, message_id: entry(7).message_id } },
    ])
      expect(await registerAdmission(relay, request, said)).toMatchObject({ refusal: "conflict" });
    const guest = got(await comeIn(relay, room)).key;
    expect(
      await registerAdmission(relay, { room, key: guest, address }, { admPub: "key", offer }),
    ).toMatchObject({
      refusal: "not-yours",
    });
  });
});

describe("coming to a room", () => {
  test("[SR2] by proof of the link's key one gets the second seat, and what the creator said first", async () => {
    const relay = house().relay();
    const { room } = await openRoom(relay);
    const { body, key } = got(await comeIn(relay, room));
    expect(fit(entered, body)).toEqual(body);
    expect(body).toMatchObject({ role: "guest", offer });
    expect(got(await comeIn(relay, room, key))).toMatchObject({ body: { role: "guest" }, key: null });
  });

  test("[SR2] the third is refused, and both hear that somebody knocked; without the link's key nobody hears anything", async () => {
    const { own, relay, room, host, guest } = await roomPair();
    expect(await comeIn(relay, room)).toMatchObject({ refusal: "full" });
    for (const phone of [host, guest]) expect(phone.all("knock")).toHaveLength(1);
    const { challenge: asked } = got(await challenge(relay, room, address));
    expect(await enter(relay, { room, key: null, address }, proof(room, asked, "wrong"))).toMatchObject({
      refusal: "not-yours",
    });
    await own.settle();
    expect(host.all("knock")).toHaveLength(1);
  });

  test("[SR2] a challenge is good for a minute, once, for its room, and only if it is ours", async () => {
    const own = house();
    const relay = own.relay();
    const { room } = await openRoom(relay);
    const { room: other } = await openRoom(relay);
    const ask = async (where: string) => got(await challenge(relay, where, address)).challenge;
    const answer = (asked: string) => enter(relay, { room, key: null, address }, proof(room, asked));
    const stale = { refusal: "stale-challenge" };
    expect(await answer(await ask(other))).toMatchObject(stale);
    expect(await answer("made up")).toMatchObject(stale);
    expect(await answer(`${room} at ${own.clock.at + 1}`)).toMatchObject(stale);
    const late = await ask(room);
    own.clock.at += minute;
    expect(await answer(late)).toMatchObject(stale);
    const asked = await ask(room);
    own.clock.at += minute - 1;
    got(await answer(asked));
    expect(await answer(asked)).toMatchObject(stale);
  });

  test("[SR2] 200 at once: exactly two seats", async () => {
    const own = house();
    const relay = own.relay(true, { limits: wide(own.relay().settings.limits) });
    const { room } = await openRoom(relay);
    const answers = await Promise.all(Array.from({ length: 200 }, () => comeIn(relay, room)));
    expect(answers.filter(({ refusal }) => refusal === null)).toHaveLength(1);
    expect(answers.filter(({ refusal }) => refusal === "full")).toHaveLength(199);
  });

  test("[SR2] attempts are counted by address and by room, looking too", async () => {
    const own = house();
    const relay = own.relay();
    const { room } = await openRoom(relay);
    for (let n = 0; n < 30; n += 1) await challenge(relay, room, "192.0.2.50");
    expect(await challenge(relay, room, "192.0.2.50")).toMatchObject({ refusal: "rate" });
    for (let n = 0; n < 20; n += 1)
      await enter(relay, { room, key: null, address: `192.0.2.${60 + n}` }, proof(room, "x"));
    expect(await enter(relay, { room, key: null, address: "192.0.2.99" }, proof(room, "x"))).toMatchObject({
      refusal: "rate",
    });
  });

  test("a room is no token and a token is no room", async () => {
    const relay = house().relay();
    const { room } = await openRoom(relay);
    expect(await join(relay, { token: room, key: "k", address })).toMatchObject({ refusal: "unknown" });
  });
});

describe("in a room", () => {
  test("[SR4] history comes in pages, in its order, and says whose", async () => {
    const { relay, room, hostKey, guestKey } = await roomPair();
    const [host, guest] = [hostKey, guestKey].map((key) => ({ room, key, address }));
    if (host === undefined || guest === undefined) throw new Error();
    for (let n = 1; n <= 101; n += 1) got(await post(relay, n % 2 === 0 ? host : guest, entry(n)));
    const first = got(await roomHistory(relay, host, 0));
    expect(fit(history, first)).toEqual(first);
    expect([first.messages.length, first.more]).toEqual([100, true]);
    expect(first.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
    expect(first.messages.slice(0, 3).map(({ own }) => own)).toEqual([true, false, true]);
    expect(first.messages[1]).toMatchObject({ id: entry(1).message_id, sealed: entry(1), roomId: room });
    const rest = got(await roomHistory(relay, guest, 100));
    expect([rest.messages.map(({ seq, own }) => [seq, own]), rest.more]).toEqual([
      [
        [101, false],
        [102, true],
      ],
      false,
    ]);
  });

  test("[SR4] a page of long entries ends early, and says so", async () => {
    const { relay, room, hostKey } = await roomPair();
    const request = { room, key: hostKey, address };
    for (let n = 1; n <= 20; n += 1) got(await post(relay, request, entry(n, { text: "A".repeat(100_000) })));
    const seqs: number[] = [];
    for (let pages = 1, more = true; more; pages += 1) {
      const page = got(await roomHistory(relay, request, seqs.at(-1) ?? 0));
      seqs.push(...page.messages.map(({ seq }) => seq));
      more = page.more;
      expect(page.messages.length).toBeLessThanOrEqual(12);
      expect(pages).toBeLessThan(4);
    }
    expect(seqs).toEqual(Array.from({ length: 21 }, (_, n) => n + 1));
  });

  test("[SR4] what is posted is heard on the sockets; the same twice is once", async () => {
    const { own, relay, room, hostKey, guest } = await roomPair();
    const request = { room, key: hostKey, address };
    const said = got(await post(relay, request, entry(1)));
    expect(said).toEqual({ id: entry(1).message_id, seq: 2, timestamp: own.clock.at } as never);
    expect(got(await post(relay, request, entry(1)))).toMatchObject({ seq: 2, dup: true });
    expect(await post(relay, request, { ...entry(1), n: 5 })).toMatchObject({ refusal: "conflict" });
    await own.settle();
    expect(guest.last("ev").entry).toMatchObject({ seq: 2, by: "host" });
  });

  test("[SR3] the time left is the server's, in whole seconds", async () => {
    const { own, relay, room, hostKey } = await roomPair();
    own.clock.at += 1_500;
    expect(got(await timeLeft(relay, { room, key: hostKey, address }))).toEqual({ ttl: 599 });
  });

  test("[SR3] [SR5] a room that is gone, has ended or never was: one answer", async () => {
    const { own, relay, room, hostKey } = await roomPair();
    const request = { room, key: hostKey, address };
    const never = { ...request, room: "AAAAAAAAAAAAAAAAAAAAAA" };
    got(await destroyRoom(relay, request));
    expect(own.conversations.size).toBe(0);
    const ended = await openRoom(relay);
    own.clock.at += 600_000;
    const due = { room: ended.room, key: ended.host, address };
    type Ask = (who: typeof request) => Promise<{ readonly refusal: string | null }>;
    const asks: readonly Ask[] = [
      (who) => timeLeft(relay, who),
      (who) => roomStatus(relay, who),
      (who) => roomHistory(relay, who, 0),
      (who) => post(relay, who, entry(1)),
      (who) => destroyRoom(relay, who),
      (who) => registerAdmission(relay, who, { admPub: "key", offer }),
      (who) => enter(relay, who, proof(who.room, "x")),
      (who) => challenge(relay, who.room, "192.0.2.7"),
    ];
    for (const ask of asks) {
      own.clock.at += minute;
      const answers = await Promise.all([request, never, due].map(ask));
      expect(answers.map(({ refusal }) => refusal)).toEqual(["unknown", "unknown", "unknown"]);
    }
  });

  test("[SR5] without a seat nothing can be seen, said or ended", async () => {
    const { own, relay, room } = await roomPair();
    for (const [key, refusal] of [
      [null, "no-credential"],
      ["somebody", "not-yours"],
    ] as const) {
      const who = { room, key, address };
      own.clock.at += minute;
      expect(await timeLeft(relay, who)).toMatchObject({ refusal });
      expect(await roomStatus(relay, who)).toMatchObject({ refusal });
      expect(await roomHistory(relay, who, 0)).toMatchObject({ refusal });
      expect(await post(relay, who, entry(1))).toMatchObject({ refusal });
      expect(await destroyRoom(relay, who)).toMatchObject({ refusal });
    }
  });
});

/** Limits nobody reaches. */
const wide = <T extends Record<string, { readonly most: number }>>(limits: T): T =>
  Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [name, { ...limit, most: 1_000_000 }]),
  ) as T;
