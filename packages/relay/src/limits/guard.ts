import type { ConversationId, Role } from "@chatorbit/protocol";
import { StorageFullError } from "../ports.ts";
import type { Relay } from "../relay.ts";
import { addressKey } from "./address.ts";
import type { Limit, Verdict } from "./window.ts";

/** The limits of an instance, by configuration. */
export type LimitTable = {
  readonly issue: Limit;
  readonly joinByAddress: Limit;
  readonly joinByToken: Limit;
  readonly actBySeat: Limit;
  readonly talkBySeat: Limit;
};

const hour = 3_600_000;
const minute = 60_000;

export const limitTable = (most: {
  readonly issuePerHour: number;
  readonly joinPerMinute: number;
  readonly joinPerTokenMinute: number;
}): LimitTable => ({
  // Without a count nobody issues: minting is what the limit protects, and it needs the store anyway.
  issue: { name: "issue", most: most.issuePerHour, windowMs: hour, lasts: true, whenDown: "closed" },
  // Without a count everybody joins: tokens have 60 bits, and locking people out helps an attacker.
  joinByAddress: {
    name: "join-address",
    most: most.joinPerMinute,
    windowMs: minute,
    lasts: false,
    whenDown: "open",
  },
  joinByToken: {
    name: "join-token",
    most: most.joinPerTokenMinute,
    windowMs: minute,
    lasts: false,
    whenDown: "open",
  },
  // More than people do; without it one key could keep the store busy for everybody.
  actBySeat: { name: "act-seat", most: 60, windowMs: minute, lasts: false, whenDown: "open" },
  // Over HTTP; as much as a socket's messages.
  talkBySeat: { name: "talk-seat", most: 600, windowMs: minute, lasts: false, whenDown: "open" },
});

/** A verdict, and what to say if it is a no. */
export type Checked = Verdict & { readonly refusal: "rate" | "storage-full" };

/** What somebody has to wait when nobody can count, s. */
const waitWhenDown = 60;

/** Asks the counter; when it cannot answer, the limit itself says what then. */
export async function check(relay: Relay, limit: Limit, key: string, how: "take" | "peek"): Promise<Checked> {
  const { limits, clock, journal } = relay.ports;
  const now = clock.now();
  try {
    return { ...(await limits[how](limit, key, now)), refusal: "rate" };
  } catch (cause) {
    journal({ step: "failed", what: `limit ${limit.name}`, cause });
    const isAllowed = limit.whenDown === "open";
    return {
      isAllowed,
      limit: limit.most,
      remaining: 0,
      resetAt: now + limit.windowMs,
      retryAfter: isAllowed ? 0 : waitWhenDown,
      refusal: cause instanceof StorageFullError ? "storage-full" : "rate",
    };
  }
}

/** Addresses are counted by a hash under the server's secret: the store keeps none. */
export const addressHash = (relay: Relay, address: string): string =>
  relay.ports.hash("address", addressKey(address) ?? address);

/** Counts an act of a seat, over HTTP or its socket: no kind of act holds up another. */
export const checkAct = (relay: Relay, conv: ConversationId, role: Role, kind: string): Promise<Checked> =>
  check(relay, relay.settings.limits.actBySeat, `${conv}:${role}:${kind}`, "take");

/** Counts a wrong credential; true when this address has tried too often. */
export async function isGuessTooMany(relay: Relay, address: string): Promise<boolean> {
  const { joinByAddress } = relay.settings.limits;
  return !(await check(relay, joinByAddress, addressHash(relay, address), "take")).isAllowed;
}
