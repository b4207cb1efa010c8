import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blobPartBytes, blobPaths, roomPaths, tokenHeader } from "@chatorbit/protocol";
import { type Body, endless, heldUp, noise } from "./testing/blobs.ts";
import { testProcess } from "./testing/process.ts";
import { Browser } from "./testing/room.ts";
import { testServer } from "./testing/server.ts";

const server = await testServer({ CHAT_FRAME_RATE_FACTOR: "1000" });
afterAll(() => server.stop());

const folder = join(server.config.dataDir, "blobs");
const files = () => readdirSync(folder, { recursive: true });

/** A session's two seats, over the wire. */
async function seats() {
  const token = await server.session();
  const ask = (key: string) => (method: string, path: string, body?: Body) =>
    fetch(server.base + path, {
      method,
      headers: { authorization: `Bearer ${key}`, [tokenHeader]: token },
      ...(body !== undefined && { body }),
    });
  const host = ask("host-key");
  async function make(size: number): Promise<string> {
    const body = JSON.stringify({ size, parts: Math.ceil(size / blobPartBytes) });
    return String((await server.json(await host("POST", blobPaths.all, body))).id);
  }
  return { token, host, guest: ask("guest-key"), make };
}

/** A part that is still being written. */
const isHalf = (name: string) => /\/\.[^/]+$/.test(name);

/** The head of a request for a part, as a line says it. */
const headOf = (token: string, id: string, length: number, part = 0) =>
  `PUT ${blobPaths.part(id, part)} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer host-key\r\n` +
  `${tokenHeader}: ${token}\r\nContent-Length: ${length}\r\n\r\n`;

test("[FI2] a file goes in and out through a real server and its folder, and leaves it empty", async () => {
  const { host, guest, make } = await seats();
  const bytes = noise(blobPartBytes + 12_345);
  const id = await make(bytes.length);
  for (const part of [0, 1]) {
    const some = bytes.slice(part * blobPartBytes, (part + 1) * blobPartBytes);
    expect((await host("PUT", blobPaths.part(id, part), some)).status).toBe(200);
  }
  expect(files().some((name) => String(name).includes(id))).toBe(true);
  const got = await guest("GET", blobPaths.one(id));
  expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
  const head = await guest("HEAD", blobPaths.one(id));
  expect(head.headers.get("content-length")).toBe(String(bytes.length));
  expect((await guest("DELETE", blobPaths.one(id))).status).toBe(200);
  expect(files()).toEqual([]);
});

test("[FI2] a line that breaks in the middle of a part leaves nothing, and the part may come again", async () => {
  const { token, host, make } = await seats();
  const id = await make(100_000);
  const line = connect(server.port, "127.0.0.1");
  line.write(headOf(token, id, 100_000));
  line.write(noise(50_000));
  // It is being written: only then is the line cut.
  while (!files().map(String).some(isHalf)) await new Promise(setImmediate);
  line.destroy();
  while (files().length > 0) await new Promise(setImmediate);
  expect((await host("PUT", blobPaths.part(id, 0), noise(100_000))).status).toBe(200);
  await host("DELETE", blobPaths.one(id));
});

test("[FI2] [TS7] an end in the middle of a part: 410, and the folder is empty", async () => {
  const { token, host, make } = await seats();
  const id = await make(60_000);
  const { body, begun, goOn } = heldUp(noise(30_000), noise(30_000));
  const answer = host("PUT", blobPaths.part(id, 0), body);
  await begun;
  while (!files().map(String).some(isHalf)) await new Promise(setImmediate);
  await server.post(`/api/session/${token}/end`, { client_identity: "host-key" });
  while (files().length > 0) await new Promise(setImmediate);
  goOn();
  expect((await answer).status).toBe(410);
  expect(files()).toEqual([]);
});

test("[FI2] [TS7] an end in the middle of a fetch: the rest does not come, and the server goes on", async () => {
  const { token, host, guest, make } = await seats();
  const count = 6;
  const id = await make(count * blobPartBytes);
  for (let part = 0; part < count; part += 1)
    await host("PUT", blobPaths.part(id, part), new Uint8Array(blobPartBytes));
  const response = await guest("GET", blobPaths.one(id));
  const reader = response.body?.getReader();
  let got = (await reader?.read())?.value?.length ?? 0;
  await server.post(`/api/session/${token}/end`, { client_identity: "host-key" });
  while (files().length > 0) await new Promise(setImmediate);
  const cut = await (async () => {
    for (;;) {
      const step = await reader?.read();
      if (step?.done !== false) return "whole";
      got += step.value.length;
    }
  })().catch(() => "cut");
  expect(cut).toBe("cut");
  expect(got).toBeLessThan(count * blobPartBytes);
  expect((await fetch(`${server.base}/healthz`)).status).toBe(200);
});

