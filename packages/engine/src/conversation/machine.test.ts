import { expect, test } from "bun:test";
import { newUuid, toBase64 } from "@chatorbit/crypto";
import type { Down, SessionStatus } from "@chatorbit/protocol";
import fc from "fast-check";
import { conv, Pair, type Side, token } from "../../testing/pair.ts";
import { keepNames, readRecord } from "../record.ts";
import { readWaiting } from "../waiting.ts";
import type { Effect } from "./effects.ts";
import type { Act, Input, Report } from "./inputs.ts";
import { liveOf } from "./channel.ts";

test("[TS9] two machines meet and talk with nothing but a pipe between them", () => {
  const pair = new Pair(1);
  pair.seat();
  pair.settle();
  pair.feed(pair.host, { type: "send", body: "ahoj", replyTo: null });
  pair.settle();
  expect(
    pair.guest.state.timeline.flatMap((entry) => (entry.kind === "message" ? [entry.body] : [])),
  ).toEqual(["ahoj"]);
});

test("[TS10] a message longer than agreed is refused by its reader, and named", () => {
  const pair = new Pair(2);
  pair.seat();
  pair.settle();
  const { facts } = pair.guest.state;
  if (facts === null) throw new Error("they did not meet");
  // A changed client keeps to no limit.
  pair.guest.state = { ...pair.guest.state, facts: { ...facts, maxChars: 16_000 } };
  pair.feed(pair.guest, { type: "send", body: "x".repeat(2_001), replyTo: null });
  pair.feed(pair.guest, { type: "send", body: "short", replyTo: null });
  pair.settle();
  const shown = pair.host.state.timeline.map((entry) =>
    entry.kind === "message" ? entry.body : entry.note.type,
  );
  expect(shown).toContain("short");
  expect(shown).toContain("messages-missing");
  expect(shown.some((each) => (each?.length ?? 0) > 2_000)).toBe(false);
});

/* Whatever happens, in whatever order: the machine answers, its clock makes progress, its state fits together. */

const someUuid = fc.nat(20).map((n) => newUuid((length) => new Uint8Array(length).fill(n)));
const instant = fc.oneof(
  fc.integer({ min: 1_699_990_000_000, max: 1_700_010_000_000 }).map((ms) => new Date(ms).toISOString()),
  fc.constantFrom("2024-02-31T00:00:00Z", "1970-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"),
);
const participant = fc.option(
  fc.record(
    { id: someUuid, joined_at: instant, connected: fc.boolean(), wire: fc.constant("002" as const) },
    { requiredKeys: ["id", "joined_at", "connected"] },
  ),
  { nil: null },
);
const status = fc.record(
  {
    token: fc.constant(token),
    state: fc.constantFrom("CREATED", "HOST_RESERVED", "ACTIVE", "ACTIVE", "ACTIVE", "ENDED"),
    participants: fc.record({ host: participant, guest: participant }),
    timer: fc.record({
      started_at: fc.option(instant, { nil: null }),
      ttl_minutes: fc.constantFrom(0, 1, 60, 60, 10_000, 1e300),
      ends_at: fc.option(instant, { nil: null }),
      remaining_seconds: fc.option(fc.double(), { nil: null }),
    }),
    max_message_length: fc.constantFrom(1, 200, 2_000, 1_000_000),
    valid_until: instant,
    server_time: instant,
    ended_at: instant,
    ended_reason: fc.constantFrom("timer_expired", "moved", "unused"),
  },
  {
    requiredKeys: [
      "token",
      "state",
      "participants",
      "timer",
      "max_message_length",
      "valid_until",
      "server_time",
    ],
  },
) as fc.Arbitrary<SessionStatus>;

