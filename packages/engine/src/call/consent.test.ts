import { expect, test } from "bun:test";
import type { Signal } from "./signals.ts";
import { effectsOf, joined, Pair } from "./testing/pair.ts";
import type { Side } from "./testing/side.ts";

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

const hear = (pair: Pair, side: Side, signal: Signal): void =>
  side.input({ type: "heard", signal, ts: pair.time.now });

/** The person answers what stands on the screen. */
function answer(side: Side, isAgreed: boolean): void {
  const { consent } = side.state;
  if (consent.is !== "none") side.input({ type: "answerConsent", id: consent.id, isAgreed });
}

const notes = (pair: Pair, by: "host" | "guest") =>
  effectsOf(pair[by], "note").flatMap(({ note }) =>
    note.type === "recording"
      ? [`${note.is} ${note.by}${note.stoppedBy === null ? "" : `, stopped by ${note.stoppedBy}`}`]
      : [],
  );

function recording(): Pair {
  const pair = new Pair();
  pair.connect();
  pair.host.input({ type: "askConsent", what: "recording" });
  pair.time.pass(100);
  answer(pair.guest, true);
  pair.time.pass(200);
  return pair;
}

test("[CA7] recording begins with the other side's yes, shows on both, and either stops it", () => {
  const pair = recording();
  expect(pair.host.recording).not.toBeNull();
  expect([pair.host.state.consent.is, pair.guest.state.consent.is]).toEqual(["on", "on"]);
  pair.guest.input({ type: "stopRecording" });
  pair.time.pass(100);
  expect([pair.host.state.consent.is, pair.guest.state.consent.is]).toEqual(["none", "none"]);
  expect(pair.host.recording).toBeNull();
  expect(notes(pair, "host")).toEqual(["asked me", "on me", "off me, stopped by peer"]);
  expect(notes(pair, "guest")).toEqual(["asked peer", "agreed peer", "on peer", "off peer, stopped by me"]);
});

test("[CA7] the line says who stopped a recording, and nobody where it went with its call", () => {
  const own = recording();
  own.host.input({ type: "stopRecording" });
  own.time.pass(100);
  expect([notes(own, "host").at(-1), notes(own, "guest").at(-1)]).toEqual([
    "off me, stopped by me",
    "off peer",
  ]);
  const withCall = recording();
  withCall.guest.input({ type: "hangUp" });
  withCall.time.pass(100);
  expect([notes(withCall, "host").at(-1), notes(withCall, "guest").at(-1)]).toEqual(["off me", "off peer"]);
});

test("[CA7] no without a yes: refused, unanswered, of another id, of an older epoch", () => {
  const pair = new Pair();
  pair.connect();
  const ask = () => pair.host.input({ type: "askConsent", what: "recording" });
  ask();
  pair.time.pass(100);
  answer(pair.guest, false);
  pair.time.pass(100);
  expect(pair.host.state.consent.is).toBe("none");
  ask();
  pair.host.input({
    type: "heard",
    signal: { t: "rec.ok", id: "00000000-0000-4000-8000-000000000000" },
    ts: pair.time.now,
  });
  expect(pair.host.state.consent.is).toBe("asked");
  const { consent } = pair.host.state;
  pair.host.input({ type: "epochChanged" });
  if (consent.is !== "none") {
    pair.host.input({ type: "heard", signal: { t: "rec.ok", id: consent.id }, ts: pair.time.now });
  }
  expect(pair.host.state.consent.is).toBe("none");
  ask();
  pair.time.pass(61_000);
  expect(pair.host.state.consent.is).toBe("none");
  expect(effectsOf(pair.host, "startRecorder")).toEqual([]);
});

test("[CA7] the mark lights before the first second is kept; the recording ends with the call", () => {
  const pair = recording();
  const order = pair.host.effects.flatMap((one) =>
    one.type === "say" ? [one.signal.t] : one.type === "startRecorder" ? ["starts"] : [],
  );
  expect(order.indexOf("rec.on")).toBeLessThan(order.indexOf("starts"));
  pair.guest.input({ type: "hangUp" });
  pair.time.pass(100);
  expect([pair.host.recording, pair.host.state.consent.is, pair.guest.state.consent.is]).toEqual([
    null,
    "none",
    "none",
  ]);
});

test("[CA7] the mark stays lit as long as the recorder runs, however new keys and words cross", () => {
  const pair = recording();
  pair.host.input({ type: "epochChanged" });
  pair.time.pass(100);
  // The recorder's word under the new keys came before this side had its own.
  pair.guest.input({ type: "epochChanged" });
  pair.time.pass(60_000);
  expect(pair.host.recording).not.toBeNull();
  expect(pair.guest.state.consent.is).toBe("on");
  pair.guest.input({ type: "stopRecording" });
  pair.time.pass(100);
  expect([pair.host.recording, pair.guest.state.consent.is]).toEqual([null, "none"]);
});

test("[CA7] after new keys and long silence the recorder is asked to stop before the mark goes out", () => {
  const pair = recording();
  pair.muted.add("host");
  pair.guest.input({ type: "epochChanged" });
  pair.time.pass(30_000);
  expect(pair.guest.state.consent.is).toBe("on");
  expect(pair.host.recording).toBeNull();
  pair.muted.clear();
  pair.time.pass(5_000);
  expect(pair.guest.state.consent.is).toBe("none");
});

