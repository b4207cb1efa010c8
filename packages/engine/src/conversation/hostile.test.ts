import { expect, test } from "bun:test";
import { newUuid } from "@chatorbit/crypto";
import type { Down } from "@chatorbit/protocol";
import { Pair, type Side, token } from "../../testing/pair.ts";
import { says, way } from "../../testing/says.ts";
import type { Body } from "../payload.ts";
import { beginTurn } from "../turn.ts";
import { liveWays } from "../live/ways.ts";
import type { Effect } from "./effects.ts";
import { say } from "./flow.ts";
import type { Conversation } from "./state.ts";
import type { ConversationTurn } from "./turn.ts";
import { liveOf } from "./channel.ts";

/* The other device is the attacker, or the relay withholds: what comes is sealed well and means ill. */

function talking(seed: number): Pair {
  const pair = new Pair(seed);
  pair.seat();
  pair.settle();
  return pair;
}

const messages = ({ state }: Side) => state.timeline.filter((entry) => entry.kind === "message");
const words = (side: Side) => messages(side).map(({ body }) => body);
const notes = ({ state }: Side) =>
  state.timeline.flatMap((entry) => (entry.kind === "note" ? [entry.note] : []));

/** Days of a far future, as a formatter of dates still takes them or no longer does. */
const day = 86_400_000;

test("[CRYPTO §4] acks that hold no more holes are renewed away: all is delivered soon", () => {
  for (const role of ["host", "guest"] as const) {
    const pair = talking(3);
    const [author, reader] = role === "guest" ? [pair.guest, pair.host] : [pair.host, pair.guest];
    const dropped = new Set<number>();
    let isHonest = false;
    const passes = (frame: Down): boolean => {
      if (isHonest || (frame.type !== "pass" && frame.type !== "signal") || frame.sealed.ep !== 0)
        return true;
      const { n } = frame.sealed;
      const isDropped = n >= 5 && n < 45 && n % 2 === 0;
      if (isDropped) dropped.add(n);
      return !isDropped;
    };
    const live = (ms: number) => {
      for (const end = pair.now + ms; pair.now < end; pair.now += 50) {
        for (const side of [pair.host, pair.guest]) {
          for (const frame of [...side.inbox.splice(0), { type: "ping" } as const])
            if (side !== reader || passes(frame)) pair.feed(side, { type: "frame", frame });
        }
        for (const side of [pair.host, pair.guest]) pair.ring(side);
      }
    };
    for (let n = 0; n < 60; n += 1) {
      pair.feed(author, { type: "send", body: `${n}`, replyTo: null });
      live(100);
    }
    live(150_000);
    isHonest = true;
    live(20_000);
    expect(dropped.size).toBeGreaterThan(16);
    expect(words(reader), role).toEqual(Array.from({ length: 60 }, (_, n) => `${n}`));
    expect(new Set(messages(author).map(({ delivery }) => delivery)), role).toEqual(new Set(["delivered"]));
  }
}, 20_000);

test("[TS10] words from days ahead are refused and named; no moment is past what a date holds", () => {
  const pair = talking(4);
  const body = { t: "text", body: "boo" } as const;
  says(pair, pair.guest, body, { ts: Math.floor(pair.now) + 3 * day });
  expect(words(pair.host)).toEqual([]);
  expect(notes(pair.host)).toContainEqual({ type: "messages-missing", count: 1 });
  says(pair, pair.guest, body, { ts: Math.floor(pair.now) + 3 * day + 1 });
  // Named once, with both.
  expect(notes(pair.host)).toContainEqual({ type: "messages-missing", count: 2 });
  const near = talking(5);
  says(near, near.guest, body, { ts: Math.floor(near.now) + day });
  expect(words(near.host)).toEqual(["boo"]);
  expect(() => new Date(messages(near.host)[0]?.ts ?? Number.NaN).toISOString()).not.toThrow();
});

test("[TS9] history comes between the asking and its last part, and moves no clock", () => {
  const pair = talking(6);
  pair.feed(pair.host, { type: "send", body: "mine", replyTo: null });
  pair.settle();
  const item = (body: string, ts: number) => ({ by: "host" as const, id: newUuid(pair.random), ts, body });
  // Nobody asked.
  says(pair, pair.guest, { t: "sync.part", items: [item("put in", 5)], last: false });
  expect(words(pair.host)).toEqual(["mine"]);

  pair.host.state = { ...pair.host.state, mayBringBack: true };
  pair.feed(pair.host, { type: "bringBack" });
  const far = Math.floor(pair.now) + 3 * day;
  const soon = Math.floor(pair.now) + day;
  const items = [item("of before", 5), item("of a day ahead", soon), item("of days ahead", far)];
  says(pair, pair.guest, { t: "sync.part", items, last: true });
  expect(words(pair.host).toSorted()).toEqual(["mine", "of a day ahead", "of before"]);
  says(pair, pair.guest, { t: "sync.part", items: [item("after the last", 6)], last: true });
  expect(words(pair.host)).not.toContain("after the last");

  pair.feed(pair.host, { type: "send", body: "my next", replyTo: null });
  expect(messages(pair.host).find(({ body }) => body === "my next")?.ts).toBeLessThan(pair.now + 60_000);
  pair.settle();
  expect(words(pair.guest)).toContain("my next");
});

