import { expect, test } from "bun:test";
import type { Sealed } from "@chatorbit/protocol";
import fc from "fast-check";
import {
  emptyOutbox,
  hurry,
  nextResendAt,
  type Outbox,
  type Parcel,
  pause,
  put,
  refused,
  resendable,
  resent,
  retry,
  rewrap,
  sealable,
  settle,
  take,
  wrap,
} from "./outbox.ts";

const parcel = (id: string, change: Partial<Parcel> = {}): Parcel => ({
  id,
  type: "message",
  body: { t: "text", body: id },
  ts: 0,
  isDurable: true,
  sealed: null,
  mayHaveLeft: false,
  wasResealed: false,
  failure: null,
  ...change,
});

const filled = (...ids: readonly string[]): Outbox =>
  ids.reduce((outbox, id) => put(outbox, parcel(id)), emptyOutbox);

const sealedAt = (n: number, sentAt = 0, ep = 0) => ({
  ep,
  n,
  envelope: {} as Sealed,
  sentAt,
  tries: 1,
  isHanded: false,
  place: null,
});

const ids = (parcels: readonly Parcel[]) => parcels.map(({ id }) => id);

test("[TS9] what waits is sealed oldest first, so many at a time as may be on their way", () => {
  const names = Array.from({ length: 100 }, (_, n) => `${n}`);
  let outbox = filled(...names);
  expect(ids(sealable(outbox, 0))).toEqual(names.slice(0, 64));
  for (const [n, id] of names.slice(0, 60).entries()) outbox = wrap(outbox, id, sealedAt(n));
  expect(ids(sealable(outbox, 0))).toEqual(names.slice(60, 64));
});

test("[TS9] the same bytes go again after 5, 10, 20, 30, 30 seconds while nothing confirms them", () => {
  let outbox = wrap(filled("a"), "a", sealedAt(0));
  const sent: number[] = [];
  for (let now = 0; now <= 200_000; now += 500) {
    for (const { id } of resendable(outbox, now)) {
      outbox = resent(outbox, id, now);
      sent.push(now);
    }
  }
  expect(sent).toEqual([5_000, 15_000, 35_000, 65_000, 95_000, 125_000, 155_000, 185_000]);
});

test("[TS9] with the line or the peer back everything unconfirmed goes again at once; a pause still holds", () => {
  const outbox = hurry(wrap(wrap(filled("a", "b"), "a", sealedAt(0)), "b", sealedAt(1)));
  expect(ids(resendable(outbox, 1))).toEqual(["a", "b"]);
  expect(resendable(pause(outbox, 2, 1), 1_000)).toEqual([]);
  expect(ids(resendable(pause(outbox, 2, 1), 2_001))).toEqual(["a", "b"]);
});

test("[TS9] an ack settles: delivered is gone, missing goes again after 5 s, lost is sealed once more, then failed", () => {
  let outbox = filled("a", "b", "c");
  for (const [n, id] of ["a", "b", "c"].entries()) outbox = wrap(outbox, id, sealedAt(n));
  const fate = (n: number) => (["delivered", "missing", "lost"] as const)[n] ?? "unknown";
  const early = settle(outbox, 0, fate, 1_000);
  expect(ids(early.delivered)).toEqual(["a"]);
  expect(resendable(early.outbox, 1_000)).toEqual([]);
  expect(ids(sealable(early.outbox, 1_000))).toEqual(["c"]);
  const late = settle(early.outbox, 0, fate, 6_000);
  expect(ids(resendable(late.outbox, 6_000))).toEqual(["b"]);
  const again = wrap(late.outbox, "c", sealedAt(2, 6_000));
  const given = settle(again, 0, fate, 70_000);
  expect(ids(given.failed)).toEqual(["c"]);
  expect(given.outbox.parcels.find(({ id }) => id === "c")?.failure).toBe("lost");
});

test("[CRYPTO §4] an ack of another epoch says nothing about this one's numbers", () => {
  const outbox = wrap(filled("a"), "a", sealedAt(0, 0, 3));
  expect(settle(outbox, 2, () => "delivered", 0).outbox).toBe(outbox);
});

test("[CRYPTO §4] what comes by itself again and was given up is forgotten, not kept for ever", () => {
  const outbox = wrap(put(emptyOutbox, parcel("ack", { isDurable: false })), "ack", sealedAt(0));
  expect(settle(outbox, 0, () => "lost", 70_000).outbox.parcels).toEqual([]);
});

