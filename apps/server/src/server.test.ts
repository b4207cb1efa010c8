import { afterAll, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import { maxFrameBytes } from "@chatorbit/protocol";
import { SteadyClock } from "./clock.ts";
import { startServer } from "./server.ts";
import { Client } from "./testing/client.ts";
import { keptLog, testConfig } from "./testing/config.ts";
import { masked } from "./testing/masked.ts";
import { naughty } from "./testing/naughty.ts";
import { reach, testServer } from "./testing/server.ts";

const server = await testServer({ CHAT_FRAME_RATE_FACTOR: "1000" });
afterAll(() => server.stop());

/** What a WebSocket client sees when the server answers with HTTP instead. */
const notUpgraded = 1006;

const base64 = (bytes: number) => Buffer.alloc(bytes).toString("base64");
const send = (conv: string, n = 0, size = 284) => ({
  type: "send",
  conv,
  sealed: {
    type: "message",
    v: 1,
    ep: 0,
    n,
    message_id: `11111111-2222-4333-8444-${String(n).padStart(12, "0")}`,
    encrypted: base64(size),
    signature: base64(32),
    timestamp: 1_705_752_000,
  },
});

describe("sockets of ours", () => {
  test("[TS9] hello, welcome, status; a message, its stamp and its ack; the end for both", async () => {
    const { host, guest, conv } = await server.pair();
    host.say(send(conv));
    const passed = await guest.next("pass");
    expect(passed).toMatchObject({ conv, sealed: send(conv).sealed });
    expect(Buffer.from(String(passed.fs), "base64")).toHaveLength(41);
    expect(await host.next("ack")).toEqual({ type: "ack", conv, cid: send(conv).sealed.message_id });
    guest.say({ type: "hs", conv, m: "AAAA" });
    expect(await host.next("hs")).toEqual({ type: "hs", conv, m: "AAAA" });
    guest.say({ type: "end", conv, reason: "manually_ended" });
    for (const phone of [host, guest]) {
      expect(await phone.next("ended")).toMatchObject({ conv, reason: "manually_ended" });
      expect(await phone.closed).toEqual({ code: 4003, reason: "ended" });
    }
  });

  test("[TS9] five hundred messages at once arrive once each and in order", async () => {
    const { host, guest, conv } = await server.pair();
    for (let n = 0; n < 500; n += 1) host.say(send(conv, n));
    for (let n = 0; n < 500; n += 1) {
      expect(((await guest.next("pass")).sealed as { n: number }).n).toBe(n);
      expect((await host.next("ack")).cid).toBe(send(conv, n).sealed.message_id);
    }
    host.socket.close();
  });

  test("[TS12] a second socket of the seat takes over", async () => {
    const { host, token } = await server.pair();
    const again = server.dial();
    await again.greet(token, "host-key");
    expect(await host.closed).toEqual({ code: 4009, reason: "opened-elsewhere" });
    again.socket.close();
  });

  test("[TS10] noise, binary and oversized frames end their own socket, by name, and nobody else's", async () => {
    const bystanders = await server.pair();
    const { token, conv } = await server.pair();
    const endOf = async (say: (client: Client) => void) => {
      const client = server.dial();
      await client.greet(token, "host-key");
      say(client);
      return (await client.closed).code;
    };
    for (const text of naughty)
      expect({ text, code: await endOf((client) => client.say(text)) }).toEqual({ text, code: 4400 });
    expect(await endOf((client) => client.socket.send(new Uint8Array(8)))).toBe(1003);
    expect(await endOf((client) => client.say("x".repeat(maxFrameBytes + 1)))).toBe(1009);
    expect(await endOf((client) => client.say(send("8eb8dba0-aaae-4526-b611-a9a31dd0ef19")))).toBe(4001);
    const large = server.dial();
    await large.greet(token, "host-key");
    large.say(send(conv, 1, 100_000));
    expect((await large.next("nack")).refusal).toBe("too-large");
    bystanders.host.say(send(bystanders.conv));
    await bystanders.guest.next("pass");
  });

  test("a page of another origin gets no socket, nor does a request that is no upgrade", async () => {
    expect((await server.dial({ origin: "https://evil.example" }).closed).code).toBe(notUpgraded);
    const own = server.dial({ origin: server.base });
    await own.opened;
    own.socket.close();
    const plain = await fetch(`${server.base}/api/socket`);
    expect([plain.status, plain.headers.get("referrer-policy")]).toEqual([426, "no-referrer"]);
    const foreign = await fetch(`${server.base}/api/socket`, {
      headers: { upgrade: "websocket", origin: "https://evil.example" },
    });
    expect([foreign.status, await foreign.json()]).toMatchObject([403, { code: "wrong-origin" }]);
  });

  test("[TS10] beyond so many sockets without a seat an address is refused, by name, and its line closed", async () => {
    const own = await testServer({ CHAT_WAITING_SOCKETS_PER_ADDRESS: "5" });
    const token = await own.session();
    const idle = Array.from({ length: 5 }, () => own.dial());
    await Promise.all(idle.map(({ opened }) => opened));
    expect((await own.dial().closed).code).toBe(notUpgraded);
    expect((await own.dialOld(token, "host-key").closed).code).toBe(notUpgraded);
    const refused = await fetch(`${own.base}/api/socket`, { headers: { upgrade: "websocket" } });
    expect([refused.status, refused.headers.get("retry-after"), refused.headers.get("connection")]).toEqual([
      429,
      "10",
      "close",
    ]);
    expect(await refused.json()).toMatchObject({ code: "rate", retry_after: 10 });
    expect((await fetch(`${own.base}/healthz`)).status).toBe(200);
    idle[0]?.socket.close();
    await idle[0]?.closed;
    const host = own.dial();
    await host.greet(token, "host-key");
    const next = own.dial();
    await next.opened;
    await own.stop();
  });

  test("[TS10] behind a proxy it is the visitor's address that counts", async () => {
    const own = await testServer({ CHAT_WAITING_SOCKETS_PER_ADDRESS: "1", CHAT_TRUSTED_PROXIES: "1" });
    const from = (address: string) => own.dial({ "x-forwarded-for": address });
    await from("192.0.2.1").opened;
    expect((await from("192.0.2.1").closed).code).toBe(notUpgraded);
    await from("192.0.2.2").opened;
    await own.stop();
  });

  test("a reader that stalls is cut, its peer goes on", async () => {
    const { host, guest, conv, token } = await server.pair({ most: 16_000 });
    const stalled = connect(server.port, "127.0.0.1");
    const key = "dGhlIHNhbXBsZSBub25jZQ==";
    stalled.write(
      `GET /api/socket HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    await new Promise((resolve) => stalled.once("data", resolve));
    stalled.pause();
    stalled.write(
      masked(JSON.stringify({ type: "hello", v: 1, client: "stalled", auth: { token, key: "guest-key" } })),
    );
    expect((await guest.closed).code).toBe(4009);
    let isAway = false;
    for (let n = 0; !isAway; n += 1) {
      host.say(send(conv, n, 90_000));
      isAway = (await host.next("ack", "nack")).type === "nack";
    }
    expect(isAway).toBe(true);
    stalled.destroy();
    host.socket.close();
  }, 20_000);
});

describe("sockets of source 002", () => {
  const message = { type: "message", message_id: "m", encrypted: "AAAA", signature: "00", timestamp: 1 };

  test("[TS6] status, messages, deletes and the end between two of them", async () => {
    const token = await server.session();
    const host = server.dialOld(token, "host-key");
    expect(await host.next("session-status")).toMatchObject({ status: { token, state: "ACTIVE" } });
    const guest = server.dialOld(token, "guest-key");
    await guest.next("session-status");
    host.say(message);
    expect(await guest.next("message")).toEqual(message);
    guest.say("not json");
    expect(await guest.next("error")).toEqual({ type: "error", message: "Invalid message format" });
    const deleted = await fetch(`${server.base}/api/session/${token}/message/m`, {
      method: "DELETE",
      headers: { authorization: "Bearer host-key" },
    });
    expect(deleted.status).toBe(200);
    expect(await guest.next("delete")).toEqual({ type: "delete", message_id: "m" });
    await server.post(`/api/session/${token}/end`, { client_identity: "guest-key" });
    for (const phone of [host, guest]) {
      expect(await phone.next("session-ended")).toMatchObject({ reason: "manually_ended" });
      expect((await phone.closed).code).toBe(4003);
    }
  });

  test("[TS6] naughty paths and frames: a close code or an error, never a silence", async () => {
    const token = await server.session();
    for (const text of ["x", "%00", "%", "é", "a".repeat(128), "..", "<script>"]) {
      const code = (await server.dialOld(token, text).closed).code;
      expect({ text, isNamed: [4001, 4004, notUpgraded].includes(code) }).toEqual({ text, isNamed: true });
    }
    expect((await server.dialOld("ZZZZZZZZZZZZ", "host-key").closed).code).toBe(4004);
    const host = server.dialOld(token, "host-key");
    await host.next("session-status");
    for (const text of naughty) {
      host.say(text);
      await host.next("error");
    }
    host.socket.close();
  });

  test("[TS6] switched off it is not there", async () => {
    const off = await testServer({ CHAT_OLD_WIRE: "off" });
    const token = await off.session();
    expect((await off.dialOld(token, "host-key").closed).code).toBe(notUpgraded);
    expect((await fetch(`${off.base}/api/ws/${token}/host-key`)).status).toBe(404);
    await off.stop();
  });
});

describe("the whole", () => {
  test("[OP4] a Host that is none is 400, without a word in the log; without Host the path is served", async () => {
    const own = await testServer();
    const said = own.lines.length;
    const upgrade = "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    for (const host of ["", "a b", "[::", "%%%", "a%00b", "a/b?c", "x@y"]) {
      for (const path of ["/", "/api/session/AAAAAAAAAAAA/status", "/api/socket"]) {
        const more = path === "/api/socket" ? `${upgrade}Connection: Upgrade` : "Connection: close";
        const answer = await raw(own.port, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n\r\n`);
        expect({ host, path, answer }).toMatchObject({ answer: expect.stringMatching(/^HTTP\/1.1 400 /) });
      }
    }
    expect(await raw(own.port, "GET /healthz HTTP/1.0\r\n\r\n")).toContain('{"ok":true}');
    expect(await raw(own.port, "GET /nothing.js HTTP/1.0\r\n\r\n")).toStartWith("HTTP/1.1 404 ");
    expect(own.lines).toHaveLength(said);
    await own.stop();
  });

  test("[TS3] many join each of several tokens at once over HTTP: exactly two seats each", async () => {
    for (let n = 0; n < 3; n += 1) {
      const { token } = await server.json(
        await server.post("/api/tokens/issue", {
          validity_option: "day",
          ttl_minutes: 60,
          max_message_length: 200,
        }),
      );
      const statuses = await Promise.all(
        Array.from(
          { length: 200 },
          async (_, key) =>
            (await server.post("/api/tokens/join", { token, client_identity: `key-${key}` })).status,
        ),
      );
      expect(statuses.filter((status) => status === 200)).toHaveLength(2);
      expect(statuses.filter((status) => status === 409)).toHaveLength(198);
    }
  }, 20_000);

  test("[TS5] bodies beyond every limit are 413", async () => {
    for (const size of [17_000, 70_000]) {
      expect((await server.post("/api/tokens/join", "x".repeat(size))).status).toBe(413);
    }
  });

  test("[TS7] at 0:00 both hear the end within a second of the server's clock", async () => {
    const skip = { ms: 0 };
    const clock = new SteadyClock({
      wall: Date.now,
      steady: () => performance.now() + skip.ms,
      uptime: () => 0,
    });
    const running = await startServer({ config: testConfig(), log: keptLog().log, files: new Map(), clock });
    const { host, guest, conv } = await reach(running.port).pair({ ttl: 1 });
    const { status } = await host.next("status");
    const endsAt = (status as { timer: { ends_at: string } }).timer.ends_at;
    const signal = { ...send(conv), type: "signal", sealed: { ...send(conv).sealed, type: "signal" } };
    // In steps, each with a word from both: a minute of silence would end the sockets first.
    for (skip.ms = 0; skip.ms < 58_500; skip.ms += 1_500) {
      host.say(signal);
      guest.say(signal);
      await Promise.all([host.next("signal"), guest.next("signal")]);
    }
    skip.ms = 60_000;
    for (const phone of [host, guest])
      expect(await phone.next("ended")).toMatchObject({ reason: "timer_expired", ended_at: endsAt });
    expect(clock.now() - Date.parse(endsAt)).toBeLessThan(5_000);
    await running.stop();
  }, 20_000);

  test("[TS6] no log line holds a token, a key, an address or a body; every session has its steps", async () => {
    const quiet = await testServer();
    const token = await quiet.session();
    const host = quiet.dial();
    const conv = await host.greet(token, "host-key");
    const old = quiet.dialOld(token, "guest-key");
    await old.next("session-status");
    await quiet.post("/api/tokens/join", `{"token":"${token}","client_identity":"canary-key"`);
    await quiet.post("/api/tokens/join", { token, client_identity: "canary-key" });
    await quiet.post(`/api/session/${token}/end`, { client_identity: "host-key" });
    await host.closed;
    await quiet.stop();
    const log = quiet.lines.join("\n");
    for (const secret of [token, "host-key", "guest-key", "canary-key", "127.0.0.1"])
      expect(log).not.toContain(secret);
    for (const step of ["issued", "opened", "ended"])
      expect(log).toContain(`{"event":"session ${step}","fields":{"conv":"${conv}"`);
  });
});

/** The first bytes the server answers to these. */
const raw = (port: number, text: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let heard = "";
    socket.on("data", (bytes) => {
      heard += String(bytes);
      if (heard.includes("\r\n\r\n")) socket.destroy();
    });
    socket.on("close", () => resolve(heard));
    socket.write(text);
  });
