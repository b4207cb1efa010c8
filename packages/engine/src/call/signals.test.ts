import { expect, test } from "bun:test";
import { fit } from "@chatorbit/protocol";
import fc from "fast-check";
import { callMachine } from "./call.ts";
import { callSignals, recordingSignals, type Signal, signal } from "./signals.ts";

const call = "11111111-2222-4333-8444-555555555555";
const ring = { t: "rtc.ring", call, audio: true, video: false, relay: true };
const cand = { candidate: "candidate:1", sdpMid: "0", sdpMLineIndex: 0, usernameFragment: "u" };

test("every kind has one name", () => {
  const names = [...callSignals, ...recordingSignals].map(({ entries }) => entries.t.literal as string);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(13);
});

test.each<[string, unknown]>([
  ["an unknown field", { ...ring, extra: 1 }],
  ["a call that is no uuid", { ...ring, call: "x" }],
  ["connection 0", { t: "rtc.ice", call, gen: 0, cands: [] }],
  ["a connection beyond counting", { t: "rtc.ice", call, gen: 65_536, cands: [] }],
  ["half a connection", { t: "rtc.ice", call, gen: 1.5, cands: [] }],
  ["too many candidates", { t: "rtc.ice", call, gen: 1, cands: Array.from({ length: 33 }, () => cand) }],
  [
    "an endless candidate",
    { t: "rtc.ice", call, gen: 1, cands: [{ ...cand, candidate: "x".repeat(1_025) }] },
  ],
  [
    "a description over 64 KiB",
    { t: "rtc.desc", call, gen: 1, desc: { type: "offer", sdp: "x".repeat(65_537) } },
  ],
  ["a provisional answer", { t: "rtc.desc", call, gen: 1, desc: { type: "pranswer", sdp: "v=0" } }],
  ["a reason with markup", { t: "rtc.bye", call, reason: "<b>" }],
  ["a consent for something else", { t: "rec.ask", id: call, what: "everything" }],
])("[CA2] refused: %s", (_, value) => {
  expect(fit(signal, value)).toBeNull();
});

test("[CA2] a stored product hears no signal older than its limit", () => {
  const machine = callMachine({ me: "guest", maxSignalAgeMs: 60_000 });
  const world = { now: 1_000_000, random: (length: number) => new Uint8Array(length) };
  const heard = (ts: number) =>
    machine.step(machine.initial, { type: "heard", signal: ring as Signal, ts }, world)[0];
  expect(heard(world.now - 60_001).call.phase).toBe("idle");
  expect(heard(world.now + 60_001).call.phase).toBe("idle");
  expect(heard(world.now - 59_000).call.phase).toBe("ringing");
});

test("[CA1] [CA2] whatever a peer says in whatever order, nothing opens and no device is asked", () => {
  const id = fc.constantFrom(call, "11111111-2222-4333-8444-555555555556");
  const gen = fc.integer({ min: 1, max: 4 });
  const one: fc.Arbitrary<Signal> = fc.oneof(
    id.map((call): Signal => ({ t: "rtc.ring", call, audio: true, video: true, relay: false })),
    fc
      .tuple(fc.constantFrom("rtc.accept", "rtc.decline", "rtc.bye"), id)
      .map(([t, call]): Signal => ({ t, call })),
    fc
      .tuple(id, gen, fc.constantFrom("offer", "answer"), fc.string())
      .map(([call, gen, type, sdp]): Signal => ({ t: "rtc.desc", call, gen, desc: { type, sdp } })),
    fc.tuple(id, gen).map(([call, gen]): Signal => ({ t: "rtc.ice", call, gen, cands: [cand] })),
    id.map((call): Signal => ({ t: "rtc.media", call, audio: true, video: true })),
    fc
      .tuple(fc.constantFrom("rec.ok", "rec.no", "rec.on", "rec.off", "rec.stop"), id)
      .map(([t, id]): Signal => ({ t, id })),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(one, fc.nat(5_000)), { maxLength: 60 }), (said) => {
      const machine = callMachine({ me: "host", maxSignalAgeMs: null });
      let state = machine.initial;
      let now = 1_000;
      for (const [signal, pause] of said) {
        now += pause;
        const [next, effects] = machine.step(
          state,
          { type: "heard", signal, ts: now },
          { now, random: (length) => new Uint8Array(length) },
        );
        state = next;
        for (const { type } of effects) expect(["say", "ring", "stopRing", "note", "notice"]).toContain(type);
      }
      expect(state.gone.length).toBeLessThanOrEqual(32);
    }),
    { numRuns: 150 },
  );
});