test("[CRYPTO §3] new keys: what is durable is sealed again under its id, what is not goes with its epoch", () => {
  const both = put(filled("a"), parcel("typing", { isDurable: false }));
  const outbox = rewrap(wrap(wrap(both, "a", sealedAt(0)), "typing", sealedAt(1)));
  expect(ids(sealable(outbox, 0))).toEqual(["a"]);
  // It may have arrived under the old ones: taking it back must be said.
  expect(outbox.parcels[0]?.mayHaveLeft).toBe(true);
});

test("[TS10] a pause of the server's is no failure, and never longer than a minute", () => {
  const outbox = refused(wrap(filled("a"), "a", sealedAt(0)), "a", "rate", 1e300, 0);
  expect(outbox.parcels[0]?.failure).toBeNull();
  expect(ids(resendable(outbox, 60_000))).toEqual(["a"]);
  expect(nextResendAt(outbox)).toBe(60_000);
});

test("[TS10] what the server refuses has failed until it is tried again, or the peer has it all the same", () => {
  const failed = refused(wrap(filled("a"), "a", sealedAt(0)), "a", "too-large", null, 0);
  expect(resendable(failed, 100_000)).toEqual([]);
  expect(nextResendAt(failed)).toBeNull();
  expect(ids(settle(failed, 0, () => "delivered", 0).delivered)).toEqual(["a"]);
  expect(ids(sealable(retry(failed, "a"), 0))).toEqual(["a"]);
});

test("[TS9] whatever happens: nothing is lost but by its ack or its author, and what is due is doable", () => {
  const id = fc.constantFrom("a", "b", "c", "d", "e");
  const move = fc.oneof(
    fc.record({ is: fc.constant("put" as const), id }),
    fc.record({ is: fc.constant("seal" as const), id }),
    fc.record({
      is: fc.constant("settle" as const),
      fate: fc.constantFrom("delivered" as const, "missing" as const, "lost" as const, "unknown" as const),
      n: fc.nat(8),
    }),
    fc.record({
      is: fc.constant("refuse" as const),
      id,
      refusal: fc.constantFrom("rate" as const, "peer-away" as const, "too-large" as const),
    }),
    fc.record({ is: fc.constantFrom("hurry" as const, "rewrap" as const) }),
    fc.record({ is: fc.constantFrom("retry" as const, "take" as const), id }),
    fc.record({ is: fc.constant("time" as const), ms: fc.nat(40_000) }),
  );
  fc.assert(
    fc.property(fc.array(move, { maxLength: 80 }), (moves) => {
      let outbox = emptyOutbox;
      let now = 0;
      let n = 0;
      const owed = new Set<string>();
      for (const each of moves) {
        switch (each.is) {
          case "put":
            if (!owed.has(each.id)) outbox = put(outbox, parcel(each.id));
            owed.add(each.id);
            break;
          case "seal":
            if (sealable(outbox, now).some((one) => one.id === each.id))
              outbox = wrap(outbox, each.id, sealedAt((n += 1), now));
            break;
          case "settle": {
            const settled = settle(outbox, 0, (one) => (one === each.n ? each.fate : "unknown"), now);
            for (const one of settled.delivered) owed.delete(one.id);
            outbox = settled.outbox;
            break;
          }
          case "refuse":
            outbox = refused(outbox, each.id, each.refusal, 1, now);
            break;
          case "hurry":
            outbox = hurry(outbox);
            break;
          case "rewrap":
            outbox = rewrap(outbox);
            break;
          case "retry":
            outbox = retry(outbox, each.id);
            break;
          case "take":
            owed.delete(each.id);
            outbox = take(outbox, each.id);
            break;
          case "time":
            now += each.ms;
            break;
        }
        expect(ids(outbox.parcels).toSorted()).toEqual([...owed].toSorted());
        const due = nextResendAt(outbox);
        if (due === null || due > now) continue;
        // A tick now finds something to do.
        expect(resendable(outbox, now).length + sealable(outbox, now).length).toBeGreaterThan(0);
        for (const one of resendable(outbox, now)) outbox = resent(outbox, one.id, now);
      }
    }),
  );
});
