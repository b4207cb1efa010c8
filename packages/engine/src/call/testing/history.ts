/** One life of two devices by a seed: both sides' inputs in any order over a network that misbehaves. */
import type { Role } from "@chatorbit/protocol";
import type { CallInput } from "../inputs.ts";
import { obstacle } from "../prepare.ts";
import type { Signal } from "../signals.ts";
import { joinedOf } from "../turn.ts";
import { Air } from "./air.ts";
import { type Dice, dice } from "./dice.ts";
import { Side } from "./side.ts";
import { Time } from "./time.ts";

export type History = {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly end: "connected" | "apart" | "inconsistent";
  /** Platform operations that failed: none is a fault, many are a smell. */
  readonly misfits: number;
  readonly everConnected: boolean;
  readonly settledMs: number;
  readonly trace: readonly string[];
};

type Weather = { loss: number; doubling: number; delay: readonly [number, number] };

const wild = (d: Dice): Weather => ({
  loss: d.of([0, 0.05, 0.2, 0.5]),
  doubling: d.of([0, 0.2]),
  delay: d.of([
    [5, 40],
    [5, 400],
    [20, 4_000],
  ] as const),
});

const calm: Weather = { loss: 0, doubling: 0, delay: [20, 60] };

/** Time to settle once nothing goes wrong any more, ms: rings, three rebuilds, and again. */
const patienceMs = 300_000;

export function history(seed: number, chaosMs = 40_000): History {
  const d = dice(seed);
  const env = { air: new Air(), time: new Time(), dice: d, isTerse: d.chance(0.3) };
  let weather = wild(d);
  const sides: Record<Role, Side> = {
    host: new Side("host", env, (signal, ts) => pass("guest", signal, ts)),
    guest: new Side("guest", env, (signal, ts) => pass("host", signal, ts)),
  };
  const both = [sides.host, sides.guest];

  function pass(to: Role, signal: Signal, ts: number): void {
    const copies = d.chance(weather.doubling) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      if (d.chance(weather.loss)) continue;
      env.time.in(d.between(...weather.delay), () => sides[to].input({ type: "heard", signal, ts }));
    }
  }

  for (const side of both) {
    side.hasTurn = d.chance(0.8);
    side.media.refusing = d.of([0, 0, 0.2]);
    side.isIceBroken = d.chance(0.05);
  }
  let everConnected = false;
  const isConnected = () => both.every((side) => side.phase === "connected");
  try {
    const end = env.time.now + chaosMs;
    while (env.time.now < end) {
      const side = d.of(both);
      // Both at once, as people do whose call just broke.
      if (d.chance(0.06)) for (const one of both) one.input({ type: "start", video: d.chance(0.5) });
      else something(side, d, env.air);
      if (d.chance(0.05)) weather = wild(d);
      env.time.pass(d.of([0, 50, 300, 1_500, 5_000]));
      everConnected ||= isConnected();
    }
    weather = calm;
    env.air.isUp = true;
    for (const side of both) {
      side.media.refusing = 0;
      side.isIceBroken = false;
      side.input({ type: "busy", isBusy: false });
      side.input({ type: "reachable", isReachable: true });
    }
    const settledMs = settle(both, d, env.time);
    everConnected ||= isConnected();
    return {
      seed,
      faults: both.flatMap(({ faults }) => faults),
      end: verdict(both),
      misfits: both.reduce((sum, side) => sum + side.misfits.length, 0),
      everConnected,
      settledMs,
      trace: both
        .flatMap(({ trace }) => trace)
        .toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)),
    };
  } catch (cause) {
    const trace = both.flatMap(({ trace }) => trace.slice(-30));
    return {
      seed,
      faults: [String(cause)],
      end: "inconsistent",
      misfits: 0,
      everConnected,
      settledMs: 0,
      trace,
    };
  }
}

/** Lets the people do what the screen offers until both sides agree, and some time beyond. */
function settle(both: readonly Side[], d: Dice, time: Time): number {
  const from = time.now;
  let since: number | null = null;
  while (time.now < from + patienceMs) {
    for (const side of both) help(side, d);
    time.pass(2_000);
    since = verdict(both) === "inconsistent" ? null : (since ?? time.now);
    if (since !== null && time.now > since + 15_000) break;
  }
  return (since ?? time.now) - from;
}

function help(side: Side, d: Dice): void {
  const what = obstacle(side.state);
  if (what === "address-consent") side.input({ type: "agreeExposure" });
  if (what === "no-relay") side.input({ type: "choosePath", path: null });
  if (joinedOf(side.state)?.recovery.is === "stuck") side.input({ type: "reconnect" });
  const { call } = side.state;
  if (call.phase !== "ringing" || call.answer !== null || d.chance(0.5)) return;
  side.input(d.chance(0.8) ? { type: "accept", video: d.chance(0.5) } : { type: "decline" });
}