test("[CA7] a recording nobody agreed to is said aloud and told to stop", () => {
  const pair = new Pair();
  pair.connect();
  const id = "00000000-0000-4000-8000-000000000001";
  pair.guest.input({ type: "heard", signal: { t: "rec.on", id }, ts: pair.time.now });
  expect(effectsOf(pair.guest, "notice").at(-1)?.notice.type).toBe("unasked-recording");
  expect(pair.said.at(-1)?.signal).toEqual({ t: "rec.stop", id });
});

test("[CA7] both ask at once: the host's ask counts", () => {
  const pair = new Pair();
  pair.connect();
  pair.host.input({ type: "askConsent", what: "recording" });
  pair.guest.input({ type: "askConsent", what: "recording" });
  pair.time.pass(200);
  expect(pair.guest.state.consent).toMatchObject({ is: "asked", by: "peer" });
  expect(pair.host.state.consent).toMatchObject({ is: "asked", by: "me" });
  expect(joined(pair.host).phase).toBe("connected");
});

test("[CA7] a transcript needs no call; leaving stops what records", () => {
  const pair = new Pair();
  pair.host.input({ type: "askConsent", what: "recording" });
  expect(pair.host.state.consent.is).toBe("none");
  pair.host.input({ type: "askConsent", what: "transcript" });
  pair.time.pass(100);
  answer(pair.guest, true);
  pair.time.pass(100);
  expect(pair.host.recording).not.toBeNull();
  pair.host.input({ type: "leave" });
  expect(pair.host.recording).toBeNull();
});

test("[CA7] a yes counts for the question it was given to, not for one that took its place", () => {
  const pair = new Pair();
  pair.connect();
  hear(pair, pair.guest, { t: "rec.ask", id: uuid(1), what: "transcript" });
  hear(pair, pair.guest, { t: "rec.stop", id: uuid(1) });
  pair.time.pass(6_000);
  hear(pair, pair.guest, { t: "rec.ask", id: uuid(2), what: "recording", call: joined(pair.guest).call });
  pair.guest.input({ type: "answerConsent", id: uuid(1), isAgreed: true });
  expect(pair.guest.state.consent).toMatchObject({ is: "asked", id: uuid(2) });
  expect(pair.saidBy("guest")).not.toContain("rec.ok");
  answer(pair.guest, true);
  expect(pair.guest.state.consent).toMatchObject({ is: "agreed", id: uuid(2) });
});

const floods: readonly (readonly [string, (n: number) => readonly Signal[]])[] = [
  ["stops of nothing", (n) => [{ t: "rec.stop", id: uuid(n) }]],
  ["marks nobody agreed to", (n) => [{ t: "rec.on", id: uuid(n) }]],
  ["asks", (n) => [{ t: "rec.ask", id: uuid(n), what: "transcript" }]],
  [
    "asks about another call",
    (n) => [{ t: "rec.ask", id: uuid(n), what: "recording", call: uuid(n + 10_000) }],
  ],
  [
    "asks taken back",
    (n) => [
      { t: "rec.ask", id: uuid(n), what: "transcript" },
      { t: "rec.stop", id: uuid(n) },
    ],
  ],
];

test.each(floods)("[CA7] a flood of %s draws few words, few lines, few sheets", (_, words) => {
  const pair = new Pair();
  pair.connect();
  const before = effectsOf(pair.guest, "say").length;
  const noticed = effectsOf(pair.guest, "notice").length;
  for (let n = 0; n < 1_000; n += 1) {
    for (const word of words(n)) hear(pair, pair.guest, word);
    pair.time.pass(10);
  }
  // Ten seconds: an answer of a kind each two and a half, an ask each five; the call says a few words itself.
  expect(effectsOf(pair.guest, "say").length - before).toBeLessThanOrEqual(10);
  expect(effectsOf(pair.guest, "notice").length - noticed).toBeLessThanOrEqual(4);
  expect(notes(pair, "guest").filter((one) => one === "asked peer").length).toBeLessThanOrEqual(2);
});

test("[CA7] an ask that comes too soon is neither shown nor refused: its repetition is shown", () => {
  const pair = new Pair();
  pair.connect();
  const ask = () => pair.host.input({ type: "askConsent", what: "recording" });
  ask();
  pair.time.pass(100);
  pair.host.input({ type: "stopRecording" });
  pair.time.pass(100);
  ask();
  pair.time.pass(100);
  expect(pair.guest.state.consent.is).toBe("none");
  pair.until(() => pair.guest.state.consent.is === "asked", 6_000);
  expect(notes(pair, "host")).not.toContain("refused me");
});

test("[CA7] an ask and a mark that come after the end of what they were about ask nothing and light nothing", () => {
  const pair = recording();
  const { id } = pair.guest.state.consent as { id: string };
  const { call } = joined(pair.host);
  pair.host.input({ type: "stopRecording" });
  pair.time.pass(100);
  const before = notes(pair, "guest").length;
  pair.time.pass(10_000);
  hear(pair, pair.guest, { t: "rec.ask", id, what: "recording", call });
  expect(pair.guest.state.consent.is).toBe("none");
  hear(pair, pair.guest, { t: "rec.on", id });
  expect(pair.guest.state.consent.is).toBe("none");
  expect(notes(pair, "guest")).toHaveLength(before);
  // It was agreed to once: no alarm, but the other device is told to stop in case it does go on.
  expect(effectsOf(pair.guest, "notice").map(({ notice }) => notice.type)).not.toContain("unasked-recording");
  expect(pair.saidBy("guest")).toContain("rec.stop");
});
