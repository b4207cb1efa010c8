/** One life of two devices that send files to each other, by a seed. */
import { obstacle } from "../line.ts";
import { isOver } from "../turn.ts";
import { Pair } from "./pair.ts";
import type { Side } from "./side.ts";

export type FileHistory = {
  readonly seed: number;
  readonly wrong: readonly string[];
  readonly done: number;
  readonly trace: readonly string[];
};

const doings = [
  "attach",
  "attach",
  "attach",
  "accept",
  "accept",
  "accept",
  "decline",
  "cancel",
  "agree",
  "agree",
  "verify",
  "reconnect",
  "air",
  "air back",
  "air back",
  "away",
  "back",
  "back",
  "break",
  "network",
  "rekey",
  "reload",
  "bad",
  "changed",
  "full",
  "taken back",
  "place",
] as const;

/** Three rebuilds, their pauses, and all of it again, ms. */
const patienceMs = 600_000;

const sizes = [1, 70_000, 3_000_000, 12_000_000, 60_000_000];

export function fileHistory(seed: number): FileHistory {
  const pair = new Pair(seed);
  const { time, dice: d, air } = pair.env;
  const trace: string[] = [];
  const isRelayed = d.chance(0.7);
  for (const side of pair.both) side.hasTurn = isRelayed;
  pair.loss = d.of([0, 0.1, 0.4]);
  pair.delay = d.of([
    [5, 40],
    [5, 400],
    [50, 3_000],
  ] as const);
  const steps = d.between(15, 50);
  for (let step = 0; step < steps; step += 1) {
    const side = d.of(pair.both);
    const doing = d.of(doings);
    trace.push(`${time.now % 1e8} ${side.me} ${doing}`);
    act(pair, side, doing);
    time.pass(d.of([0, 0, 20, 200, 1_000, 5_000, 20_000]));
  }
  trace.push(`${time.now % 1e8} calm`);
  pair.loss = 0;
  pair.delay = [5, 20];
  air.isUp = true;
  pair.setAway(false);
  for (const side of pair.both) side.input({ type: "networkChanged" });
  const end = time.now + patienceMs;
  // In most histories people take in the end what they were offered.
  const isTaken = d.chance(0.7);
  // What is on its way arrives first.
  time.pass(10_000);
  if (isTaken) acceptAll(pair);
  time.pass(1_000);
  while (!isAtRest(pair) && time.now < end) {
    time.pass(5_000);
    for (const side of pair.both) if (side.state.hasNoPath) side.input({ type: "reconnect" });
    if (isTaken) acceptAll(pair);
  }
  return { seed, wrong: [...new Set([...pair.faults, ...discord(pair)])], done: doneOf(pair), trace };
}

function acceptAll({ both }: Pair): void {
  for (const side of both) {
    side.place = "placed";
    if (obstacle(side.state) === "address-consent") side.agree();
    for (const { fid, way, stage } of side.state.files)
      if (way === "coming" && stage.is === "offered") side.accept(fid);
  }
}

function act(pair: Pair, side: Side, doing: (typeof doings)[number]): void {
  const { dice: d, air } = pair.env;
  const files = side.state.files.filter((file) => !isOver(file));
  const one = files.length === 0 ? null : d.of(files);
  const asked = side.state.files.filter(({ way, stage }) => way === "coming" && stage.is === "offered");
  switch (doing) {
    case "attach":
      side.hasPressed = true;
      return void side.attach(d.of(sizes));
    case "accept":
      if (obstacle(side.state) === "address-consent" && d.chance(0.5)) side.agree();
      return asked.length === 0 ? undefined : side.accept(d.of(asked).fid);
    case "decline":
      return asked.length === 0 ? undefined : side.input({ type: "decline", fid: d.of(asked).fid });
    case "cancel":
      return one === null ? undefined : side.input({ type: "cancel", fid: one.fid });
    case "agree":
      return side.agree();
    case "verify":
      return side.verify(d.chance(0.7));
    case "reconnect":
      return side.input({ type: "reconnect" });
    case "air":
      air.isUp = false;
      return;
    case "air back":
      air.isUp = true;
      return;
    case "away":
      return pair.setAway(true);
    case "back":
      return pair.setAway(false);
    case "break":
      return side.breakChannel();
    case "network":
      return side.input({ type: "networkChanged" });
    case "rekey":
      for (const each of pair.both) each.input({ type: "epochChanged" });
      return;
    case "reload":
      return d.chance(0.3) ? pair.reload(side) : undefined;
    case "bad":
      if (one?.way === "coming") side.input({ type: "badChunk", fid: one.fid, isHopeless: d.chance(0.1) });
      return;
    case "changed":
      if (one?.way === "going" && d.chance(0.3)) side.input({ type: "sourceLost", fid: one.fid });
      return;
    case "full":
      if (one?.way === "coming" && d.chance(0.3))
        side.input({ type: "noPlace", fid: one.fid, why: d.of(["no-room", "put-off"]) });
      return;
    case "taken back":
      return one === null || d.chance(0.7) ? undefined : side.input({ type: "takenBack", fid: one.fid });
    case "place":
      side.place = d.of(["placed", "placed", "placed", "put-off", "no-room"]);
  }
}

/** Nobody waits for anything but a person. */
const isAtRest = (pair: Pair): boolean => {
  const stages = pair.both.flatMap(({ state }) => state.files.map(({ stage }) => stage.is));
  return (
    !stages.includes("open") && !stages.includes("keeping") && pair.both.every(({ peer }) => peer === null)
  );
};

/** What two who know the same must not say differently. */
function discord(pair: Pair): readonly string[] {
  const wrong: string[] = [];
  if (!isAtRest(pair)) wrong.push("they find no rest");
  for (const side of pair.both) {
    for (const file of side.state.files.filter(({ way }) => way === "going")) {
      const there = pair.other(side).stage(file.fid);
      const here = side.stage(file.fid);
      const isKept = pair.other(side).kept.has(file.fid);
      if (here === "done" && !isKept) wrong.push(`${side.me} says done, and nothing is kept`);
      if (there === "done" && here !== "done") wrong.push(`done there, ${here} here`);
      if (here === "offered" && !["offered", "preparing"].includes(there))
        wrong.push(`offered here, ${there} there`);
      if (there === "offered" && here !== "offered") wrong.push(`offered there, ${here} here`);
    }
  }
  return wrong;
}

const doneOf = (pair: Pair): number => pair.both.reduce((sum, { kept }) => sum + kept.size, 0);