test("[FI2] a body larger than it may be is refused or cut, a stranger's is not read", async () => {
  const { host, make } = await seats();
  const id = await make(10);
  const path = blobPaths.part(id, 0);
  expect((await host("PUT", path, noise(11))).status).toBe(413);
  expect((await fetch(server.base + path, { method: "PUT", body: noise(10) })).status).toBe(401);
  // Whoever still speaks when the line is cut hears nothing.
  const statusOr = (answer: Promise<Response>) => answer.then(({ status }) => status).catch(() => "cut");
  expect([413, "cut"]).toContain(await statusOr(host("PUT", path, new Uint8Array(5 * 1024 * 1024))));
  for (const body of [new Uint8Array(4 * 1024 * 1024), endless()]) {
    const join = fetch(`${server.base}/api/tokens/join`, { method: "POST", body });
    expect([413, "cut"]).toContain(await statusOr(join));
  }
  expect((await fetch(`${server.base}/healthz`)).status).toBe(200);
});

test("[FI2] other bytes for a part that is here are refused, and none of them stays", async () => {
  const { host, make } = await seats();
  const id = await make(2000);
  const answers = [];
  for (const seed of [1, 2, 1, 3])
    answers.push((await host("PUT", blobPaths.part(id, 0), noise(2000, seed))).status);
  expect(answers).toEqual([200, 409, 200, 409]);
  expect(files().filter((name) => String(name).includes(`${id}/`))).toHaveLength(1);
  await host("DELETE", blobPaths.one(id));
});

test("[FI2] [OP3] kill -9 loses no part that was acknowledged; what the crash left is found at the start", async () => {
  const env = { CHAT_DATA_DIR: mkdtempSync(join(tmpdir(), "blobs-")) };
  const folderOf = join(env.CHAT_DATA_DIR, "blobs");
  const names = () => readdirSync(folderOf, { recursive: true }).map(String);
  let own = await testProcess(env);
  const token = await own.session();
  const ask = (method: string, path: string, body?: Body, key = "host-key") =>
    fetch(own.base + path, {
      method,
      headers: { authorization: `Bearer ${key}`, [tokenHeader]: token },
      ...(body !== undefined && { body }),
    });
  const bytes = noise(blobPartBytes + 50_000);
  const made = await ask("POST", blobPaths.all, JSON.stringify({ size: bytes.length, parts: 2 }));
  const id = String((await own.json(made)).id);
  expect((await ask("PUT", blobPaths.part(id, 0), bytes.slice(0, blobPartBytes))).status).toBe(200);
  const line = connect(own.port, "127.0.0.1").on("error", () => {});
  line.write(headOf(token, id, 50_000, 1));
  line.write(noise(20_000));
  while (!names().some(isHalf)) await new Promise(setImmediate);
  own.child.kill("SIGKILL");
  await own.child.exited;
  const orphan = "ef".repeat(16);
  mkdirSync(join(folderOf, "ef", "ef", orphan), { recursive: true });
  writeFileSync(join(folderOf, "ef", "ef", orphan, `0-${"0".repeat(64)}`), "left");

  own = await testProcess(env);
  while (names().some((name) => name.startsWith("ef"))) await new Promise(setImmediate);
  const last = await ask("PUT", blobPaths.part(id, 1), bytes.slice(blobPartBytes));
  expect(await own.json(last)).toMatchObject({ parts: 2, complete: true });
  const got = await ask("GET", blobPaths.one(id), undefined, "guest-key");
  expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
  await ask("DELETE", blobPaths.one(id));
  expect(names()).toEqual([]);
  own.child.kill("SIGKILL");
  await own.child.exited;
}, 30_000);

test("[SR3] when a room's end is answered, no file of its is left and no name in any of the server's files", async () => {
  const browser = new Browser((path, init) => fetch(server.base + path, init), server.base);
  const { room } = await browser.makeRoom();
  const at = (path: string) => `${path}?roomId=${room}`;
  const { id } = await browser.json("POST", at(blobPaths.all), { size: 10, parts: 1 });
  const headers = { cookie: browser.cookieHeader, origin: server.base };
  const put = { method: "PUT", headers, body: noise(10) };
  expect((await fetch(server.base + at(blobPaths.part(String(id), 0)), put)).status).toBe(200);
  expect(everything().includes(String(id))).toBe(true);
  expect((await browser.ask("DELETE", roomPaths.room(room))).status).toBe(200);
  expect(everything().includes(String(id))).toBe(false);
});

/** Names and contents of all that the server keeps. */
const everything = () =>
  readdirSync(server.config.dataDir, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return path + (entry.isFile() ? readFileSync(path, "latin1") : "");
    })
    .join("\n");

test("[SR3] [OP4] no log line holds a blob's name or the seat's key", async () => {
  const { host, make } = await seats();
  const id = await make(10);
  await host("PUT", blobPaths.part(id, 0), noise(10));
  await host("DELETE", blobPaths.one(id));
  expect(server.lines.some((line) => line.includes(id) || line.includes("host-key"))).toBe(false);
});
