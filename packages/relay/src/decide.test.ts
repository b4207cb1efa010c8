import { describe, expect, test } from "bun:test";
import type { ConversationId, ParticipantId } from "@chatorbit/protocol";
import { type Conversation, created, dueAt, endsAt, freeRole } from "./conversation.ts";
import { decide, type Input } from "./decide.ts";
import { products } from "./policy.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const policy = products.tokenSession({ joinWithin: day, lifetime: 60 * minute, maxLength: 2000 });
const fresh = created("c" as ConversationId, policy, 0);
const join = (keyHash: string): Input => ({
  type: "join",
  keyHash,
  publicId: `id of ${keyHash}` as ParticipantId,
});
const after = (c: Conversation, ...steps: readonly (readonly [number, Input])[]) =>
  steps.reduce((state, [now, input]) => decide(state, input, now).state, c);
const open = after(fresh, [10, join("h")], [minute, join("g")]);
const extend = (keyHash: string, seconds: number, id = "x"): Input => ({
  type: "extend",
  keyHash,
  id,
  seconds,
});

describe("joining", () => {
  test("[TS3] the first is host, the second guest, and the guest's join starts the clock", () => {
    const hosted = after(fresh, [10, join("h")]);
    expect(hosted.seats.map(({ role, keyHash, joinedAt }) => [role, keyHash, joinedAt])).toEqual([
      ["host", "h", 10],
    ]);
    expect(hosted.openedAt).toBe(null);
    expect(open.seats.map(({ role }) => role)).toEqual(["host", "guest"]);
    expect([open.openedAt, endsAt(open)]).toEqual([minute, 61 * minute]);
  });

  test("[TS3] the same key finds the same seat and changes nothing", () => {
    const again = decide(open, join("h"), 2 * minute);
    expect(again.state).toBe(open);
    expect([again.refusal, again.writes]).toEqual([null, []]);
  });

  test("[TS3] [TS12] a third is refused and both seats hear the knock", () => {
    const third = decide(open, join("x"), 5 * minute);
    expect(third.refusal).toBe("full");
    expect(third.state).toBe(open);
    expect(third.sends).toEqual(
      (["host", "guest"] as const).map((to) => ({
        to,
        frame: { type: "knock", conv: open.id, at: 5 * minute },
      })),
    );
  });

  test("[TS4] an unused token is over at valid_until, host or no host", () => {
    for (const c of [fresh, after(fresh, [10, join("h")])]) {
      expect(dueAt(c)).toBe(day);
      expect(decide(c, join("g"), day - 1).refusal).toBe(null);
      const late = decide(c, join("g"), day + 5);
      expect(late.refusal).toBe("expired");
      expect(late.state.closed).toEqual({ at: day, reason: "unused" });
      expect(decide(late.state, join("g"), day + 6).refusal).toBe("expired");
    }
  });

  test("[TS4] valid_until bounds joining only: a running session runs its time", () => {
    const late = after(fresh, [10, join("h")], [day - 1, join("g")]);
    expect(dueAt(late)).toBe(day - 1 + 60 * minute);
    expect(decide(late, { type: "tick" }, day + minute).state).toBe(late);
  });
});

describe("the end", () => {
  test("[TS7] at 0:00 it is over, as of 0:00, however late somebody looks", () => {
    expect(decide(open, { type: "tick" }, 61 * minute - 1).state).toBe(open);
    const over = decide(open, { type: "tick" }, 70 * minute);
    expect(over.refusal).toBe(null);
    expect(over.state.closed).toEqual({ at: 61 * minute, reason: "timer_expired" });
    expect(decide(open, join("h"), 61 * minute)).toMatchObject({ refusal: "ended", state: { closed: {} } });
  });

  test("[TS5] either seat ends it for both, nobody else does", () => {
    const end = (keyHash: string): Input => ({ type: "end", keyHash, reason: "burned" });
    expect(decide(open, end("x"), minute).refusal).toBe("not-yours");
    const ended = decide(open, end("g"), 2 * minute);
    expect(ended.state.closed).toEqual({ at: 2 * minute, reason: "burned" });
    expect(decide(ended.state, end("h"), 3 * minute).refusal).toBe("ended");
    expect(decide(ended.state, { type: "tick" }, 99 * day).state).toBe(ended.state);
  });

  test("[TS5] where the policy says so, a member may not end it", () => {
    const kept = { ...open, policy: { ...policy, memberMayClose: false } };
    expect(decide(kept, { type: "end", keyHash: "h", reason: "manually_ended" }, minute).refusal).toBe(
      "not-yours",
    );
  });
});

