import { describe, expect, test } from "bun:test";
import {
  fit,
  issued,
  joined,
  type Joined,
  maxRequestBytes,
  problem,
  sessionStatus,
} from "@chatorbit/protocol";
import { testApp } from "../testing/app.ts";
import { naughty, wrongTypes } from "../testing/naughty.ts";

const hour = 3_600_000;

describe("answers", () => {
  test("[TS1] issue: a token and how the address stands", async () => {
    const { call, asked } = await testApp({ CHAT_TOKEN_RATE_LIMIT_PER_HOUR: "10" });
    const response = await call("POST", "/api/tokens/issue", asked);
    expect(response.status).toBe(200);
    const body: unknown = await response.json();
    expect(fit(issued, body)).toEqual(body as never);
    expect(response.headers.get("x-ratelimit-limit")).toBe("10");
    expect(response.headers.get("x-ratelimit-remaining")).toBe("9");
    expect(response.headers.get("x-ratelimit-reset")).toBe(String((1_700_000_000_000 + hour) / 1000));
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("set-cookie")).toBe(null);
  });

  test("[TS1] the 11th in an hour: 429 with the same headers and the time left", async () => {
    const { call, asked, clock } = await testApp({ CHAT_TOKEN_RATE_LIMIT_PER_HOUR: "10" });
    for (let n = 0; n < 10; n += 1) expect((await call("POST", "/api/tokens/issue", asked)).status).toBe(200);
    clock.at += 60_000;
    const bad = await call("POST", "/api/tokens/issue", "{");
    expect([bad.status, bad.headers.get("x-ratelimit-remaining")]).toEqual([400, "0"]);
    const response = await call("POST", "/api/tokens/issue", asked);
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("3540");
    expect(response.headers.get("x-ratelimit-limit")).toBe("10");
    expect(await response.json()).toMatchObject({ code: "rate", retry_after: 3540 });
    clock.at += hour;
    expect((await call("POST", "/api/tokens/issue", asked)).status).toBe(200);
  });

  test("[TS3] [TS5] join, status, end, and what comes after", async () => {
    const { call, asked, session } = await testApp();
    const token = await session();
    const again = await call("POST", "/api/tokens/join", { token, client_identity: "guest-key" });
    const body: unknown = await again.json();
    expect(fit(joined, body)).toEqual(body as Joined);
    expect(body).toMatchObject({ role: "guest", session_status: { state: "ACTIVE" } });
    const third = await call("POST", "/api/tokens/join", { token, client_identity: "third" });
    expect([third.status, await third.json()]).toEqual([
      409,
      { code: "full", detail: "Both seats are taken." },
    ]);
    const shown: unknown = await (await call("GET", `/api/session/${token}/status`)).json();
    expect(fit(sessionStatus, shown)).toEqual(shown as never);
    const foreign = await call("POST", `/api/session/${token}/end`, { client_identity: "third" });
    expect(foreign.status).toBe(403);
    const ended = await call("POST", `/api/session/${token}/end`, { client_identity: "host-key" });
    expect([ended.status, await ended.json()]).toEqual([
      200,
      { message: "Session ended", ended_at: "2023-11-14T22:13:20.000Z" },
    ]);
    for (const path of ["end", "reseat"]) {
      expect(
        (await call("POST", `/api/session/${token}/${path}`, { client_identity: "host-key" })).status,
      ).toBe(410);
    }
    expect((await call("POST", "/api/tokens/join", { token, client_identity: "host-key" })).status).toBe(410);
    expect(await (await call("GET", `/api/session/${token}/status`)).json()).toMatchObject({
      state: "ENDED",
      ended_reason: "manually_ended",
    });
    expect((await call("GET", "/api/session/ZZZZZZZZZZZZ/status")).status).toBe(404);
    expect((await call("POST", "/api/tokens/issue", { ...asked, extra: { any: "thing" } })).status).toBe(200);
  });

  test("[TS8] [TS12] extend and reseat answer with the status", async () => {
    const { call, session } = await testApp();
    const token = await session();
    const id = "11111111-2222-4333-8444-555555555555";
    const extend = (client_identity: string) =>
      call("POST", `/api/session/${token}/extend`, { client_identity, id, seconds: 600 });
    expect(await (await extend("host-key")).json()).toMatchObject({
      session_status: { timer: { remaining_seconds: 3600 } },
    });
    expect(await (await extend("guest-key")).json()).toMatchObject({
      session_status: { timer: { remaining_seconds: 4200 } },
    });
    const reseat = await call("POST", `/api/session/${token}/reseat`, { client_identity: "guest-key" });
    expect(await reseat.json()).toMatchObject({ session_status: { participants: { host: null } } });
  });

  test("[TS5] DELETE needs the seat's key, as a bearer", async () => {
    const { call, session } = await testApp();
    const path = `/api/session/${await session()}/message/some-id`;
    expect((await call("DELETE", path)).status).toBe(401);
    expect((await call("DELETE", path, undefined, { authorization: "Basic aG9zdA==" })).status).toBe(401);
    expect((await call("DELETE", path, undefined, { authorization: "Bearer stranger" })).status).toBe(403);
    const done = await call("DELETE", path, undefined, { authorization: "Bearer host-key" });
    expect(await done.json()).toEqual({ message: "Message deletion broadcast", message_id: "some-id" });
  });

  test("[OP4] it says that it lives and is ready", async () => {
    const { call } = await testApp();
    for (const path of ["/healthz", "/readyz"]) expect((await call("GET", path)).status).toBe(200);
  });
});