const sealed = (type: "message" | "signal") =>
  fc.record({
    type: fc.constant(type),
    v: fc.constant(1 as const),
    ep: fc.nat(3),
    n: fc.oneof(fc.nat(300), fc.constant(Number.MAX_SAFE_INTEGER)),
    message_id: someUuid,
    encrypted: fc.uint8Array({ minLength: 284, maxLength: 284 }).map((bytes) => toBase64(bytes)),
    signature: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => toBase64(bytes)),
    timestamp: fc.nat(),
  });

const handshake = fc
  .tuple(
    fc.constantFrom(0x11, 0x12, 0x13, 0x20, 0x21, 0x22, 0x23),
    fc.constantFrom(57, 81, 1_201, 1_235, 1_307, 3),
  )
  .map(([kind, length]) => toBase64(new Uint8Array(length).fill(kind)));

const refusal = fc.constantFrom(
  "rate",
  "busy",
  "peer-away",
  "too-large",
  "ended",
  "flood",
  "not-yours",
  "unknown",
) as fc.Arbitrary<"rate">;
const retryAfter = fc.constantFrom(0, 1, 60, -5, 1e300);

const frame: fc.Arbitrary<Down> = fc.oneof(
  fc.record({ type: fc.constant("status" as const), conv: fc.constant(conv), status }),
  fc.record({
    type: fc.constant("pass" as const),
    conv: fc.constant(conv),
    sealed: sealed("message"),
    fs: fc.constant("AAAA"),
  }) as fc.Arbitrary<Down>,
  fc.record({
    type: fc.constant("signal" as const),
    conv: fc.constant(conv),
    sealed: sealed("signal"),
  }) as fc.Arbitrary<Down>,
  fc.record({
    type: fc.constant("hs" as const),
    conv: fc.constant(conv),
    m: fc.oneof(handshake, fc.constant("A"), fc.base64String()),
  }),
  fc.record({ type: fc.constant("ack" as const), conv: fc.constant(conv), cid: someUuid }),
  fc.record({
    type: fc.constant("nack" as const),
    conv: fc.constant(conv),
    cid: someUuid,
    refusal,
    retryAfter,
  }),
  fc.record({ type: fc.constant("knock" as const), conv: fc.constant(conv), at: fc.double() }),
  fc.record({ type: fc.constant("refused" as const), refusal, retryAfter }),
  fc.record({ type: fc.constant("ping" as const) }),
  fc.record({
    type: fc.constant("welcome" as const),
    conn: fc.constant(""),
    conv: fc.constant(conv),
    role: fc.constantFrom("host" as const, "guest" as const),
    you: someUuid,
    heartbeat: fc.double(),
    build: fc.constant(""),
  }),
);

const role = fc.constantFrom("host" as const, "guest" as const);
const word = fc.oneof(
  fc.string(),
  fc.constantFrom("\uD800", "a".repeat(2_001), "🙂".repeat(2_000), "\u0000".repeat(2_000)),
);

const act: fc.Arbitrary<Act> = fc.oneof(
  ...(["takeSeat", "openVerify", "closeVerify", "askLeap", "bringBack", "reopenSeat"] as const).map((type) =>
    fc.constant({ type } as Act),
  ),
  fc.record({ type: fc.constant("enterSecret" as const), secret8: fc.string() }),
  fc.record({
    type: fc.constant("send" as const),
    body: word,
    replyTo: fc.option(fc.record({ by: role, id: someUuid }), { nil: null }),
  }),
  fc.record({
    type: fc.constant("react" as const),
    by: role,
    id: someUuid,
    emoji: fc.option(fc.string(), { nil: null }),
  }),
  fc.record({ type: fc.constant("remove" as const), ids: fc.array(someUuid) }),
  fc.record({ type: fc.constantFrom("retry" as const, "discard" as const), id: someUuid }),
  fc.record({ type: fc.constant("typing" as const), isTyping: fc.boolean() }),
  fc.record({ type: fc.constant("attend" as const), isAttending: fc.boolean() }),
  fc.record({ type: fc.constant("confirmWords" as const), doMatch: fc.boolean() }),
  fc.record({
    type: fc.constant("askExtend" as const),
    seconds: fc.oneof(fc.integer(), fc.constantFrom(60, 600)),
  }),
  fc.record({ type: fc.constant("answerPact" as const), isAgreed: fc.boolean() }),
  fc.record({ type: fc.constant("setName" as const), name: word }),
  fc.record({ type: fc.constant("dismissAlarm" as const), id: fc.string() }),
);

