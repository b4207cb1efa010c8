import { describe, expect, test } from "bun:test";
import { fit, iceAnswer, problem } from "@chatorbit/protocol";
import { testApp } from "../testing/app.ts";
import { wrongTypes } from "../testing/naughty.ts";

const secret = "0123456789abcdef0123456789abcdef";
const env = { CHAT_ICE_TURN_URLS: "turn:turn.example.org,turn:localhost", CHAT_TURN_SECRET: secret };

describe("[CA3] POST /api/ice", () => {
  test("a seat gets servers, fit for a browser and for no cache", async () => {
    const { call, session } = await testApp(env);
    const token = await session();
    const names = new Set<string>();
    for (const client_identity of ["host-key", "guest-key", "host-key"]) {
      const response = await call("POST", "/api/ice", { token, client_identity });
      expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
      const body: unknown = await response.json();
      const answer = fit(iceAnswer, body);
      expect(answer).toEqual(body as never);
      expect(answer).toMatchObject({
        iceServers: [{ urls: ["turn:turn.example.org"] }],
        expires_at: "2023-11-14T22:23:20.000Z",
        server_time: "2023-11-14T22:13:20.000Z",
        warnings: [{ code: "unroutable", url: "turn:localhost" }],
      });
      const username = answer?.iceServers[0]?.username ?? "";
      // The expiry and 96 random bits: nothing of the seat, the token or the address.
      expect(username).toMatch(/^1700000600:[\w-]{16}$/);
      names.add(username);
    }
    expect(names.size).toBe(3);
  });

  test("nobody else does: not with the token alone, not after the end", async () => {
    const { call, session, asked } = await testApp(env);
    const token = await session();
    const ask = async (body: unknown) => {
      const response = await call("POST", "/api/ice", body);
      const text = await response.text();
      expect(text).not.toContain("turn:");
      return [response.status, fit(problem, JSON.parse(text))?.code];
    };
    expect(await ask({ token, client_identity: "third" })).toEqual([403, "not-yours"]);
    expect(await ask({ token: "ZZZZZZZZZZZZ", client_identity: "host-key" })).toEqual([404, "unknown"]);
    expect(await ask({ token })).toEqual([422, "invalid-field"]);
    expect(await ask("{")).toEqual([400, "malformed"]);
    expect(await ask(" ".repeat(20_000))).toEqual([413, "too-large"]);
    await call("POST", `/api/session/${token}/end`, { client_identity: "host-key" });
    expect(await ask({ token, client_identity: "host-key" })).toEqual([410, "ended"]);
    const waiting = (await (await call("POST", "/api/tokens/issue", asked)).json()) as { token: string };
    expect(await ask({ token: waiting.token, client_identity: "host-key" })).toEqual([403, "not-yours"]);
    await call("POST", "/api/tokens/join", { token: waiting.token, client_identity: "host-key" });
    const host = { token: waiting.token, client_identity: "host-key" };
    expect((await call("POST", "/api/ice", host)).status).toBe(200);
    expect((await call("GET", "/api/ice")).status).toBe(404);
  });

  test("as often as one may join, then 429 with the time", async () => {
    const { call, session } = await testApp({ ...env, CHAT_JOIN_RATE_LIMIT_PER_TOKEN: "3" });
    const body = { token: await session(), client_identity: "host-key" };
    for (let n = 0; n < 3; n += 1) expect((await call("POST", "/api/ice", body)).status).toBe(200);
    const response = await call("POST", "/api/ice", body);
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "60"]);
    expect((await call("POST", "/api/ice", { ...body, client_identity: "guest-key" })).status).toBe(200);
  });

  test("noise is an expected no, and no secret, credential or key stands in the log", async () => {
    const { call, session, lines } = await testApp(env);
    const good = { token: await session(), client_identity: "host-key" };
    const given = await (await call("POST", "/api/ice", good)).text();
    for (const wrong of wrongTypes) {
      for (const body of [
        JSON.stringify(wrong),
        { ...good, token: wrong },
        { ...good, client_identity: wrong },
      ]) {
        const response = await call("POST", "/api/ice", body);
        expect(response.status).toBeGreaterThanOrEqual(400);
        expect(response.status).toBeLessThan(500);
        expect(fit(problem, await response.json())).not.toBe(null);
      }
    }
    const { iceServers } = JSON.parse(given) as { iceServers: { username: string; credential: string }[] };
    const said = lines.join("\n");
    for (const text of [secret, iceServers[0]?.username, iceServers[0]?.credential, good.token, "host-key"]) {
      expect(said).not.toContain(String(text));
    }
    expect(said).not.toContain("failed");
  });
});
