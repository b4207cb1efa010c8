import { describe, expect, test } from "bun:test";
import { codeAlphabet, fit, issued, joined, type Joined, sessionStatus } from "@chatorbit/protocol";
import { StorageFullError } from "../ports.ts";
import { asked, house, minute, session, start } from "../testing/house.ts";
import { extend, reseat } from "./change.ts";
import { end } from "./end.ts";
import { issue, issueVerdict } from "./issue.ts";
import { join } from "./join.ts";
import { retract } from "./retract.ts";
import { status } from "./status.ts";

const address = "192.0.2.1";

describe("issuing", () => {
  test("[TS1] a token of 12 symbols, valid as long as asked", async () => {
    const relay = house().relay();
    for (const [validity_option, days] of [
      ["day", 1],
      ["week", 7],
      ["month", 30],
      ["year", 365],
    ] as const) {
      const { answer } = await issue(relay, { ...asked, validity_option }, address);
      expect(fit(issued, answer.value)).toEqual(answer.value);
      expect([...(answer.value?.token ?? "")].every((symbol) => codeAlphabet.includes(symbol))).toBe(true);
      expect(globalThis.Date.parse(answer.value?.valid_until ?? "")).toBe(start + days * 86_400_000);
    }
  });

  test("[TS1] ten an hour and address, the verdict goes with every answer", async () => {
    const own = house();
    const relay = own.relay();
    for (let n = 9; n >= 0; n -= 1)
      expect((await issue(relay, asked, "2001:db8::1")).verdict.remaining).toBe(n);
    const { answer, verdict } = await issue(relay, asked, "2001:db8::ffff");
    expect(answer).toMatchObject({ refusal: "rate", retryAfter: 3600 });
    expect(verdict).toMatchObject({ limit: 10, remaining: 0, resetAt: start + 60 * minute });
    expect((await issue(relay, asked, "2001:db8:0:1::1")).answer.refusal).toBe(null);
    expect(await issueVerdict(relay, "2001:db8:0:1::2")).toMatchObject({ isAllowed: true, remaining: 9 });
    own.clock.at += 60 * minute;
    expect((await issue(relay, asked, "2001:db8::1")).answer.refusal).toBe(null);
  });

  test("without its count nobody issues, but everybody joins", async () => {
    const own = house();
    const relay = own.relay();
    const token = await session(relay, { isOpen: false });
    relay.ports.limits.take = () => Promise.reject(new Error("away"));
    expect((await issue(relay, asked, address)).answer).toMatchObject({ refusal: "rate", retryAfter: 60 });
    relay.ports.limits.take = () => Promise.reject(new StorageFullError("full"));
    expect((await issue(relay, asked, address)).answer).toMatchObject({
      refusal: "storage-full",
      retryAfter: 60,
    });
    expect((await join(relay, { token, key: "guest-key", address })).refusal).toBe(null);
    expect(own.steps.filter(({ step }) => step === "failed").length).toBeGreaterThan(0);
  });
});

describe("joining", () => {
  test("[TS3] roles, and the same identity finds its seat", async () => {
    const relay = house().relay();
    const token = await session(relay, { isOpen: false });
    const guest = await join(relay, { token, key: "guest-key", address });
    expect(fit(joined, guest.value)).toEqual(guest.value as Joined);
    expect(guest.value).toMatchObject({ role: "guest", session_status: { state: "ACTIVE", token } });
    expect((await join(relay, { token, key: "host-key", address })).value?.role).toBe("host");
    expect(await join(relay, { token, key: "third", address })).toMatchObject({ refusal: "full" });
  });

  test("[TS3] 200 at once on one token: exactly two seats", async () => {
    const own = house();
    const relay = own.relay();
    const token = (await issue(relay, asked, address)).answer.value?.token ?? "";
    // Each from an address of its own; the limit per token is another test's.
    relay.ports.limits.take = async (limit) => ({
      isAllowed: true,
      limit: limit.most,
      remaining: 1,
      resetAt: 0,
      retryAfter: 0,
    });
    const joins = await Promise.all(
      Array.from({ length: 200 }, (_, n) => join(relay, { token, key: `key-${n}`, address })),
    );
    const roles = joins.flatMap(({ value }) => (value === null ? [] : [value.role]));
    expect(roles.toSorted()).toEqual(["guest", "host"]);
  });

  test("[TS3] 30 a minute and address, 20 a minute and token, joins and looks together", async () => {
    const own = house();
    const relay = own.relay();
    const tokens = [
      await session(relay, { isOpen: false }),
      await session(relay, { isOpen: false }),
    ] as const;
    own.clock.at += minute;
    for (let n = 0; n < 20; n += 1) expect((await status(relay, tokens[0], address)).refusal).toBe(null);
    expect(await join(relay, { token: tokens[0], key: "g", address })).toMatchObject({
      refusal: "rate",
      retryAfter: 60,
    });
    for (let n = 0; n < 9; n += 1) expect((await status(relay, tokens[1], address)).refusal).toBe(null);
    expect(await status(relay, tokens[1], address)).toMatchObject({ refusal: "rate" });
    expect((await status(relay, tokens[1], "198.51.100.1")).refusal).toBe(null);
  });
});