const report: fc.Arbitrary<Report> = fc.oneof(
  frame.map((each): Report => ({ type: "frame", frame: each })),
  frame.map((each): Report => ({ type: "frame", frame: each })),
  frame.map((each): Report => ({ type: "frame", frame: each })),
  fc.record({ type: fc.constant("lookedUp" as const), status }),
  fc.record({ type: fc.constant("joined" as const), role, status }),
  fc.record({ type: fc.constant("reseated" as const), status }),
  fc.record({
    type: fc.constant("issued" as const),
    issued: fc.constant({
      token: "MNKJHGFEDCBA",
      valid_until: "",
      ttl_minutes: 60,
      max_message_length: 2_000,
    }),
  }),
  fc.record({
    type: fc.constant("requestRefused" as const),
    request: fc.constantFrom("lookUp" as const, "join" as const, "reseat" as const, "issue" as const),
    refusal: fc.constantFrom("offline" as const, "rate" as const, "busy" as const, "full" as const),
    retryAfter: fc.option(retryAfter, { nil: null }),
  }),
  ...(
    [
      "endConfirmed",
      "opened",
      "awake",
      "networkLost",
      "successorSeated",
      "successorOpened",
      "successorFailed",
    ] as const
  ).map((type) => fc.constant({ type } as Report)),
  fc.record({
    type: fc.constant("dropped" as const),
    code: fc.constantFrom(1006, 1012, 1013, 4429, 4003, 4408),
  }),
);

/** What happens to one of the two: an input, genuine frames of the other, or time. */
type Event =
  | { readonly at: number; readonly is: "input"; readonly input: Input }
  | { readonly at: number; readonly is: "frames"; readonly count: number; readonly isShuffled: boolean }
  | { readonly at: number; readonly is: "time"; readonly ms: number }
  | { readonly at: number; readonly is: "line" };

const at = fc.nat(1);
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    at,
    is: fc.constant("input" as const),
    input: fc.oneof(act, act, report) as fc.Arbitrary<Input>,
  }),
  fc.record({ at, is: fc.constant("frames" as const), count: fc.nat(12), isShuffled: fc.boolean() }),
  fc.record({
    at,
    is: fc.constant("time" as const),
    ms: fc.constantFrom(0, 1, 130, 3_000, 16_000, 61_000, 700_000),
  }),
  fc.record({ at, is: fc.constant("line" as const) }),
);

