import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { fit, iceAnswer } from "@chatorbit/protocol";
import { startServer } from "../server.ts";
import { keptLog, testConfig } from "../testing/config.ts";
import { type Coturn, startCoturn } from "../testing/coturn.ts";
import { reach } from "../testing/server.ts";
import { TurnClient, type TurnLogin } from "../testing/turn-client.ts";
import { turnLogin } from "./credentials.ts";

const ways = ["udp", "tcp", "tls"] as const;
const relayed = { host: "127.0.0.1", port: expect.any(Number) };
let coturn: Coturn;

beforeAll(async () => {
  coturn = await startCoturn({ settings: { "stale-nonce": 1 } });
}, 20_000);
afterAll(() => coturn.stop());

async function allocate(way: (typeof ways)[number], login: TurnLogin) {
  const client = await TurnClient.open(coturn.urls[way], coturn.ca);
  try {
    return await client.allocate(login);
  } finally {
    client.close();
  }
}

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

describe.each(ways)("[CA3] coturn over %s", (way) => {
  test("takes our credentials", async () => {
    expect(await allocate(way, turnLogin(coturn.secret, inSeconds(600), "a-_9"))).toEqual(relayed);
  });

  test("refuses wrong and expired ones with 401", async () => {
    const good = turnLogin(coturn.secret, inSeconds(600), "x");
    for (const login of [
      turnLogin("another secret", inSeconds(600), "x"),
      // coturn looks at its clock once a second.
      turnLogin(coturn.secret, inSeconds(-10), "x"),
      { ...good, credential: "" },
      // A later expiry needs another password.
      { ...good, username: turnLogin(coturn.secret, inSeconds(6000), "x").username },
      { username: "somebody", credential: "something" },
    ]) {
      expect(await allocate(way, login)).toEqual({ refused: 401 });
    }
  });
});

test("[CA3] what POST /api/ice gives, a relay takes, by every URL; the log has none of it", async () => {
  const config = testConfig({ CHAT_ICE_TURN_URLS: coturn.list, CHAT_TURN_SECRET: coturn.secret });
  const { log, lines } = keptLog();
  const server = await startServer({ config, log, files: new Map(), hasLocalDevices: true });
  const { session, post } = reach(server.port);
  const token = await session();
  const body: unknown = await (await post("/api/ice", { token, client_identity: "guest-key" })).json();
  await server.stop();
  const [given] = fit(iceAnswer, body)?.iceServers ?? [];
  const { urls = [], username = "", credential = "" } = given ?? {};
  expect(urls).toEqual(Object.values(coturn.urls));
  for (const way of ways) expect(await allocate(way, { username, credential })).toEqual(relayed);
  for (const text of [coturn.secret, username, credential, token]) expect(lines.join()).not.toContain(text);
}, 20_000);

test("[CA3] a relay address outlives the credentials it was made with, and a stale nonce (438)", async () => {
  const client = await TurnClient.open(coturn.urls.udp);
  const expiry = inSeconds(1);
  const login = turnLogin(coturn.secret, expiry, "x");
  expect(await client.allocate(login)).toEqual(relayed);
  while ((await allocate("udp", login)).hasOwnProperty("port")) await Bun.sleep(100);
  expect(await client.refresh()).toBeGreaterThan(0);
  expect(await client.permit({ host: "127.0.0.1", port: 9 })).toBe(null);
  client.close();
}, 20_000);

test("[CA3] ways in that are not offered are not there", async () => {
  const only = await startCoturn({ udp: false, tcp: false });
  expect(only.list).toBe(only.urls.tls);
  expect(await TurnClient.open(only.urls.tcp).catch(() => "closed")).toBe("closed");
  const client = await TurnClient.open(only.urls.tls, only.ca);
  expect(await client.allocate(only.login(60))).toEqual(relayed);
  client.close();
  await only.stop();
  expect(await TurnClient.open(only.urls.tls, only.ca).catch(() => "closed")).toBe("closed");
}, 20_000);