describe("extending", () => {
  test("[TS8] counts when both seats said the same within a minute", () => {
    const asked = decide(open, extend("h", 600), 5 * minute);
    expect([asked.refusal, endsAt(asked.state)]).toEqual([null, 61 * minute]);
    const agreed = decide(asked.state, extend("g", 600), 6 * minute);
    expect(endsAt(agreed.state)).toBe(71 * minute);
    const late = decide(asked.state, extend("g", 600), 6 * minute + 1);
    expect(endsAt(late.state)).toBe(61 * minute);
  });

  test("[TS8] other seconds, another id, or the same seat twice: no agreement", () => {
    const asked = after(open, [minute, extend("h", 600)]);
    for (const other of [extend("g", 601), extend("g", 600, "y"), extend("h", 600)]) {
      expect(endsAt(decide(asked, other, minute).state)).toBe(61 * minute);
    }
  });

  test("[TS8] an ask said again while it is open changes nothing; once it has lapsed it is a new one", () => {
    const asked = after(open, [minute, extend("h", 600)]);
    const again = decide(asked, extend("h", 600), 2 * minute);
    expect(again).toMatchObject({ refusal: null, writes: [], sends: [] });
    expect(again.state).toBe(asked);
    const lapsed = decide(asked, extend("h", 600), 2 * minute + 1).state;
    expect(lapsed.asks).toMatchObject([{ at: 2 * minute + 1 }]);
    for (const other of [extend("h", 601), extend("h", 600, "y")]) {
      expect(decide(asked, other, 2 * minute).state.asks).toHaveLength(1);
      expect(decide(asked, other, 2 * minute).state).not.toBe(asked);
    }
  });

  test("[TS8] a repeated word after the agreement changes nothing", () => {
    const agreed = after(open, [minute, extend("h", 600)], [minute, extend("g", 600)]);
    expect(decide(agreed, extend("h", 600), minute)).toMatchObject({ refusal: null, writes: [] });
    expect(decide(agreed, extend("h", 600), minute).state).toBe(agreed);
  });

  test("[TS8] all extensions together add at most the original time, and there are at most 8", () => {
    expect(decide(open, extend("h", 3601), minute).refusal).toBe("invalid-field");
    const agree = (c: Conversation, seconds: number, id: string) =>
      after(c, [minute, extend("h", seconds, id)], [minute, extend("g", seconds, id)]);
    const half = agree(open, 1800, "a");
    expect(decide(half, extend("h", 1801, "b"), minute).refusal).toBe("invalid-field");
    expect(endsAt(agree(half, 1800, "b"))).toBe(121 * minute);
    const eight = Array.from({ length: 8 }, (_, n) => `${n}`).reduce((c, id) => agree(c, 1, id), open);
    expect(eight.extensions).toHaveLength(8);
    expect(decide(eight, extend("h", 1, "more"), minute).refusal).toBe("invalid-field");
  });

  test("[TS8] there is nothing to extend before the clock runs", () => {
    expect(decide(after(fresh, [1, join("h")]), extend("h", 60), 2).refusal).toBe("invalid-field");
  });
});

describe("reseating", () => {
  const reseat = (keyHash: string): Input => ({ type: "reseat", keyHash });

  test("[TS12] frees the other seat, the clock goes on, the newcomer takes that role", () => {
    for (const [own, freed] of [
      ["h", "guest"],
      ["g", "host"],
    ] as const) {
      const alone = decide(open, reseat(own), 5 * minute);
      expect(alone.writes).toEqual([
        { type: "free", role: freed },
        { type: "clear", by: freed },
      ]);
      expect([freeRole(alone.state), endsAt(alone.state)]).toEqual([freed, 61 * minute]);
      const again = decide(alone.state, join("new"), 6 * minute);
      expect(again.state.seats.map(({ keyHash }) => keyHash).toSorted()).toEqual([own, "new"].toSorted());
      expect(again.state.openedAt).toBe(minute);
    }
  });

  test("[TS12] a freed seat of a running session may be joined after valid_until", () => {
    const long = { ...open, policy: { ...policy, lifetime: 3 * day } };
    const alone = after(long, [2 * day, reseat("h")]);
    expect(decide(alone, join("new"), 2 * day + 1).refusal).toBe(null);
  });

  test("[TS12] the freed key is nobody's, and what it had agreed to is void", () => {
    const alone = after(open, [minute, extend("g", 60)], [minute, reseat("h")]);
    expect(decide(alone, reseat("g"), minute).refusal).toBe("not-yours");
    expect(endsAt(after(alone, [minute, extend("h", 60)]))).toBe(61 * minute);
  });

  test("[TS12] with nobody to free it does nothing, so a repeat is harmless", () => {
    const hosted = after(fresh, [1, join("h")]);
    expect(decide(hosted, reseat("h"), 2)).toMatchObject({ refusal: null });
    expect(decide(hosted, reseat("h"), 2).state).toBe(hosted);
  });
});
