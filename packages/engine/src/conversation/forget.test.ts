import { expect, test } from "bun:test";
import { answerH1, fromBase64, newSecret, toBase64 } from "@chatorbit/crypto";
import type { Down, Role } from "@chatorbit/protocol";
import { conv, Pair, type Side, token } from "../../testing/pair.ts";
import { keepNames } from "../record.ts";
import type { Effect } from "./effects.ts";
import { liveOf } from "./channel.ts";
import type { Live } from "../live/state.ts";

/* Whatever the way out: keys, words and what was kept are gone, at the latest at one's own deadline. */

const hour = 3_600_000;

function talking(seed: number): Pair {
  const pair = new Pair(seed);
  pair.seat();
  pair.settle();
  return pair;
}

/** Something unsaid in every corner: words both have, words nobody confirmed, a name, an open ask. */
function full(seed: number): Pair {
  const pair = talking(seed);
  pair.feed(pair.host, { type: "setName", name: "Ann" });
  pair.feed(pair.guest, { type: "setName", name: "Bob" });
  pair.feed(pair.host, { type: "send", body: "secret words", replyTo: null });
  pair.feed(pair.guest, { type: "send", body: "secret answer", replyTo: null });
  pair.settle();
  for (const side of [pair.host, pair.guest])
    pair.feed(side, { type: "send", body: "secret and unconfirmed", replyTo: null });
  for (const side of [pair.host, pair.guest]) side.inbox.length = 0;
  return pair;
}

const keysOf = ({ state }: Side) => keysIn(liveOf(state));

const keysIn = ({ epochs }: Live) =>
  [
    ...epochs.receiving.flatMap(({ chain }) => [chain.key, ...chain.skipped.map(({ mk }) => mk)]),
    epochs.sending?.chain.key,
  ].filter((key) => key !== undefined);

function expectForgotten(side: Side, keys: readonly Uint8Array[]): void {
  const { state, kept } = side;
  expect([...kept.keys()]).toEqual([]);
  expect(keys.length).toBeGreaterThan(1);
  expect(keys.every((key) => key.every((byte) => byte === 0))).toBe(true);
  expect(liveOf(state).epochs).toMatchObject({ sending: null, prepared: null, receiving: [], sas: null });
  const { host, guest, secret8, sessionId } = liveOf(state).keying;
  expect([host, guest, secret8, sessionId]).toEqual([null, null, null, null]);
  expect(JSON.stringify({ ...state, channel: null })).not.toMatch(/secret|Ann|Bob/);
  expect([state.seat, state.outbox.parcels, state.early, state.unread, state.pact, state.leap]).toEqual([
    null,
    [],
    [],
    [],
    null,
    null,
  ]);
}

const welcome = (role: Role): Down => ({
  type: "welcome",
  conn: "1",
  conv,
  role,
  you: conv,
  heartbeat: 2_000,
  build: "",
});

/** The status in which the other one talks over the old wire. */
function oldWire(pair: Pair, side: Side): Down {
  const { participants } = pair.status();
  const { role } = pair.other(side);
  const peer = participants[role];
  if (peer === null) throw new Error("nobody there");
  const status = pair.status({ participants: { ...participants, [role]: { ...peer, wire: "002" } } });
  return { type: "status", conv, status };
}

test("[TS7] ended with words nobody confirmed: every shelf is empty, every key is zero", () => {
  const pair = full(1);
  expect(pair.host.kept.get(keepNames.waiting(token))).toContain("unconfirmed");
  const keys = keysOf(pair.host);
  pair.feed(pair.host, { type: "end" });
  expect(pair.host.state.phase).toBe("over");
  expectForgotten(pair.host, keys);
});

test("[TS7] a refusal for good forgets as an end does", () => {
  const ways: { readonly [trouble: string]: (pair: Pair, side: Side) => void } = {
    "seat-freed": (pair, side) => pair.feed(side, { type: "dropped", code: 4001 }),
    "role-swapped": (pair, side) => pair.feed(side, { type: "frame", frame: welcome(pair.other(side).role) }),
    "peer-on-old-wire": (pair, side) => pair.feed(side, { type: "frame", frame: oldWire(pair, side) }),
  };
  for (const [trouble, happen] of Object.entries(ways)) {
    for (const role of ["host", "guest"] as const) {
      const pair = full(2);
      const keys = keysOf(pair[role]);
      happen(pair, pair[role]);
      expect(pair[role].state.problem?.trouble, role).toBe(trouble as "seat-freed");
      expectForgotten(pair[role], keys);
      expect(pair[role].machine.dueAt(pair[role].state)).toBeNull();
    }
  }
});

test("[TS7] opened elsewhere, or shelves that fail: a page that only says no still wipes at its deadline", () => {
  for (const input of [
    { type: "dropped", code: 4009 },
    { type: "blocked", trouble: "storage-blocked" },
  ] as const) {
    const pair = full(3);
    const keys = keysOf(pair.host);
    pair.feed(pair.host, input);
    expect(pair.host.state.phase).toBe("refused");
    const due = pair.host.machine.dueAt(pair.host.state);
    expect(due).not.toBeNull();
    expect(due).toBeLessThanOrEqual(pair.now + hour);
    pair.now += hour;
    pair.ring(pair.host);
    expect(pair.host.state.over?.reason).toBe("timer_expired");
    expectForgotten(pair.host, keys);
  }
});