test("[TS9] a part of history that was overtaken by the last one still counts", () => {
  const pair = talking(7);
  pair.host.state = { ...pair.host.state, mayBringBack: true };
  pair.feed(pair.host, { type: "bringBack" });
  const { state } = pair.guest;
  const turn: ConversationTurn = { ...beginTurn<Conversation, Effect>(state, pair), ways: liveWays };
  const item = (body: string, ts: number) => ({ by: "host" as const, id: newUuid(pair.random), ts, body });
  say(turn, { t: "sync.part", items: [item("one", 1)], last: false });
  say(turn, { t: "sync.part", items: [item("two", 2)], last: true });
  turn.ways.flush(turn);
  pair.guest.state = turn.state;
  const frames = turn.effects.flatMap((effect) => (effect.type === "say" ? way(effect.frame) : []));
  for (const frame of frames.toReversed()) pair.feed(pair.host, { type: "frame", frame });
  expect(words(pair.host)).toEqual(["one", "two"]);
});

test("[TS9] whoever asks for history again and again gets it once", () => {
  const pair = talking(8);
  for (let n = 0; n < 100; n += 1)
    pair.feed(pair.host, { type: "send", body: "x".repeat(1_500), replyTo: null });
  pair.settle();
  const parts = () => pair.host.state.outbox.parcels.filter(({ body }) => body.t === "sync.part").length;
  says(pair, pair.guest, { t: "sync.req", since: 0 });
  const once = parts();
  expect(once).toBeGreaterThan(1);
  for (let n = 0; n < 50; n += 1) {
    pair.now += 1_000;
    says(pair, pair.guest, { t: "sync.req", since: 0 });
  }
  expect(parts()).toBe(once);
  pair.settle();
  expect(parts()).toBe(0);
  // Confirmed, but lately.
  pair.now += 11_000;
  says(pair, pair.guest, { t: "sync.req", since: 0 });
  expect(parts()).toBe(once);
  pair.settle(20);
  expect(parts()).toBe(0);
  says(pair, pair.guest, { t: "sync.req", since: 0 });
  expect(parts()).toBe(0);
});

test("[TS10] a flood of names and of things nobody knows makes no timeline without end, nor writes without end", () => {
  const pair = talking(9);
  const before = pair.host.state.timeline.length;
  let writes = 0;
  pair.watch = (side, effects) => {
    if (side === pair.host) writes += effects.filter(({ type }) => type === "keep").length;
  };
  for (let n = 0; n < 200; n += 1) {
    says(pair, pair.guest, { t: "name", name: `n${n}` });
    says(pair, pair.guest, { t: "unheard-of" } as unknown as Body);
    pair.now += 100;
  }
  expect(pair.host.state.timeline.length - before).toBe(2);
  expect(writes).toBeLessThanOrEqual(20);
  expect(pair.host.state.peerName).toBe("n19");
  pair.now += 60_000;
  says(pair, pair.guest, { t: "name", name: "at last" });
  expect(pair.host.state.peerName).toBe("at last");
  // What was said between keeps its notes apart.
  says(pair, pair.guest, { t: "text", body: "hello" });
  says(pair, pair.guest, { t: "name", name: "Bob" });
  expect(notes(pair.host).filter(({ type }) => type === "named")).toHaveLength(2);
});

test("[TS10] a reaction is an emoji and no words", () => {
  const pair = talking(10);
  pair.feed(pair.host, { type: "send", body: "a", replyTo: null });
  pair.settle();
  const [{ id } = { id: "" }] = messages(pair.host);
  const reaction = () => messages(pair.host)[0]?.reactions.guest;
  for (const emoji of [
    "\u202e ✓ VERIFIED",
    "ok",
    "1",
    "\u200d",
    "🙂\u0007",
    "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂",
  ]) {
    says(pair, pair.guest, { t: "react", by: "host", id, emoji });
    expect(reaction(), JSON.stringify(emoji)).toBeUndefined();
    expect(pair.feed(pair.host, { type: "react", by: "host", id, emoji })).toEqual([]);
  }
  for (const emoji of ["🙂", "❤️", "👩🏽‍❤️‍💋‍👨🏿", "🇸🇰", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👍🏿"]) {
    says(pair, pair.guest, { t: "react", by: "host", id, emoji });
    expect(reaction()).toBe(emoji);
  }
});

test("[CRYPTO §18.2] nobody leaps to no place, or to where he is", () => {
  for (const place of [token, "nowhere", "abc"]) {
    const pair = talking(11);
    pair.feed(pair.host, { type: "askLeap" });
    pair.settle();
    const effects: string[] = [];
    pair.watch = (side, more) => {
      if (side === pair.guest) effects.push(...more.map(({ type }) => type));
    };
    pair.feed(pair.guest, { type: "answerPact", isAgreed: true });
    const id = pair.guest.state.leap?.pactId ?? "";
    expect(id).not.toBe("");
    says(pair, pair.host, { t: "leap.go", id, token: place });
    expect(effects, place).not.toContain("succeed");
    expect(pair.guest.state.leap?.token ?? null).toBeNull();
  }
});

test("[CRYPTO §3] a signal sealed again under a new epoch acts once", () => {
  const pair = talking(12);
  const id = newUuid(pair.random);
  const asked = { t: "xt.ask", id: newUuid(pair.random), add: 600, end: 0 } as const;
  says(pair, pair.guest, asked, { id });
  expect(pair.host.state.pact?.id).toBe(asked.id);
  pair.feed(pair.host, { type: "answerPact", isAgreed: false });
  pair.settle();
  const live = liveOf(pair.host.state);
  const channel = { ...live, keying: { ...live.keying, renewAt: pair.now } };
  pair.host.state = { ...pair.host.state, channel };
  pair.settle();
  expect(liveOf(pair.guest.state).epochs.sending?.ep).toBe(1);
  says(pair, pair.guest, asked, { id });
  expect(pair.host.state.pact).toBeNull();
  says(pair, pair.guest, asked);
  expect(pair.host.state.pact?.id).toBe(asked.id);
});
