import { expect, test } from "bun:test";
import type { Env } from "../config/env.ts";
import { keptLog, testConfig } from "../testing/config.ts";
import { turnLogin } from "./credentials.ts";
import { iceDesk } from "./desk.ts";
import { logWarnings } from "./resource.ts";

const secret = "0123456789abcdef0123456789abcdef";
const date = 1_700_000_000_900;
const now = 1_600_000_000_000;

function desk(env: Env, hasLocalDevices = false) {
  let serial = 0;
  const random = { bytes: (count: number) => new Uint8Array(count).fill((serial += 1)) };
  return iceDesk(testConfig({ CHAT_TURN_SECRET: secret, ...env }).ice, {
    random,
    date: () => date,
    hasLocalDevices,
  });
}

test("[CA3] without servers: an empty list, and nothing that expires", () => {
  expect(desk({}).answer(now)).toEqual({
    iceServers: [],
    expires_at: null,
    server_time: "2020-09-13T12:26:40.000Z",
    warnings: [],
  });
});

test("[CA3] relays get credentials of at most ten minutes by the machine's date, new ones each time", () => {
  const { answer } = desk({ CHAT_ICE_STUN_URLS: "stun:a.example", CHAT_ICE_TURN_URLS: "turn:a.example" });
  const [first, second] = [answer(now), answer(now)];
  const id = Buffer.alloc(12, 1).toString("base64url");
  expect(first).toEqual({
    iceServers: [
      { urls: ["stun:a.example"] },
      { urls: ["turn:a.example"], ...turnLogin(secret, 1_700_000_600, id) },
    ],
    // The relay's clock may be off from the date; the time left is the same on both.
    expires_at: new Date(now + 599_100).toISOString(),
    server_time: new Date(now).toISOString(),
    warnings: [],
  });
  expect(second.iceServers[1]?.username).not.toBe(first.iceServers[1]?.username);
});

test("[CA3] credentials of a server's own are passed on as they are, and do not expire", () => {
  const own = { urls: ["turn:a.example"], username: "u", credential: "p" };
  const only = desk({ CHAT_ICE_SERVERS: JSON.stringify([own]) });
  expect(only.answer(now)).toMatchObject({ iceServers: [own], expires_at: null });
  const both = desk({
    CHAT_ICE_SERVERS: JSON.stringify([own, { urls: ["turn:b.example", "stun:b.example"] }]),
  });
  const { iceServers, expires_at } = both.answer(now);
  expect(iceServers[0]).toEqual(own);
  expect(iceServers[1]?.username).toStartWith("1700000600:");
  expect(expires_at).not.toBe(null);
});

test("[CA3] what no device could reach is left out, with one line in the log each and a word for the check page", () => {
  const env = {
    CHAT_ICE_STUN_URLS: "stun:0.0.0.0:19302,stun:localhost,stun:a.example",
    CHAT_ICE_TURN_URLS: "turn:[::]:3478,turn:127.0.0.1,turns:[::1]",
  };
  const { warnings, answer } = desk(env);
  const ignored = ["stun:0.0.0.0:19302", "stun:localhost", "turn:[::]:3478", "turn:127.0.0.1", "turns:[::1]"];
  expect(warnings).toEqual(ignored.map((url) => ({ code: "unroutable", url })));
  expect(answer(now)).toMatchObject({
    iceServers: [{ urls: ["stun:a.example"] }],
    expires_at: null,
    warnings,
  });
  const { log, lines } = keptLog();
  logWarnings({ warnings, answer }, log);
  expect(lines).toHaveLength(ignored.length);
  for (const [n, url] of ignored.entries()) expect(lines[n]).toContain(JSON.stringify({ url }));
  expect(lines.join()).not.toContain(secret);

  const twice = {
    CHAT_ICE_SERVERS: `[{"urls":["stun:localhost"]},{"urls":["stun:localhost","stun:b.example"]}]`,
  };
  expect(desk(twice).warnings).toHaveLength(1);
  const local = desk(env, true);
  expect(local.warnings).toEqual([]);
  expect(local.answer(now).iceServers.flatMap(({ urls }) => urls)).toHaveLength(6);
});

test("[CA3] addresses of one family only are named: networks of the other reach none", () => {
  const codes = (urls: string) => desk({ CHAT_ICE_STUN_URLS: urls }).warnings;
  expect(codes("stun:203.0.113.10,stun:localhost")).toEqual([
    { code: "unroutable", url: "stun:localhost" },
    { code: "only-ipv4" },
  ]);
  expect(codes("stun:[2001:db8::1]")).toEqual([{ code: "only-ipv6" }]);
  expect(codes("stun:[2001:db8::1],stun:203.0.113.10")).toEqual([]);
  expect(codes("stun:203.0.113.10,stun:a.example")).toEqual([]);
});
