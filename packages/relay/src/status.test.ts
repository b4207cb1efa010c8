import { expect, test } from "bun:test";
import { type ConversationId, fit, type ParticipantId, sessionStatus } from "@chatorbit/protocol";
import { created } from "./conversation.ts";
import { decide, type Input } from "./decide.ts";
import { products } from "./policy.ts";
import { nobody, statusOf } from "./status.ts";

const token = "ABCD1234WXYZ";
const policy = products.tokenSession({ joinWithin: 86_400_000, lifetime: 3_600_000, maxLength: 2000 });
const ids = ["8eb8dba0-aaae-4526-b611-a9a31dd0ef19", "5d1dbbd9-9c06-44cb-8d2f-890bffc63f22"] as const;
const join = (n: 0 | 1): Input => ({
  type: "join",
  keyHash: `secret ${n}`,
  publicId: ids[n] as ParticipantId,
});
const fresh = created("c" as ConversationId, policy, 0);
const hosted = decide(fresh, join(0), 1000).state;
const active = decide(hosted, join(1), 2000).state;
const ended = decide(active, { type: "tick" }, 9_000_000).state;

test("[TS4] [TS5] every state shows itself and fits the wire's schema", () => {
  const shown = [fresh, hosted, active, ended].map((c) => statusOf(c, token, nobody, 2500));
  expect(shown.map(({ state }) => state)).toEqual(["CREATED", "HOST_RESERVED", "ACTIVE", "ENDED"]);
  for (const status of shown) expect(fit(sessionStatus, status)).toEqual(status);
});

test("[TS5] the timer counts from the guest's join, in seconds rounded up", () => {
  expect(statusOf(hosted, token, nobody, 1500).timer).toEqual({
    started_at: null,
    ttl_minutes: 60,
    ends_at: null,
    remaining_seconds: null,
  });
  expect(statusOf(active, token, nobody, 2001).timer.remaining_seconds).toBe(3600);
  expect(statusOf(active, token, nobody, 3000).timer.remaining_seconds).toBe(3599);
  expect(statusOf(ended, token, nobody, 3000)).toMatchObject({
    timer: { remaining_seconds: 0 },
    ended_at: "1970-01-01T01:00:02.000Z",
    ended_reason: "timer_expired",
  });
});

test("[TS3] [TS6] it shows public ids, who is connected and an old wire, and never a key", () => {
  const status = statusOf(active, token, { host: "1", guest: "002" }, 2500);
  expect(status.participants.host).toEqual({
    id: ids[0],
    joined_at: "1970-01-01T00:00:01.000Z",
    connected: true,
  });
  expect(status.participants.guest).toMatchObject({ connected: true, wire: "002" });
  expect(JSON.stringify(status)).not.toContain("secret");
});
