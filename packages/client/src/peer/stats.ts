import type { RelayProtocol, Sample } from "./port.ts";

/** What the look before counted. */
export type Counters = {
  readonly at: number;
  readonly bytes: number;
  readonly received: number;
  readonly lost: number;
};

export const noCounters: Counters = { at: 0, bytes: 0, received: 0, lost: 0 };

type Entry = Readonly<Record<string, unknown>>;

const number = (entry: Entry | undefined, name: string): number => {
  const value = entry?.[name];
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
};

/**
 * The entries of `getStats()` (webrtc-stats) as one small sample. Counters run from the beginning, so
 * shares and rates are of the time since `before`; null for the first look and for none.
 */
export function reduceStats(
  entries: readonly unknown[],
  before: Counters,
): { readonly sample: Sample | null; readonly counters: Counters } {
  const all = entries.filter((entry): entry is Entry => typeof entry === "object" && entry !== null);
  const of = (type: string) => all.filter((entry) => entry["type"] === type);
  const pair = chosenPair(all);
  if (pair === undefined) return { sample: null, counters: before };

  const inbound = of("inbound-rtp");
  const sum = (list: readonly Entry[], name: string) =>
    list.reduce((total, one) => total + number(one, name), 0);
  const counters: Counters = {
    at: number(pair, "timestamp"),
    bytes: number(pair, "bytesSent") + number(pair, "bytesReceived"),
    received: sum(inbound, "packetsReceived"),
    lost: sum(inbound, "packetsLost"),
  };
  const seconds = (counters.at - before.at) / 1000;
  // A restart of ICE begins a new pair, whose bytes count from zero.
  const isComparable = before.at > 0 && seconds > 0 && counters.bytes >= before.bytes;
  if (!isComparable) return { sample: null, counters };

  const lost = Math.max(0, counters.lost - before.lost);
  const received = Math.max(0, counters.received - before.received);
  const inShare = lost + received === 0 ? 0 : lost / (lost + received);
  const outShare = Math.max(0, ...of("remote-inbound-rtp").map((one) => number(one, "fractionLost")));
  const rtt = pair["currentRoundTripTime"];
  return {
    counters,
    sample: {
      rttMs: typeof rtt === "number" && Number.isFinite(rtt) ? Math.round(rtt * 1000) : null,
      lossShare: Math.min(1, Math.max(inShare, outShare)),
      bitrate: Math.round((8 * (counters.bytes - before.bytes)) / seconds),
      ...wayOf(all, pair),
    },
  };
}

/** What came over any pair since the beginning, bytes. */
export const bytesReceived = (entries: readonly unknown[]): number =>
  entries
    .filter((entry): entry is Entry => typeof entry === "object" && entry !== null)
    .filter((entry) => entry["type"] === "candidate-pair")
    .reduce((total, pair) => total + number(pair, "bytesReceived"), 0);

/** Chromium names the pair at the transport, Firefox marks it `selected`. */
function chosenPair(all: readonly Entry[]): Entry | undefined {
  const pairs = all.filter((entry) => entry["type"] === "candidate-pair");
  const named = all.find((entry) => entry["type"] === "transport")?.["selectedCandidatePairId"];
  return (
    pairs.find((pair) => named !== undefined && pair["id"] === named) ??
    pairs.find((pair) => pair["selected"] === true) ??
    pairs.find((pair) => pair["nominated"] === true && pair["state"] === "succeeded")
  );
}

function wayOf(all: readonly Entry[], pair: Entry): Pick<Sample, "path" | "relayProtocol"> {
  const end = (name: string) => all.find((entry) => entry["id"] === pair[name]);
  const local = end("localCandidateId");
  const remote = end("remoteCandidateId");
  if (local === undefined) return { path: null, relayProtocol: null };
  const isRelayed = local["candidateType"] === "relay" || remote?.["candidateType"] === "relay";
  const said = local["candidateType"] === "relay" ? local["relayProtocol"] : null;
  const relayProtocol: RelayProtocol | null =
    said === "udp" || said === "tcp" || said === "tls" ? said : null;
  return { path: isRelayed ? "relayed" : "direct", relayProtocol };
}