describe("looking", () => {
  test("[TS5] unknown is 404, ended stays known, over is over though nobody looked", async () => {
    const own = house();
    const relay = own.relay();
    expect(await status(relay, "0".repeat(12), address)).toMatchObject({ refusal: "unknown" });
    const token = await session(relay);
    const active = await status(relay, token, address);
    expect(fit(sessionStatus, active.value)).toEqual(active.value);
    own.clock.at += 61 * minute;
    expect((await status(relay, token, address)).value).toMatchObject({
      state: "ENDED",
      ended_reason: "timer_expired",
    });
    expect(own.steps.filter(({ step }) => step === "ended")).toHaveLength(1);
    expect(await join(relay, { token, key: "host-key", address })).toMatchObject({ refusal: "ended" });
  });
});

describe("acting", () => {
  test("[TS5] only participants end, free or delete; guessing many keys is stopped", async () => {
    const own = house();
    const relay = own.relay();
    const token = await session(relay);
    own.clock.at += minute;
    const request = { token, key: "stranger", address };
    expect(await end(relay, request, "manually_ended")).toMatchObject({ refusal: "not-yours" });
    expect(await reseat(relay, request)).toMatchObject({ refusal: "not-yours" });
    expect(await retract(relay, request, "m")).toMatchObject({ refusal: "not-yours" });
    expect(await end(relay, { ...request, token: "0".repeat(12) }, "manually_ended")).toMatchObject({
      refusal: "unknown",
    });
    for (let n = 0; n < 26; n += 1) await end(relay, request, "manually_ended");
    expect(await end(relay, request, "manually_ended")).toMatchObject({ refusal: "rate", retryAfter: 60 });
    expect(await end(relay, { ...request, key: "host-key" }, "manually_ended")).toMatchObject({
      value: { message: "Session ended" },
    });
    expect(await end(relay, { ...request, key: "host-key" }, "manually_ended")).toMatchObject({
      refusal: "ended",
    });
  });

  test("every step of a life is journalled by its public id and nothing else", async () => {
    const own = house();
    const relay = own.relay();
    const token = await session(relay);
    await reseat(relay, { token, key: "host-key", address });
    await end(relay, { token, key: "host-key", address }, "moved");
    const conv = [...own.conversations.keys()][0];
    expect(own.steps as unknown[]).toEqual([
      { step: "issued", conv },
      { step: "opened", conv },
      { step: "reseated", conv },
      { step: "ended", conv, reason: "moved" },
    ]);
  });
});

describe("acting too often", () => {
  test("[TS10] 60 a minute, seat and kind: the other seat, other kinds and the end are not held up", async () => {
    const own = house();
    const relay = own.relay();
    const host = { token: await session(relay), key: "host-key", address };
    const guest = { ...host, key: "guest-key" };
    const ask = (n: number) => ({
      id: `11111111-2222-4333-8444-${String(n).padStart(12, "0")}`,
      seconds: 60,
    });
    for (let n = 0; n < 60; n += 1) expect((await extend(relay, host, ask(n))).refusal).not.toBe("rate");
    const { writes } = own.disk;
    const wait = { refusal: "rate", retryAfter: 60 };
    expect(await extend(relay, { ...host, address: "198.51.100.1" }, ask(60))).toMatchObject(wait);
    expect(own.disk.writes).toBe(writes);
    expect((await extend(relay, guest, ask(61))).refusal).toBe(null);
    for (let n = 0; n < 60; n += 1) expect((await retract(relay, host, "m")).refusal).toBe(null);
    expect(await retract(relay, host, "m")).toMatchObject(wait);
    own.clock.at += minute;
    expect((await extend(relay, host, ask(62))).refusal).toBe(null);
    for (let n = 0; n < 60; n += 1) await reseat(relay, host);
    expect(await reseat(relay, host)).toMatchObject(wait);
    expect((await end(relay, host, "manually_ended")).refusal).toBe(null);
  });
});
