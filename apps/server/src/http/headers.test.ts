import { describe, expect, test } from "bun:test";
import { testApp } from "../testing/app.ts";

describe("security headers (CRYPTO §9)", () => {
  test("stand on every answer, good or bad", async () => {
    const { call } = await testApp();
    for (const path of ["/", "/api/nothing", "/healthz", "/session/ABCD1234WXYZ"]) {
      const { headers } = await call("GET", path);
      expect(headers.get("content-security-policy")).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; " +
          "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; " +
          "form-action 'none'; frame-ancestors 'none'; object-src 'none'; " +
          "require-trusted-types-for 'script'; trusted-types co-worker",
      );
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("permissions-policy")).toContain("camera=(self)");
      expect(headers.get("permissions-policy")).toContain("geolocation=()");
      expect(headers.get("strict-transport-security")).toBe(null);
    }
  });

  test("HSTS where the public address is https; another API host may be connected to", async () => {
    const { call } = await testApp({
      CHAT_PUBLIC_URL: "https://chat.example.org",
      CHAT_API_URL: "https://api.example.org",
    });
    const { headers } = await call("GET", "/");
    expect(headers.get("strict-transport-security")).toBe("max-age=63072000");
    expect(headers.get("content-security-policy")).toContain(
      "connect-src 'self' https://api.example.org wss://api.example.org;",
    );
  });
});

describe("origins", () => {
  const origin = "https://other.example";

  test("[OP2] by default only the own pages: a foreign one reads nothing and changes nothing", async () => {
    const { call, asked } = await testApp();
    const foreign = await call("POST", "/api/tokens/issue", asked, { origin, host: "localhost" });
    expect([foreign.status, await foreign.json()]).toMatchObject([403, { code: "wrong-origin" }]);
    const read = await call("GET", "/api/session/ZZZZZZZZZZZZ/status", undefined, {
      origin,
      host: "localhost",
    });
    expect(read.headers.get("access-control-allow-origin")).toBe(null);
    const own = await call("POST", "/api/tokens/issue", asked, {
      origin: "http://localhost",
      host: "localhost",
    });
    expect([own.status, own.headers.get("access-control-allow-origin")]).toEqual([200, null]);
    expect((await call("POST", "/api/tokens/issue", asked)).status).toBe(200);
    expect(
      (await call("POST", "/api/tokens/issue", asked, { origin: "null", host: "localhost" })).status,
    ).toBe(403);
  });

  test("[TS3] a foreign page uses up none of its visitor's joins, not even where it sends no Origin", async () => {
    const { call, session } = await testApp({
      CHAT_JOIN_RATE_LIMIT_PER_MINUTE: "4",
      CHAT_CORS_ALLOWED_ORIGINS: "https://listed.example",
    });
    const path = `/api/session/${await session()}/status`;
    const host = "localhost";
    const cross = { host, "sec-fetch-site": "cross-site" };
    for (const headers of [cross, { ...cross, origin }, { host, origin }, { ...cross, origin: "null" }]) {
      const refused = await call("GET", path, undefined, headers);
      expect([refused.status, await refused.json()]).toMatchObject([403, { code: "wrong-origin" }]);
    }
    const listed = { ...cross, origin: "https://listed.example" };
    expect((await call("GET", path, undefined, listed)).status).toBe(200);
    expect((await call("GET", path, undefined, { host, "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await call("GET", path)).status).toBe(429);
  });

  test("[OP2] where the public address is set, a name that merely leads here is foreign", async () => {
    const { call, asked } = await testApp({
      CHAT_PUBLIC_URL: "https://chat.example.org",
      CHAT_API_URL: "https://api.example.org",
      CHAT_CORS_ALLOWED_ORIGINS: "http://chat.onion",
    });
    const status = async (origin: string, host = new URL(origin).host) =>
      (await call("POST", "/api/tokens/issue", asked, { origin, host })).status;
    for (const rebound of [
      "http://evil.example:3000",
      "http://localhost.evil.example",
      "http://127.0.0.1.evil.example",
    ])
      expect({ rebound, status: await status(rebound) }).toEqual({ rebound, status: 403 });
    for (const own of [
      "https://chat.example.org",
      "https://api.example.org",
      "http://chat.onion",
      "http://localhost:3000",
      "http://127.0.0.1:3000",
      "http://192.168.1.5:3000",
      "http://[::1]:3000",
    ])
      expect({ own, status: await status(own) }).toEqual({ own, status: 200 });
    expect(await status("https://chat.example.org", "chatorbit:3000")).toBe(200);
    expect(await status("http://192.168.1.5:3000", "192.168.1.6:3000")).toBe(403);
  });

  test("[OP2] listed ones may, with credentials; any one under a star, without", async () => {
    const listed = await testApp({ CHAT_CORS_ALLOWED_ORIGINS: origin });
    const answer = await listed.call("POST", "/api/tokens/issue", listed.asked, {
      origin,
      host: "localhost",
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
    expect(answer.headers.get("access-control-allow-credentials")).toBe("true");
    expect(answer.headers.get("access-control-expose-headers")).toContain("x-ratelimit-remaining");
    expect(answer.headers.get("vary")).toContain("origin");
    const preflight = await listed.call("OPTIONS", "/api/tokens/issue", undefined, {
      origin,
      host: "localhost",
    });
    expect([preflight.status, preflight.headers.get("access-control-allow-methods")]).toEqual([
      204,
      "GET, POST, PUT, DELETE",
    ]);
    const open = await testApp({ CHAT_CORS_ALLOWED_ORIGINS: "*" });
    const any = await open.call("POST", "/api/tokens/issue", open.asked, { origin, host: "localhost" });
    expect(any.headers.get("access-control-allow-origin")).toBe("*");
    expect(any.headers.get("access-control-allow-credentials")).toBe(null);
  });
});