describe("noise", () => {
  const id = "11111111-2222-4333-8444-555555555555";
  const routes = (token: string) =>
    [
      ["/api/tokens/issue", { validity_option: "day", ttl_minutes: 60, max_message_length: 2000 }],
      ["/api/tokens/join", { token, client_identity: "k" }],
      [`/api/session/${token}/end`, { client_identity: "k", reason: "manually_ended" }],
      [`/api/session/${token}/extend`, { client_identity: "k", id, seconds: 60 }],
      [`/api/session/${token}/reseat`, { client_identity: "k" }],
    ] as const;

  test("[TS5] a body that is not JSON is 400, too large 413, a wrong field 422 and named", async () => {
    const { call, session } = await testApp();
    for (const [path, good] of routes(await session())) {
      for (const text of ["", "{", "nul", "\u0000", `{"a":}`, "[".repeat(5000)]) {
        const response = await call("POST", path, text);
        expect({ path, text, status: response.status }).toEqual({ path, text, status: 400 });
        expect(fit(problem, await response.json())?.code).toBe("malformed");
      }
      expect((await call("POST", path, " ".repeat(maxRequestBytes + 1))).status).toBe(413);
      for (const [field, value] of Object.entries(good)) {
        for (const wrong of [null, [], { [field]: value }, "\u0000"]) {
          const response = await call("POST", path, { ...good, [field]: wrong });
          expect({ path, field, wrong, status: response.status }).toEqual({
            path,
            field,
            wrong,
            status: 422,
          });
          expect(fit(problem, await response.json())?.detail).toContain(field);
        }
      }
    }
  });

  test("naughty strings in every field and path: an expected no, never a 5xx", async () => {
    const { call, session, lines } = await testApp();
    const token = await session();
    const calm = async (response: Response) => {
      expect(response.status).toBeLessThan(500);
      if (!response.headers.get("content-type")?.includes("json")) return;
      const body: unknown = await response.json();
      if (response.status >= 400) expect(fit(problem, body)).not.toBe(null);
    };
    for (const [path, good] of routes(token)) {
      for (const wrong of wrongTypes) {
        await calm(await call("POST", path, JSON.stringify(wrong)));
        for (const field of Object.keys(good))
          await calm(await call("POST", path, { ...good, [field]: wrong }));
      }
    }
    for (const text of naughty) {
      // As UTF-8 and back: half a surrogate pair cannot stand in a URL.
      const part = encodeURIComponent(Buffer.from(text).toString());
      await calm(await call("GET", `/api/session/${part}/status`));
      await calm(await call("GET", `/api/session/${text.replaceAll(/[^ -~]/g, "")}/status`));
      await calm(await call("POST", `/api/session/${part}/end`, { client_identity: "k" }));
      await calm(
        await call("DELETE", `/api/session/${token}/message/${part}`, undefined, {
          authorization: "Bearer k",
        }),
      );
      await calm(await call("GET", `/api/${part}`));
    }
    expect(lines.filter((line) => line.includes("failed"))).toEqual([]);
  });

  test("other methods and paths of the API: 404, in JSON", async () => {
    const { call } = await testApp();
    for (const [method, path] of [
      ["GET", "/api/tokens/issue"],
      ["PUT", "/api/tokens/join"],
      ["POST", "/api/nothing"],
      ["DELETE", "/api"],
      ["PATCH", "/"],
    ] as const) {
      const response = await call(method, path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: "unknown" });
    }
  });

  test("a bug is 503 with no word about it outside the log", async () => {
    const { call, store, lines, asked } = await testApp();
    store.create = () => Promise.reject(new Error("canary-detail"));
    const response = await call("POST", "/api/tokens/issue", asked);
    expect([response.status, await response.json()]).toEqual([
      503,
      { code: "busy", detail: "The server cannot do that at the moment.", retry_after: 5 },
    ]);
    expect(lines.some((line) => line.includes("request failed"))).toBe(true);
  });
});
