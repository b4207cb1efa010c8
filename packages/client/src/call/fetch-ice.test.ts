import { expect, test } from "bun:test";
import type { Ports } from "../ports.ts";
import { fetchIce, type Seated } from "./fetch-ice.ts";

const seated = { token: "DZWJA4N68PVY", seat: { key: "k" } } as Seated;

const answer = (times: object) =>
  fetchIce(
    {
      now: () => 1_000,
      request: () =>
        Promise.resolve({
          status: 200,
          body: {
            iceServers: [{ urls: ["stun:turn.example.org"] }],
            expires_at: "2023-11-14T22:23:20.000Z",
            server_time: "2023-11-14T22:13:20.000Z",
            warnings: [],
            ...times,
          },
        }),
    } as unknown as Ports,
    seated,
  );

test("[CA3] credentials die by this device's clock", async () => {
  expect(await answer({})).toMatchObject({ type: "iceServers", expiresAt: 601_000 });
  expect(await answer({ expires_at: null })).toMatchObject({ type: "iceServers", expiresAt: null });
});

test.each([{ expires_at: "2023-11-14T22:23:20.000+00" }, { server_time: "2023-11-14T22:13:20.000+00" }])(
  "[CA3] a time nobody can read is no answer, and sets no timer: %p",
  async (times) => {
    expect(await answer(times)).toEqual({ type: "iceRefused" });
  },
);
