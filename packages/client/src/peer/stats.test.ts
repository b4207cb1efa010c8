import { expect, test } from "bun:test";
import fc from "fast-check";
import { noCounters, reduceStats } from "./stats.ts";

const look = (at: number, bytes: number, received: number, lost: number, relay: string | null = null) => [
  { type: "transport", id: "T", selectedCandidatePairId: "P" },
  { type: "candidate-pair", id: "Q", state: "failed", timestamp: at, bytesSent: 9e9, bytesReceived: 9e9 },
  {
    type: "candidate-pair",
    id: "P",
    timestamp: at,
    bytesSent: bytes,
    bytesReceived: bytes,
    currentRoundTripTime: 0.042,
    localCandidateId: "L",
    remoteCandidateId: "R",
  },
  {
    type: "local-candidate",
    id: "L",
    candidateType: relay === null ? "host" : "relay",
    relayProtocol: relay,
  },
  { type: "remote-candidate", id: "R", candidateType: "srflx" },
  { type: "inbound-rtp", id: "A", packetsReceived: received, packetsLost: lost },
  { type: "remote-inbound-rtp", id: "B", fractionLost: 0.01 },
];

test("[CA5] two looks make a sample: of the time between, not since the beginning", () => {
  const first = reduceStats(look(1_000, 1_000, 100, 50), noCounters);
  expect(first.sample).toBeNull();
  const second = reduceStats(look(3_000, 126_000, 190, 60), first.counters);
  expect(second.sample).toEqual({
    rttMs: 42,
    lossShare: 0.1,
    bitrate: 1_000_000,
    path: "direct",
    relayProtocol: null,
  });
});

test("[CA5] relayed at either end is relayed; how is told where the platform says", () => {
  const { counters } = reduceStats(look(1_000, 1_000, 1, 0, "tls"), noCounters);
  expect(reduceStats(look(3_000, 2_000, 2, 0, "tls"), counters).sample).toMatchObject({
    path: "relayed",
    relayProtocol: "tls",
  });
  const far = look(3_000, 2_000, 2, 0).map((entry) =>
    entry.id === "R" ? { ...entry, candidateType: "relay" } : entry,
  );
  expect(reduceStats(far, counters).sample).toMatchObject({ path: "relayed", relayProtocol: null });
});

test("[CA5] Firefox names no transport, and a pair of a restart counts from zero", () => {
  const firefox = (at: number, bytes: number) =>
    look(at, bytes, 1, 0)
      .filter(({ type }) => type !== "transport")
      .map((entry) => (entry.id === "P" ? { ...entry, selected: true } : entry));
  const { counters } = reduceStats(firefox(1_000, 5_000), noCounters);
  expect(reduceStats(firefox(3_000, 6_000), counters).sample?.bitrate).toBe(8_000);
  const restarted = reduceStats(firefox(3_000, 100), counters);
  expect(restarted.sample).toBeNull();
  expect(reduceStats(firefox(5_000, 1_100), restarted.counters).sample?.bitrate).toBe(8_000);
});

test("[CA5] no report makes it throw or give nonsense", () => {
  const entry = fc.oneof(
    fc.anything(),
    fc.record({
      type: fc.constantFrom("transport", "candidate-pair", "inbound-rtp"),
      id: fc.string(),
      timestamp: fc.anything(),
      bytesSent: fc.anything(),
      selected: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 8 }), fc.array(entry, { maxLength: 8 }), (one, two) => {
      const { sample } = reduceStats(two, reduceStats(one, noCounters).counters);
      if (sample === null) return;
      expect(sample.lossShare).toBeWithin(0, 1.000_001);
      expect(sample.bitrate).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 300 },
  );
});
