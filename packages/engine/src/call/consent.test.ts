import { expect, test } from "bun:test";
import { effectsOf, joined, Pair } from "./testing/pair.ts";

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
  pair.guest.input({ type: "answerConsent", isAgreed: true });
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
  pair.guest.input({ type: "answerConsent", isAgreed: false });
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
  pair.guest.input({ type: "answerConsent", isAgreed: true });
  pair.time.pass(100);
  expect(pair.host.recording).not.toBeNull();
  pair.host.input({ type: "leave" });
  expect(pair.host.recording).toBeNull();
});