/** Same call over the same connection on both sides, or no call on either. */
export function verdict(both: readonly Side[]): History["end"] {
  const [host, guest] = both.map((side) => joinedOf(side.state));
  if (host && guest) {
    const isOne =
      host.call === guest.call &&
      host.negotiation.gen === guest.negotiation.gen &&
      both.every(({ phase, peer }) => phase === "connected" && peer?.signaling === "stable") &&
      host.negotiation.signaling === "stable" &&
      guest.negotiation.signaling === "stable";
    return isOne && isHonest(both) ? "connected" : "inconsistent";
  }
  return both.every(({ phase }) => phase === "idle" || phase === "ended") ? "apart" : "inconsistent";
}

/** What each shows of the other is what the other sends. */
function isHonest([host, guest]: readonly Side[]): boolean {
  const shows = (side: Side | undefined) => side && joinedOf(side.state)?.theirs.video;
  const sends = (side: Side | undefined) => side && joinedOf(side.state)?.sending.video !== null;
  return shows(host) === sends(guest) && shows(guest) === sends(host);
}

const uuid = "00000000-0000-4000-8000-000000000000";

function something(side: Side, d: Dice, air: Air): void {
  const gen = joinedOf(side.state)?.negotiation.gen ?? 1;
  if (d.chance(0.02)) return side.reload();
  if (d.chance(0.06)) return void (air.isUp = !air.isUp);
  if (d.chance(0.05)) return side.media.lose(d.of(["microphone", "camera", "screen"]));
  const { call, consent } = side.state;
  const asked = consent.is === "none" ? uuid : consent.id;
  // People answer what is on the screen more often than not.
  if (call.phase === "ringing" && d.chance(0.4)) return side.input({ type: "accept", video: d.chance(0.5) });
  if (obstacle(side.state) === "address-consent" && d.chance(0.5))
    return side.input({ type: "agreeExposure" });
  if ((call.phase === "idle" || call.phase === "ended") && d.chance(0.3)) {
    return side.input({ type: "start", video: d.chance(0.5) });
  }
  side.input(
    d.of<CallInput>([
      { type: "hangUp" },
      { type: "dismiss" },
      { type: "decline" },
      { type: "camera", isOn: d.chance(0.5) },
      { type: "camera", isOn: d.chance(0.5) },
      { type: "share", isOn: d.chance(0.5) },
      { type: "mute", isMuted: d.chance(0.5) },
      { type: "chooseDevice", source: d.of(["microphone", "camera"]), device: d.of([null, "a", "b"]) },
      { type: "choosePath", path: d.of([null, "direct", "relay"]) },
      { type: "verified", isVerified: d.chance(0.5) },
      { type: "busy", isBusy: d.chance(0.2) },
      { type: "reconnect" },
      { type: "networkChanged" },
      { type: "networkChanged" },
      { type: "silent", gen },
      { type: "silent", gen },
      { type: "flows", gen },
      { type: "reachable", isReachable: d.chance(0.7) },
      { type: "iceError", gen, url: "turn:relay.test", code: d.of([401, 438, 701]) },
      { type: "connection", gen, state: d.of(["connecting", "disconnected", "failed"]) },
      { type: "peerBroke", gen, ticket: joinedOf(side.state)?.negotiation.ticket ?? 0 },
      { type: "negotiationNeeded", gen: gen - 1 },
      { type: "gotMedia", request: -1, sources: ["camera"] },
      { type: "mediaRefused", request: -1, why: "in-use" },
      { type: "heard", signal: { t: "rtc.bye", call: uuid }, ts: 0 },
      {
        type: "heard",
        signal: { t: "rtc.desc", call: uuid, gen, desc: { type: "offer", sdp: "v=0" } },
        ts: 0,
      },
      { type: "askConsent", what: d.of(["recording", "transcript"]) },
      { type: "answerConsent", id: asked, isAgreed: d.chance(0.7) },
      { type: "stopRecording" },
      { type: "epochChanged" },
      { type: "recorderEnded" },
      { type: "leave" },
      {
        type: "sample",
        gen,
        sample: {
          rttMs: d.of([20, 400, 2_000]),
          lossShare: d.of([0, 0.05, 0.3]),
          bitrate: 500_000,
          path: "relayed",
          relayProtocol: "udp",
        },
      },
    ]),
  );
}

export type Tally = {
  readonly runs: number;
  readonly bad: readonly History[];
  readonly connected: number;
  readonly everConnected: number;
  readonly misfits: number;
  readonly slowestMs: number;
};

/** Runs `count` seeds from `first`; keeps only what went wrong. */
export function histories(first: number, count: number): Tally {
  const bad: History[] = [];
  const tally = { connected: 0, everConnected: 0, misfits: 0, slowestMs: 0 };
  for (let seed = first; seed < first + count; seed++) {
    const one = history(seed);
    if (one.faults.length > 0 || one.end === "inconsistent") bad.push(one);
    tally.connected += one.end === "connected" ? 1 : 0;
    tally.everConnected += one.everConnected ? 1 : 0;
    tally.misfits += one.misfits;
    tally.slowestMs = Math.max(tally.slowestMs, one.settledMs);
  }
  return { runs: count, bad, ...tally };
}
