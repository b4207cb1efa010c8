import { describe, expect, test } from "bun:test";
import { entered, fit, history, roomCreated, roomPaths, sessionStatus } from "@chatorbit/protocol";
import { testApp } from "../testing/app.ts";
import { naughty, wrongTypes } from "../testing/naughty.ts";
import { Browser, entry, offer } from "../testing/room.ts";

const origin = "http://localhost";

async function house(env: Record<string, string> = {}, from = origin) {
  const own = await testApp(env, new Map());
  const reach = async (path: string, init: RequestInit) =>
    own.app.fetch(new Request(`http://localhost${path}`, init), { address: "192.0.2.1" });
  return { ...own, reach, browser: () => new Browser(reach, from) };
}

async function pair() {
  const own = await house();
  const [ann, bob] = [own.browser(), own.browser()];
  const link = await ann.makeRoom();
  const joined = await bob.join(link);
  return { ...own, ann, bob, link, room: link.room, joined };
}

describe("a room over HTTP", () => {
  test("[SR1] made in one press: an id, a seat by cookie, and how the address stands", async () => {
    const { browser } = await house({ CHAT_TOKEN_RATE_LIMIT_PER_HOUR: "10" });
    const ann = browser();
    const response = await ann.ask("POST", roomPaths.create, {});
    expect(response.status).toBe(200);
    const body: unknown = await response.json();
    expect(fit(roomCreated, body)).toEqual(body as never);
    expect(response.headers.get("x-ratelimit-remaining")).toBe("9");
    const [cookie = "", ...more] = response.headers.getSetCookie();
    expect(more).toEqual([]);
    expect(cookie).toMatch(/^seat-[\w-]{22}=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Strict$/);
    // The cookie's name says nothing about the room to whoever finds it.
    expect(cookie).not.toContain((body as { roomId: string }).roomId);
    for (let n = 0; n < 9; n += 1) await ann.ask("POST", roomPaths.create, {});
    const refused = await ann.ask("POST", roomPaths.create, {});
    expect([refused.status, refused.headers.get("x-ratelimit-remaining")]).toEqual([429, "0"]);
  });

  test("[SR1] [OP1] over https the cookie is for this host and https only", async () => {
    const { browser } = await house(
      { CHAT_PUBLIC_URL: "https://chat.example.org" },
      "https://chat.example.org",
    );
    const ann = browser();
    const response = await ann.ask("POST", roomPaths.create, {});
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^__Host-seat-[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    const { roomId } = (await response.json()) as { roomId: string };
    expect(await ann.json("GET", roomPaths.ttl(roomId))).toEqual({ ttl: 600 });
  });

  test("[SR6] it runs as long as its creator chose, or as the operator says", async () => {
    const { browser } = await house({ CHAT_ROOM_TTL_SECONDS: "3600" });
    const ann = browser();
    const usual = await ann.makeRoom();
    const chosen = await ann.makeRoom(86_400);
    expect(await ann.json("GET", roomPaths.ttl(usual.room))).toEqual({ ttl: 3600 });
    expect(await ann.json("GET", roomPaths.ttl(chosen.room))).toEqual({ ttl: 86_400 });
    for (const ttl_seconds of [599, 86_401, 600.5, "600", null])
      expect((await ann.ask("POST", roomPaths.create, { ttl_seconds })).status).toBe(422);
    // Several rooms of one browser, each with its own seat.
    expect(ann.cookies.size).toBe(2);
  });

  test("[SR2] two seats and no third; whoever comes back by link finds the own one", async () => {
    const { ann, bob, browser, link, room, joined } = await pair();
    const body: unknown = await joined.json();
    expect(fit(entered, body)).toEqual(body as never);
    expect(body).toMatchObject({ role: "guest", offer, status: { state: "ACTIVE" } });
    const third = browser();
    const refused = await third.join(link);
    expect([refused.status, await refused.json(), third.cookies.size]).toEqual([
      409,
      { code: "full", detail: "Both seats are taken." },
      0,
    ]);
    expect(await (await bob.join(link)).json()).toMatchObject({ role: "guest" });
    expect(await (await ann.join(link)).json()).toMatchObject({ role: "host" });
    for (const who of [ann, bob]) {
      const status: unknown = await who.json("GET", roomPaths.status(room));
      expect(fit(sessionStatus, status)).toEqual(status as never);
    }
  });

  test("[SR2] who knows only the path takes no seat", async () => {
    const { browser } = await house();
    const { room } = await browser().makeRoom();
    const stranger = browser();
    const refused = await stranger.join({ room, key: crypto.getRandomValues(new Uint8Array(32)) });
    expect([refused.status, stranger.cookies.size]).toEqual([403, 0]);
  });

  test("[SR4] history: sealed, in its order, own ones marked, by pages", async () => {
    const { ann, bob, room, clock } = await pair();
    const said = await ann.json("POST", roomPaths.messages(room), { sealed: entry(1) });
    expect(said).toEqual({ id: entry(1).message_id, seq: 2, timestamp: clock.at });
    await bob.json("POST", roomPaths.messages(room), { sealed: entry(2, "B".repeat(174_000)) });
    const page: unknown = await ann.json("GET", roomPaths.messages(room, 1));
    expect(fit(history, page)).toEqual(page as never);
    const { messages } = page as { messages: { seq: number; own: boolean; sealed: unknown }[] };
    expect(messages.map(({ seq, own }) => [seq, own])).toEqual([
      [2, true],
      [3, false],
    ]);
    expect(messages[0]?.sealed).toEqual(entry(1));
    for (const after of ["-1", "x", "1.5", "", "1e3"])
      expect((await ann.ask("GET", `${roomPaths.messages(room)}&after=${after}`)).status).toBe(422);
  });

  test("[SR5] destroyed: gone for both, and the browsers' keys with it", async () => {
    const { ann, bob, room } = await pair();
    await ann.ask("POST", roomPaths.messages(room), { sealed: entry(1) });
    const response = await ann.ask("DELETE", roomPaths.room(room));
    expect([response.status, ann.cookies.size]).toEqual([200, 0]);
    expect(await response.json()).toMatchObject({ message: "Room destroyed" });
    expect(bob.cookies.size).toBe(1);
    const after = await bob.ask("GET", roomPaths.messages(room));
    expect([after.status, await after.json(), bob.cookies.size]).toEqual([
      404,
      { code: "unknown", detail: "There is nothing here." },
      0,
    ]);
  });

  test("[CA3] a seat of a room may ask for servers for calls, by its cookie", async () => {
    const { ann, browser, room } = await pair();
    expect(await ann.json("POST", "/api/ice", { room_id: room })).toMatchObject({ iceServers: [] });
    expect((await browser().ask("POST", "/api/ice", { room_id: room })).status).toBe(401);
  });
});

describe("what a request may do", () => {
  test("[SR2] what changes something needs a page that says where it is from, and that may", async () => {
    const { ann, room } = await pair();
    for (const [method, path, body] of [
      ["POST", roomPaths.messages(room), { sealed: entry(1) }],
      ["DELETE", roomPaths.room(room), undefined],
      ["PUT", roomPaths.admission(room), { adm_pub: `${"A".repeat(43)}=`, offer }],
    ] as const) {
      expect((await ann.ask(method, path, body, null)).status).toBe(401);
      expect((await ann.ask(method, path, body, "https://evil.example")).status).toBe(403);
    }
    expect(await ann.json("GET", roomPaths.ttl(room))).toEqual({ ttl: 600 });
  });

  test("[OP2] the wildcard of origins does not reach cookies", async () => {
    const { ann, room } = await (async () => {
      const own = await house({ CHAT_CORS_ALLOWED_ORIGINS: "*" });
      const made = own.browser();
      return { ann: made, room: (await made.makeRoom()).room };
    })();
    const foreign = await ann.ask("DELETE", roomPaths.room(room), undefined, "https://evil.example");
    expect(foreign.status).toBe(401);
    expect((await ann.ask("DELETE", roomPaths.room(room))).status).toBe(200);
  });

  test("[SR2] looking changes nothing: a crawler takes no seat, on any path, by any method without a proof", async () => {
    const { browser, reach, store } = await house();
    const ann = browser();
    const { room, key } = await ann.makeRoom();
    const crawler = browser();
    for (const path of [
      `/room/${room}`,
      `/sk/room/${room}`,
      ...Object.values(roomPaths).map((of) => (typeof of === "string" ? of : of(room))),
    ]) {
      await reach(path, { method: "GET" });
      await reach(path, { method: "HEAD" });
      await crawler.ask("POST", path, {});
      await reach(path, { method: "POST" });
    }
    expect(crawler.cookies.size).toBeLessThanOrEqual(1);
    const bob = browser();
    expect(await (await bob.join({ room, key })).json()).toMatchObject({ role: "guest" });
    expect(await store.due(0, 1)).toEqual([]);
  });

  test("[SR3] the same answer for what is gone and what never was", async () => {
    const { ann, room, clock } = await pair();
    const never = "AAAAAAAAAAAAAAAAAAAAAA";
    clock.at += 600_000;
    for (const [method, of, body] of [
      ["GET", roomPaths.ttl],
      ["GET", roomPaths.status],
      ["GET", roomPaths.messages],
      ["POST", roomPaths.messages, { sealed: entry(1) }],
      ["POST", roomPaths.challenge],
      ["POST", roomPaths.join, { challenge: `${"A".repeat(43)}=`, signature: `${"A".repeat(86)}==` }],
      ["PUT", roomPaths.admission, { adm_pub: `${"A".repeat(43)}=`, offer }],
      ["DELETE", roomPaths.room],
    ] as const) {
      const answers = await Promise.all([room, never].map((id) => ann.ask(method, of(id), body)));
      const [gone, none] = await Promise.all(
        answers.map(async (answer) => ({
          status: answer.status,
          text: await answer.text(),
          headers: [...answer.headers].filter(([name]) => name !== "set-cookie"),
        })),
      );
      expect(gone?.status).toBe(404);
      expect(gone).toEqual(none);
    }
    expect(ann.cookies.size).toBe(0);
  });

  test("[TS10] whatever stands in the fields, the answer is one of ours", async () => {
    const { ann, room } = await pair();
    const fields: readonly (readonly [string, string, (value: unknown) => unknown])[] = [
      ["POST", roomPaths.create, (ttl_seconds) => ({ ttl_seconds })],
      ["PUT", roomPaths.admission(room), (adm_pub) => ({ adm_pub, offer })],
      ["PUT", roomPaths.admission(room), (value) => ({ adm_pub: `${"A".repeat(43)}=`, offer: value })],
      ["POST", roomPaths.join(room), (challenge) => ({ challenge, signature: `${"A".repeat(86)}==` })],
      ["POST", roomPaths.messages(room), (sealed) => ({ sealed })],
      ["POST", roomPaths.messages(room), (encrypted) => ({ sealed: { ...entry(9), encrypted } })],
      ["POST", roomPaths.messages(room), (inst) => ({ sealed: { ...entry(9), inst } })],
    ];
    const known = new Set([200, 400, 401, 403, 404, 409, 413, 422, 429]);
    for (const [method, path, body] of fields)
      for (const value of wrongTypes) {
        const { status } = await ann.ask(method, path, body(value));
        if (!known.has(status)) throw new Error(`${method} ${path} ${JSON.stringify(value)}: ${status}`);
      }
    for (const text of naughty) {
      const path = `/api/secure-rooms/ttl?${new URLSearchParams({ roomId: text })}`;
      expect((await ann.ask("GET", path)).status).toBe(404);
    }
  });
});