test("[TS7] a page whose kept keys are broken still wipes at its deadline", () => {
  const pair = full(4);
  const record = JSON.parse(pair.host.kept.get(keepNames.record(token)) ?? "") as object;
  const kept = {
    record: JSON.stringify({ ...record, ratchet: { v: 7 } }),
    invite: null,
    waiting: pair.host.kept.get(keepNames.waiting(token)) ?? null,
    guesses: null,
  };
  pair.host.state = pair.host.machine.initial;
  pair.feed(pair.host, { type: "begin", kept, secret8: null, isSuccessor: false });
  expect(pair.host.state.problem?.trouble).toBe("keys-lost");
  pair.now += hour;
  pair.ring(pair.host);
  expect([...pair.host.kept.keys()]).toEqual([]);
});

test("[TS7] nothing depends on a deletion, and the shelf that may hang or throw comes last", () => {
  const pair = full(5);
  const deletions = pair
    .feed(pair.host, { type: "end" })
    .filter((each): each is Extract<Effect, { type: "keep" }> => each.type === "keep");
  expect(deletions.map(({ shelf }) => shelf).toSorted()).toEqual(["device", "shared", "tab", "tab"]);
  expect(deletions.at(-1)?.shelf).toBe("device");
  expect(deletions.filter(({ isVital, value }) => isVital || value !== null)).toEqual([]);
});

test("[TS12] after a reseat nothing of the former device's is left but the words", () => {
  const pair = full(6);
  const { timeline } = pair.host.state;
  const keys = keysOf(pair.host);
  pair.feed(pair.host, { type: "askExtend", seconds: 60 });
  pair.feed(pair.host, { type: "reseated", status: pair.status() });
  const { state } = pair.host;
  expect(keys.every((key) => key.every((byte) => byte === 0))).toBe(true);
  expect(state).toMatchObject({ phase: "seated", seat: { role: "host" }, myName: "Ann", peerName: null });
  expect(state).toMatchObject({ pact: null, historyUntil: null, unread: [], isVerified: false, leap: null });
  expect(state.timeline.map(({ id }) => id)).toEqual(timeline.map(({ id }) => id));
  expect(liveOf(state).keying.secret8).not.toBeNull();
});

/** A host and a guest on the line, before any key. */
function unmet(seed: number): Pair {
  const pair = new Pair(seed);
  pair.seat();
  return pair;
}

test("[TS6] before any handshake a peer on the old wire costs the host neither invitation nor seat", () => {
  const pair = unmet(7);
  pair.host.kept.set(keepNames.invite(token), "kept");
  pair.feed(pair.host, { type: "frame", frame: oldWire(pair, pair.host) });
  expect(pair.host.state.problem?.trouble).toBe("peer-on-old-wire");
  expect([...pair.host.kept.keys()].toSorted()).toEqual([keepNames.invite(token), keepNames.record(token)]);
});

test("[TS12] a seat freed before any handshake: the invitation stays, and so does the count of guesses", () => {
  const pair = unmet(8);
  pair.host.kept.set(keepNames.invite(token), "kept");
  pair.host.kept.set(keepNames.guesses(token), '{"spent":2}');
  pair.feed(pair.host, { type: "dropped", code: 4001 });
  expect(pair.host.state.problem?.trouble).toBe("seat-freed");
  expect([...pair.host.kept.keys()].toSorted()).toEqual([keepNames.guesses(token), keepNames.invite(token)]);
  expect(liveOf(pair.host.state).keying.secret8).toBeNull();
});

test("[CRYPTO §2] the host's charge is written before the answer is looked at, and outlives a reload", () => {
  const pair = unmet(9);
  const offer = pair.guest.inbox.find((frame) => frame.type === "hs");
  if (offer?.type !== "hs") throw new Error("no offer");
  const secret8 = newSecret(token, pair.random);
  const { msg2 } = answerH1({ token, secret8 }, fromBase64(offer.m), pair.random);
  const effects = pair.feed(pair.host, { type: "frame", frame: { type: "hs", conv, m: toBase64(msg2) } });
  expect(effects[0]).toMatchObject({ type: "keep", shelf: "shared", isVital: true });
  expect(effects[0]).toHaveProperty("value", expect.stringContaining('"spent":1,'));
  const { kept } = pair.host;
  pair.host.state = pair.host.machine.initial;
  pair.feed(pair.host, {
    type: "begin",
    kept: {
      record: kept.get(keepNames.record(token)) ?? null,
      invite: null,
      waiting: null,
      guesses: kept.get(keepNames.guesses(token)) ?? null,
    },
    secret8: null,
    isSuccessor: false,
  });
  expect(liveOf(pair.host.state).keying.budget.spent).toBe(1);
});

test("[TS7] a start that is no moment is none", () => {
  const pair = talking(10);
  const { timer } = pair.status();
  const status = pair.status({ timer: { ...timer, started_at: "2024-02-31T25:61:00Z" } });
  pair.feed(pair.host, { type: "frame", frame: { type: "status", conv, status } });
  pair.feed(pair.host, { type: "end" });
  expect(pair.host.state.over?.startedAt).toBeNull();
});
