import { expect, test } from "bun:test";
import fc from "fast-check";
import { hear, hearWell, say, wire } from "../../testing/devices.ts";
import { expectCode } from "../../testing/expect-code.ts";
import {
  ackOf,
  covers,
  isAckFull,
  type LiveEnvelope,
  maxAckRanges,
  ProtocolError,
  readAck,
  skippedKeyMs,
} from "../index.ts";

const envelopes = (on: ReturnType<typeof wire>, count: number): LiveEnvelope[] =>
  Array.from({ length: count }, () => say(on));

test("[CR7] nothing opened, nothing acknowledged", () => {
  const { receive } = wire();
  expect(ackOf(receive, 0)).toEqual({ n: -1, miss: [], lost: [] });
});

test("[CR7] one frame dropped for ever delays itself and no later tick", () => {
  const on = wire();
  const sent = envelopes(on, 10);
  for (const [i, envelope] of sent.entries()) if (i !== 2) hearWell(on, envelope, 1000);
  const early = ackOf(on.receive, 1000);
  expect(early).toEqual({ n: 9, miss: [[2, 2]], lost: [] });
  expect([1, 2, 3, 9, 10].map((n) => covers(early, n))).toEqual([
    "delivered",
    "missing",
    "delivered",
    "delivered",
    "unknown",
  ]);
  const late = ackOf(on.receive, 1000 + skippedKeyMs);
  expect(late).toEqual({ n: 9, miss: [], lost: [[2, 2]] });
  expect(covers(late, 2)).toBe("lost");
});

test("[CR7] neighbouring holes are one range, holes that were given up join the lost ones", () => {
  const on = wire();
  const sent = envelopes(on, 8);
  hearWell(on, sent[3], 0);
  hearWell(on, sent[6], 30_000);
  expect(ackOf(on.receive, 30_000).miss).toEqual([
    [0, 2],
    [4, 5],
  ]);
  hearWell(on, sent[7], skippedKeyMs);
  expect(ackOf(on.receive, skippedKeyMs)).toEqual({ n: 7, miss: [[4, 5]], lost: [[0, 2]] });
  expect(ackOf(on.receive, 3 * skippedKeyMs)).toEqual({
    n: 7,
    miss: [],
    lost: [
      [0, 2],
      [4, 5],
    ],
  });
});

test("[CR7] what the lists cannot hold, n does not pass", () => {
  const on = wire();
  const sent = envelopes(on, 50);
  for (const [i, envelope] of sent.entries()) if (i % 2 === 1) hearWell(on, envelope, 0);
  const ack = ackOf(on.receive, 0);
  expect(ack.n).toBe(31);
  expect(ack.miss.length).toBe(maxAckRanges);
  expect(covers(ack, 32)).toBe("unknown");
  expect(covers(ack, 33)).toBe("unknown");
  expect(isAckFull(on.receive, 0)).toBe(true);
  const lost = ackOf(on.receive, skippedKeyMs);
  expect([lost.n, lost.miss, lost.lost.length]).toEqual([31, [], maxAckRanges]);
  hearWell(on, sent[0], 0);
  expect(ackOf(on.receive, 0).n).toBe(33);
});

test("[CR7] whatever comes in whatever order: an ack says of every number exactly what happened", () => {
  const step = fc.record({ n: fc.nat(60), after: fc.constantFrom(0, 1_000, 40_000) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const on = wire();
      const sent = envelopes(on, 61);
      const opened = new Set<number>();
      let now = 0;
      for (const { n, after } of steps) {
        now += after;
        if (hear(on, sent[n], now).kind === "opened") opened.add(n);
        const ack = ackOf(on.receive, now);
        expect(readAck(JSON.parse(JSON.stringify(ack)))).toEqual(ack);
        for (let i = 0; i <= 60; i++) {
          const state = covers(ack, i);
          if (state === "delivered") expect(opened.has(i)).toBe(true);
          if (state === "missing" || state === "lost") expect(opened.has(i)).toBe(false);
          if (state === "unknown") expect(i > ack.n).toBe(true);
        }
        if (!isAckFull(on.receive, now)) expect(ack.n).toBe(Math.max(-1, ...opened));
      }
    }),
    { numRuns: 40 },
  );
});

test("[CR7] an ack of the peer is checked: lists, order, bounds", () => {
  const right = {
    n: 9,
    miss: [
      [1, 2],
      [4, 4],
    ],
    lost: [[6, 9]],
  };
  expect<unknown>(readAck({ ...right, ep: 3 })).toEqual(right);
  const wrong = [
    null,
    7,
    {},
    { ...right, n: -2 },
    { ...right, n: 1.5 },
    { ...right, miss: [[2, 1]] },
    {
      ...right,
      miss: [
        [1, 2],
        [2, 3],
      ],
    },
    {
      ...right,
      miss: [
        [4, 4],
        [1, 2],
      ],
    },
    { ...right, lost: [[6, 10]] },
    { ...right, lost: [[6]] },
    { ...right, lost: [[6, 7, 8]] },
    { ...right, lost: "x" },
    { ...right, miss: Array.from({ length: 17 }, (_, i) => [2 * i, 2 * i]), n: 99 },
  ];
  for (const value of wrong) expectCode(() => readAck(value), "header");
  const fields = fc.record({
    n: fc.oneof(fc.integer(), fc.anything()),
    miss: fc.anything(),
    lost: fc.anything(),
  });
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fields), (value) => {
      try {
        readAck(value);
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
      }
    }),
  );
});
