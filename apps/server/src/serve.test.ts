import { expect, test } from "bun:test";
import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testCommand, testProcess } from "./testing/process.ts";

const folder = () => mkdtempSync(join(tmpdir(), "serve-"));

test("[OP2] kill -9 at any moment loses no acknowledged join, extension or end", async () => {
  const env = { CHAT_DATA_DIR: folder() };
  const status = async (server: Awaited<ReturnType<typeof testProcess>>, token: string) =>
    server.json(await fetch(`${server.base}/api/session/${token}/status`));
  const kill = async ({ child }: Awaited<ReturnType<typeof testProcess>>) => {
    child.kill("SIGKILL");
    await child.exited;
  };

  let server = await testProcess(env);
  const { token } = await server.json(
    await server.post("/api/tokens/issue", {
      validity_option: "day",
      ttl_minutes: 60,
      max_message_length: 200,
    }),
  );
  await kill(server);

  server = await testProcess(env);
  expect(await server.post("/api/tokens/join", { token, client_identity: "h" })).toMatchObject({
    status: 200,
  });
  expect(await server.post("/api/tokens/join", { token, client_identity: "g" })).toMatchObject({
    status: 200,
  });
  const before = await status(server, String(token));
  await kill(server);

  server = await testProcess(env);
  const after = await status(server, String(token));
  expect(after).toMatchObject({ state: "ACTIVE", participants: before.participants as object });
  expect((after.timer as { ends_at: string }).ends_at).toBe((before.timer as { ends_at: string }).ends_at);
  const extension = { id: "11111111-2222-4333-8444-555555555555", seconds: 600 };
  for (const client_identity of ["h", "g"]) {
    await server.post(`/api/session/${token}/extend`, { client_identity, ...extension });
  }
  await kill(server);

  server = await testProcess(env);
  const extended = (await status(server, String(token))).timer as { ends_at: string };
  const end = (timer: unknown) => Date.parse((timer as { ends_at: string }).ends_at);
  expect(end(extended) - end(before.timer)).toBe(600_000);
  await server.post(`/api/session/${token}/end`, { client_identity: "h", reason: "burned" });
  await kill(server);

  server = await testProcess(env);
  expect(await status(server, String(token))).toMatchObject({ state: "ENDED", ended_reason: "burned" });
  await kill(server);
}, 30_000);

test("[TS1] the count of tokens an hour survives a restart", async () => {
  const env = { CHAT_DATA_DIR: folder(), CHAT_TOKEN_RATE_LIMIT_PER_HOUR: "2" };
  const asked = { validity_option: "day", ttl_minutes: 60, max_message_length: 200 };
  let server = await testProcess(env);
  for (const left of ["1", "0"]) {
    expect((await server.post("/api/tokens/issue", asked)).headers.get("x-ratelimit-remaining")).toBe(left);
  }
  server.child.kill("SIGKILL");
  await server.child.exited;
  server = await testProcess(env);
  expect((await server.post("/api/tokens/issue", asked)).status).toBe(429);
  server.child.kill("SIGKILL");
}, 30_000);

test("[OP4] SIGTERM: sockets hear that it restarts, the process ends well, nothing lies open", async () => {
  const data = folder();
  const server = await testProcess({ CHAT_DATA_DIR: data });
  const { host, guest } = await server.pair();
  server.child.kill("SIGTERM");
  for (const phone of [host, guest]) expect(await phone.closed).toEqual({ code: 1012, reason: "restarting" });
  expect(await server.child.exited).toBe(0);
  expect(readdirSync(data).toSorted()).toEqual([
    "blobs",
    "chatorbit.db",
    "chatorbit.db-reserve",
    "frank-keys.json",
    "secret",
  ]);
  for (const name of readdirSync(data)) expect(statSync(join(data, name)).mode & 0o077).toBe(0);
}, 30_000);

test("[OP2] config --print shows all but the secret; a wrong configuration is named and ends it", async () => {
  const secret = "0123456789abcdef0123456789abcdef";
  const printed = await testCommand(["config", "--print"], { CHAT_SECRET: secret, PORT: "1234" });
  expect(printed.code).toBe(0);
  expect(JSON.parse(printed.out)).toMatchObject({ port: 1234, secret: "(set, not shown)" });
  expect(printed.out).not.toContain(secret);
  const wrong = await testCommand([], { CHAT_TOKN_LIMIT: "1", PORT: "x" });
  expect(wrong.code).toBe(1);
  expect(wrong.err).toContain("CHAT_TOKN_LIMIT is not known");
  expect(wrong.err).toContain("PORT must be a whole number");
  expect((await testCommand(["nonsense"])).err).toContain("config --print");
}, 30_000);

test("[OP2] a port that is taken and a host that is none: one sentence, and the end", async () => {
  const taken = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const port = String(taken.port);
  for (const [env, sentence] of [
    [
      { HOST: "127.0.0.1", PORT: port },
      `Port ${port} is taken. Choose another: PORT=${Number(port) + 1} npm start`,
    ],
    [{ HOST: "nope", PORT: "0" }, "HOST=nope is no address of this machine."],
    [{ HOST: "300.1.1.1", PORT: "0" }, "HOST=300.1.1.1 is no address of this machine."],
    [{ HOST: "192.0.2.1", PORT: "0" }, "HOST=192.0.2.1 is no address of this machine."],
  ] as const) {
    const { code, err } = await testCommand([], { ...env, CHAT_DATA_DIR: folder() });
    expect({ code, err }).toEqual({ code: 1, err: `${sentence}\n` });
  }
  await taken.stop();
}, 30_000);

test("`.env` of the working folder is read", async () => {
  const cwd = folder();
  await Bun.write(join(cwd, ".env"), "CHAT_OLD_WIRE=off\nCHAT_TRUSTED_PROXIES=3\n");
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "main.ts"), "config", "--print"], {
    cwd,
    env: { PATH: process.env.PATH },
    stdout: "pipe",
  });
  expect(JSON.parse(await new Response(child.stdout).text())).toMatchObject({
    hasOldWire: false,
    trustedProxies: 3,
  });
}, 30_000);
