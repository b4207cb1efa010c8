import { afterAll, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { roomPaths } from "@chatorbit/protocol";
import { Client } from "./testing/client.ts";
import { masked } from "./testing/masked.ts";
import { Browser, entry } from "./testing/room.ts";
import { testServer } from "./testing/server.ts";

const server = await testServer({ CHAT_FRAME_RATE_FACTOR: "1000" });
afterAll(() => server.stop());

type Server = Awaited<ReturnType<typeof testServer>>;

const browserOf = ({ base }: Server) => new Browser((path, init) => fetch(base + path, init), base);

/** A socket of this browser, its hello said. */
async function sit(own: Server, browser: Browser, room: string, cursor?: string) {
  const client = own.dial({ cookie: browser.cookieHeader, origin: own.base });
  await client.opened;
  client.say({
    type: "hello",
    v: 1,
    client: "test/1",
    auth: { room },
    ...(cursor !== undefined && { cursor }),
  });
  const { conv, c } = await client.next("welcome", "refused");
  return { client, conv: String(conv), c: String(c) };
}

async function pair(own: Server = server) {
  const [ann, bob] = [browserOf(own), browserOf(own)];
  const link = await ann.makeRoom();
  await bob.join(link);
  const host = await sit(own, ann, link.room);
  const guest = await sit(own, bob, link.room);
  return { ann, bob, link, room: link.room, conv: host.conv, host: host.client, guest: guest.client };
}

type Ev = {
  p: string;
  c: string;
  entry: { seq: number; by: string; cid: string; fs?: string; sealed: unknown };
};

const nextEv = async (client: Client) => (await client.next("ev")) as unknown as Ev;

/** All that a server's data folder holds, as bytes. */
const filesOf = ({ config: { dataDir } }: Server) =>
  Buffer.concat(
    readdirSync(dataDir, { recursive: true, withFileTypes: true }).map((entry) =>
      entry.isFile() ? readFileSync(join(entry.parentPath, entry.name)) : Buffer.from(entry.name),
    ),
  ).toString("latin1");

describe("a room over its sockets", () => {
  test("[SR4] what one says is kept and heard by both; who comes back hears what was missed", async () => {
    const { bob, room, conv, host, guest } = await pair();
    const first = await nextEv(guest);
    expect(first.entry).toMatchObject({ seq: 1, by: "host", sealed: { type: "hs" } });
    await guest.next("caught_up");
    host.say({ type: "send", conv, sealed: entry(1) });
    expect(await host.next("ack")).toMatchObject({ conv, cid: entry(1).message_id, seq: 2 });
    const heard = await nextEv(guest);
    expect(heard).toMatchObject({ p: first.c, entry: { seq: 2, by: "host", sealed: entry(1) } });
    expect(Buffer.from(heard.entry.fs ?? "", "base64")).toHaveLength(41);
    guest.socket.close();
    await guest.closed;
    for (let n = 2; n <= 40; n += 1) host.say({ type: "send", conv, sealed: entry(n) });
    for (let n = 2; n <= 40; n += 1) expect((await host.next("ack")).seq).toBe(n + 1);
    host.say({ type: "del", conv, cid: entry(2).message_id });
    const back = await sit(server, bob, room, heard.c);
    expect(back.c).toBe(heard.c);
    let cursor = heard.c;
    const seen = new Map<number, unknown>();
    while (seen.size < 39 || seen.get(3) !== null) {
      const { p, c, entry: told } = await nextEv(back.client);
      expect(p).toBe(cursor);
      cursor = c;
      seen.set(told.seq, told.sealed);
    }
    expect([...seen.keys()].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 39 }, (_, n) => n + 3));
    // The stamp of a kept entry is the same at every reading.
    const other = await sit(server, bob, room);
    await nextEv(other.client);
    expect((await nextEv(other.client)).entry.fs).toBe(heard.entry.fs);
    for (const client of [host, other.client]) client.socket.close();
  });

  test("[TS10] what is not strict base64 cannot be stamped, so it is not kept", async () => {
    const { ann, room, conv, host } = await pair();
    for (const bent of [{ encrypted: "QR==" }, { signature: `${"A".repeat(42)}B=` }]) {
      const sealed = { ...entry(1), ...bent };
      host.say({ type: "send", conv, sealed });
      expect(await host.next("nack")).toMatchObject({ cid: sealed.message_id, refusal: "malformed" });
      expect((await ann.ask("POST", roomPaths.messages(room), { sealed })).status).toBe(422);
    }
    host.say({ type: "send", conv, sealed: entry(1) });
    expect((await host.next("ack")).seq).toBe(2);
    host.socket.close();
  });

  test("[SR2] without the cookie, or from a foreign page, no socket has a seat", async () => {
    const { ann, room } = await pair();
    const refused = async (headers: Record<string, string>) => {
      const client = server.dial(headers);
      await client.opened;
      client.say({ type: "hello", v: 1, client: "test/1", auth: { room } });
      return (await client.closed).code;
    };
    expect(await refused({ origin: server.base })).toBe(4401);
    expect(await refused({ cookie: ann.cookieHeader })).toBe(4401);
    const stranger = browserOf(server);
    await stranger.makeRoom();
    const [name = ""] = ann.cookies.keys();
    const [value = ""] = stranger.cookies.values();
    expect(await refused({ origin: server.base, cookie: `${name}=${value}` })).toBe(4001);
    const foreign = server.dial({ origin: "https://evil.example", cookie: ann.cookieHeader });
    expect((await foreign.closed).code).toBe(1006);
  });

  test("[SR2] 200 joins at once on each of three rooms: exactly two seats", async () => {
    for (let n = 0; n < 3; n += 1) {
      const link = await browserOf(server).makeRoom();
      const joins = await Promise.all(Array.from({ length: 200 }, () => browserOf(server).join(link)));
      expect(joins.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(joins.filter(({ status }) => status === 409)).toHaveLength(199);
    }
  }, 60_000);

  test("[SYNC] who reads slowly is neither cut nor fed beyond measure, and hears everything in order", async () => {
    const { bob, room, conv, host, guest } = await pair();
    guest.socket.close();
    const raw = connect(server.port, "127.0.0.1");
    raw.write(
      `GET /api/socket HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${server.base}\r\n` +
        `Cookie: ${bob.cookieHeader}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    await new Promise((resolve) => raw.once("data", resolve));
    raw.pause();
    const say = (frame: object) => raw.write(masked(JSON.stringify(frame)));
    say({ type: "hello", v: 1, client: "slow/1", auth: { room } });
    const many = 120;
    for (let n = 1; n <= many; n += 1) {
      host.say({ type: "send", conv, sealed: entry(n, "A".repeat(120_000)) });
      await host.next("ack");
      // It says that it is there, and reads nothing.
      if (n % 10 === 0) say({ type: "pong" });
    }
    let heard = "";
    const beat = setInterval(() => say({ type: "pong" }), 1_000);
    await new Promise<void>((resolve) => {
      raw.on("data", (bytes) => {
        // Long runs of what is sealed are not worth keeping.
        heard += bytes.toString("latin1").replaceAll(/A{100,}/g, "A");
        if (heard.includes(`"entry":{"seq":${many + 1},`)) resolve();
      });
      raw.on("close", () => resolve());
      raw.resume();
    });
    clearInterval(beat);
    raw.destroy();
    const seqs = [...heard.matchAll(/"entry":\{"seq":(\d+)/g)].map(([, seq]) => Number(seq));
    expect(seqs).toEqual(Array.from({ length: many + 1 }, (_, n) => n + 1));
    host.socket.close();
  }, 30_000);
});

describe("the end of a room", () => {
  test("[SR5] destroyed: both hear it, and no byte of it is left in any file, nor in the log", async () => {
    const own = await testServer();
    const { ann, bob, room, conv, host, guest } = await pair(own);
    const marks = ["markMARKshort", "markMARKlong", "markMARKgone"] as const;
    for (const [n, mark] of marks.entries()) {
      // The long one lies on pages of its own.
      const sealed = entry(n + 1, mark.repeat(mark.endsWith("long") ? 2_000 : 4));
      host.say({ type: "send", conv, sealed });
      await host.next("ack");
    }
    host.say({ type: "del", conv, cid: entry(3).message_id });
    const keys = [...ann.cookies.values(), ...bob.cookies.values()];
    for (const mark of marks.slice(0, 2)) expect(filesOf(own).includes(mark)).toBe(true);
    for (const secret of [room, ...keys]) expect(filesOf(own).includes(secret)).toBe(false);
    expect((await ann.ask("DELETE", roomPaths.room(room))).status).toBe(200);
    // Nothing is waited for: when the answer is here, it is gone.
    for (const mark of [...marks, conv, entry(1).message_id]) expect(filesOf(own).includes(mark)).toBe(false);
    for (const client of [host, guest]) {
      expect(await client.next("ended")).toMatchObject({ conv, reason: "manually_ended" });
      expect((await client.closed).code).toBe(4003);
    }
    await bob.ask("GET", roomPaths.ttl(room));
    await browserOf(own).ask("GET", `/room/${room}`);
    await browserOf(own).ask("POST", roomPaths.challenge(room));
    await own.stop();
    const log = own.lines.join("\n");
    for (const secret of [room, ...keys, "mark", "127.0.0.1"]) expect(log.includes(secret)).toBe(false);
    for (const step of ["issued", "ended"])
      expect(log).toContain(`{"event":"session ${step}","fields":{"conv":"${conv}"`);
  });

  test("[SR3] at zero both hear it at once; soon nothing is left, without anybody asking", async () => {
    const own = await testServer({ CHAT_ROOM_TTL_SECONDS: "2" });
    const { ann, room, conv, host, guest } = await pair(own);
    host.say({ type: "send", conv, sealed: entry(1, "markMARKtime".repeat(4)) });
    await host.next("ack");
    expect(filesOf(own).includes("markMARKtime")).toBe(true);
    for (const client of [host, guest])
      expect(await client.next("ended")).toMatchObject({ reason: "timer_expired" });
    while (filesOf(own).includes(conv) || filesOf(own).includes("markMARKtime")) await Bun.sleep(20);
    const gone = await ann.ask("GET", roomPaths.ttl(room));
    expect([gone.status, ann.cookies.size]).toEqual([404, 0]);
    const late = await sit(own, ann, room);
    expect((await late.client.closed).code).toBe(4004);
    await own.stop();
  }, 10_000);
});
