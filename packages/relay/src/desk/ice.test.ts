import { expect, test } from "bun:test";
import { house, minute, session, start } from "../testing/house.ts";
import { end } from "./end.ts";
import { mayCall } from "./ice.ts";
import { join } from "./join.ts";

const address = "192.0.2.1";

test("[CA3] servers for calls are for the seats, while the conversation waits or runs", async () => {
  const own = house();
  const relay = own.relay();
  const token = await session(relay, { isOpen: false });
  const host = { token, key: "host-key", address };
  expect(await mayCall(relay, host)).toEqual({ value: start, refusal: null });
  expect(await mayCall(relay, { ...host, key: "guest-key" })).toMatchObject({ refusal: "not-yours" });
  await join(relay, { token, key: "guest-key", address });
  for (const key of ["host-key", "guest-key"])
    expect(await mayCall(relay, { ...host, key })).toMatchObject({ refusal: null });
  expect(await mayCall(relay, { ...host, token: "0".repeat(12) })).toMatchObject({ refusal: "unknown" });
  own.clock.at += 60 * minute;
  expect(await mayCall(relay, host)).toMatchObject({ refusal: "ended" });

  const unused = { ...host, token: await session(relay, { isOpen: false }) };
  own.clock.at += 24 * 60 * minute;
  expect(await mayCall(relay, unused)).toMatchObject({ refusal: "expired" });

  const ended = { ...host, token: await session(relay) };
  await end(relay, ended, "manually_ended");
  expect(await mayCall(relay, ended)).toMatchObject({ refusal: "ended" });
});

test("[CA3] limited like joins: 20 a minute and seat, 30 a minute and address", async () => {
  const own = house();
  const relay = own.relay();
  const token = await session(relay);
  const host = { token, key: "host-key", address };
  for (let n = 0; n < 20; n += 1) expect((await mayCall(relay, host)).refusal).toBe(null);
  expect(await mayCall(relay, host)).toMatchObject({ refusal: "rate", retryAfter: 60 });
  const guest = { ...host, key: "guest-key" };
  for (let n = 0; n < 9; n += 1) expect((await mayCall(relay, guest)).refusal).toBe(null);
  expect(await mayCall(relay, guest)).toMatchObject({ refusal: "rate", retryAfter: 60 });
  expect((await mayCall(relay, { ...guest, address: "198.51.100.1" })).refusal).toBe(null);
  own.clock.at += minute;
  expect((await mayCall(relay, host)).refusal).toBe(null);
});

test("[CA3] wrong keys are counted and stopped; neither they nor knocks stop a right one", async () => {
  const own = house();
  const relay = own.relay();
  const token = await session(relay);
  own.clock.at += minute;
  const stranger = { token, key: "stranger", address };
  for (let n = 0; n < 30; n += 1) expect((await mayCall(relay, stranger)).refusal).toBe("not-yours");
  expect(await mayCall(relay, stranger)).toMatchObject({ refusal: "rate", retryAfter: 60 });
  for (let n = 0; n < 25; n += 1) await join(relay, { token, key: "third", address: `198.51.100.${n}` });
  expect((await mayCall(relay, { ...stranger, key: "host-key" })).refusal).toBe(null);
});