/** What must hold between any two steps. */
function fits({ state, kept, machine }: Side, effects: readonly Effect[]): string | null {
  const { phase, seat, outbox, timeline } = state;
  const { keying, epochs } = liveOf(state);
  const due = machine.dueAt(state);
  if (due !== null && Number.isNaN(due)) return "due at no time";
  if ((phase === "seated" || phase === "joining") && seat === null) return "seated without a seat";
  if (phase === "over" && (state.over === null || timeline.length > 0 || state.outbox.parcels.length > 0))
    return "over, not wiped";
  if (phase === "over" && (keying.host !== null || keying.guest !== null || keying.secret8 !== null))
    return "over with keys";
  if (phase === "over" && kept.size > 0) return `over, still kept: ${[...kept.keys()]}`;
  if (phase === "over" && !Number.isFinite(state.over?.at)) return "over at no time";
  if (phase === "refused" && state.problem === null) return "refused without a reason";
  if ((phase === "over" || phase === "refused") && state.link.phase !== "over" && state.link.phase !== "idle")
    return "a line after the end";
  if (keying.budget.spent < 0 || keying.budget.spent > 5) return "guesses out of range";
  if (keying.host !== null && keying.guest !== null) return "host and guest at once";
  if (state.leap !== null && state.pact === null) return "a leap nobody agreed to";
  if ((state.sheetUntil === null) !== (state.sheetSas === null)) return "half a sheet";
  if (state.alarms.length > 20) return "alarms without end";
  if (epochs.prepared !== null && seat?.role === "guest") return "a guest prepares";
  const ids = outbox.parcels.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) return "a parcel twice";
  const keys = timeline.map((entry) => (entry.kind === "message" ? `${entry.by} ${entry.id}` : entry.id));
  if (new Set(keys).size !== keys.length) return "an entry twice";
  if (state.unread.some((id) => !keys.some((key) => key.endsWith(id)))) return "unread, and not there";
  for (const each of effects) {
    if (each.type !== "keep" || each.value === null) continue;
    if (each.name === keepNames.record(token) && readRecord(each.value) === null)
      return `a record nobody can read: ${each.value}`;
    if (each.name === keepNames.waiting(token) && readWaiting(each.value).length === 0)
      return `words nobody can read: ${each.value}`;
  }
  return null;
}

test("[TS10] whatever happens in whatever order: no throw, no tight loop, a state that fits together", () => {
  fc.assert(
    fc.property(fc.nat(), fc.boolean(), fc.array(event, { maxLength: 60 }), (seed, isSeated, events) => {
      const pair = new Pair(seed);
      pair.watch = (side, effects) => {
        const misfit = fits(side, effects);
        if (misfit !== null) throw new Error(`${side.role}: ${misfit}`);
      };
      if (isSeated) {
        pair.seat();
        pair.settle(6);
      }
      for (const each of events) happen(pair, each);
    }),
    {
      numRuns: Number(process.env["FUZZ_RUNS"] ?? 80),
      seed: Number(process.env["FUZZ_SEED"] ?? 20_240_101),
    },
  );
}, 60_000);

function happen(pair: Pair, each: Event): void {
  const side = each.at === 0 ? pair.host : pair.guest;
  switch (each.is) {
    case "input":
      pair.feed(side, meant(side, each.input));
      break;
    case "frames":
      for (const one of take(side, each)) pair.feed(side, { type: "frame", frame: one });
      break;
    case "time":
      pair.now += each.ms;
      break;
    case "line":
      if (side.state.link.phase === "dialing") pair.connect(side);
      break;
  }
  for (const one of [pair.host, pair.guest]) pair.ring(one);
}

/** Invented ids name nothing: most of them are taken to mean something that is really there. */
function meant({ state }: Side, input: Input): Input {
  const real = [
    ...state.timeline.map((entry) => ({
      id: entry.id,
      by: entry.kind === "message" ? entry.by : ("host" as const),
    })),
    ...state.outbox.parcels.map(({ id }) => ({ id, by: state.seat?.role ?? ("host" as const) })),
    ...state.alarms.map(({ id }) => ({ id, by: "host" as const })),
  ];
  const named = (id: string) =>
    real[Number.parseInt(id.slice(0, 2), 16) % (real.length + 2)] ?? { id, by: "host" as const };
  if (input.type === "react") return { ...input, ...named(input.id) };
  if ("id" in input) return { ...input, id: named(input.id).id };
  if (input.type === "remove") return { ...input, ids: input.ids.map((id) => named(id).id) };
  if (input.type !== "frame") return input;
  const { frame } = input;
  return frame.type === "ack" || frame.type === "nack"
    ? { ...input, frame: { ...frame, cid: named(frame.cid).id } }
    : input;
}

function take(
  { inbox }: Side,
  { count, isShuffled }: { count: number; isShuffled: boolean },
): readonly Down[] {
  const some = inbox.splice(0, count);
  return isShuffled ? some.toReversed() : some;
}
