/** What is not as it must be on two devices at rest under a clear sky. */
import type { CallView, ConsentView } from "@chatorbit/client";
import type { FakeConnection } from "../peers/fake-connection.ts";
import type { CallWitness, EndNote } from "./call-witness.ts";
import type { Device } from "./device.ts";
import type { World } from "./world.ts";

type Stage = Extract<CallView, { readonly phase: "connecting" | "connected" }>;

const isOver = (view: CallView | null): boolean =>
  view === null || view.phase === "idle" || view.phase === "ended";
const isStage = (view: CallView | null): view is Stage =>
  view?.phase === "connecting" || view?.phase === "connected";

/** Empty when both are at rest and tell the same. */
export function discord(world: World, witness: CallWitness): readonly string[] {
  const [ann, bob] = witness.devices;
  const [mine, theirs] = [witness.view(ann), witness.view(bob)];
  const wrong = [...unequalMarks(mine, theirs), ...contradictions(witness)];
  for (const device of witness.devices) {
    const { page } = device.peers;
    if (page?.sound != null) wrong.push(`${device.name} still rings`);
    const on = witness.view(device)?.consent;
    const isRecording = on?.is === "on" && on.by === "me" && on.what === "recording";
    if (isRecording !== (page?.recording != null)) wrong.push(`${device.name}'s recorder and mark differ`);
  }
  if (isOver(mine) && isOver(theirs)) return wrong;
  if (!isStage(mine) || !isStage(theirs))
    return [...wrong, `ann is ${mine?.phase ?? "at rest"}, bob ${theirs?.phase ?? "at rest"}`];
  return [...wrong, ...unequalStages(world, witness, [mine, theirs])];
}

function unequalStages(
  world: World,
  witness: CallWitness,
  views: readonly [Stage, Stage],
): readonly string[] {
  const wrong: string[] = [];
  const [ann, bob] = witness.devices;
  const connections = [ann.peers.page?.connection, bob.peers.page?.connection] as const;
  const [mine, theirs] = connections;
  if (mine == null || theirs == null) return ["a call without a connection"];
  if (witness.page(ann).callId !== witness.page(bob).callId) wrong.push("they are in different calls");
  const isToBe = isPossible(world, mine, theirs);
  const shapes = views.map(({ phase, recovery, ladder }) => `${phase} ${recovery} ${ladder.verdict}`);
  if (!isToBe) {
    const areStuck = shapes.every((shape) => shape === "connecting stuck voice-message");
    return areStuck ? wrong : [...wrong, `no way, but ${shapes.join(" / ")}`];
  }
  if (mine.gen !== theirs.gen) wrong.push(`connections ${mine.gen} and ${theirs.gen}`);
  if (mine.signaling !== "stable" || theirs.signaling !== "stable")
    wrong.push(`not stable: ${mine.signaling} / ${theirs.signaling}`);
  if (views.some(({ phase, recovery }) => phase !== "connected" || recovery !== "fine"))
    wrong.push(`not connected: ${shapes.join(" / ")}`);
  if (world.paths.link(mine) === null) wrong.push("nothing passes between them");
  return [...wrong, ...unequalMedia(witness, ann, views[0]), ...unequalMedia(witness, bob, views[1])];
}

/** What a side shows of the other is what the other sends. */
function unequalMedia(witness: CallWitness, device: Device, { theirs }: Stage): readonly string[] {
  const other = witness.other(device);
  const mine = witness.view(other)?.mine;
  const sending = other.peers.page?.connection?.sending ?? new Set();
  const hasVideo = mine?.camera === "on" || mine?.screen === "on";
  const hasAudio = mine?.microphone === "on" && !mine.isMuted;
  const wrong: string[] = [];
  if (theirs.audio !== hasAudio) wrong.push(`${device.name} shows sound ${theirs.audio}, it is ${hasAudio}`);
  if (theirs.video !== hasVideo) wrong.push(`${device.name} shows video ${theirs.video}, it is ${hasVideo}`);
  if (sending.has("video") !== hasVideo) wrong.push(`${other.name}'s connection and camera differ`);
  if (sending.has("audio") !== (mine?.microphone === "on"))
    wrong.push(`${other.name}'s connection and microphone differ`);
  return wrong;
}

/** Is there any way between the two, as each allows it? */
function isPossible({ paths }: World, mine: FakeConnection, theirs: FakeConnection): boolean {
  const ends = [mine, theirs].map(({ owner, config }) => {
    const ways = paths.ways(owner);
    const hasTurn = config.servers.some(({ urls }) => urls.some((url) => url.startsWith("turn")));
    return {
      isDirect: ways.direct && !config.isRelayOnly,
      hasRelay: ways.relay && hasTurn,
      // Reaches the other's relay from any place of its own.
      isRelayable: ways.relay && (hasTurn || !config.isRelayOnly),
    };
  });
  const [here, there] = ends;
  if (here === undefined || there === undefined) return false;
  const isRelayed = (here.hasRelay && there.isRelayable) || (there.hasRelay && here.isRelayable);
  return isRelayed || (here.isDirect && there.isDirect);
}

const markOf = (consent: ConsentView | undefined, isMine: boolean): string =>
  consent?.is === "on" ? `${consent.what} by ${(consent.by === "me") === isMine ? "ann" : "bob"}` : "none";

function unequalMarks(mine: CallView | null, theirs: CallView | null): string[] {
  const wrong: string[] = [];
  for (const view of [mine, theirs])
    if (view?.consent.is === "asked" || view?.consent.is === "agreed") wrong.push("an ask is open");
  const [here, there] = [markOf(mine?.consent, true), markOf(theirs?.consent, false)];
  if (here !== there) wrong.push(`recording: ${here} / ${there}`);
  return wrong;
}

/** Two lines about one call that cannot both be true. */
function contradictions(witness: CallWitness): readonly string[] {
  const [ann, bob] = witness.devices;
  return [...witness.page(ann).ends].flatMap(([call, mine]) => {
    const theirs = witness.page(bob).ends.get(call);
    if (theirs === undefined) return [];
    const isUntrue = mine.isMine === theirs.isMine || cannotBe(mine, theirs) || cannotBe(theirs, mine);
    return isUntrue ? [`one call, two stories: ${JSON.stringify([mine, theirs])}`] : [];
  });
}

/** Longer than the moment one side notices before the other, ms. */
const momentMs = 5_000;

function cannotBe(one: EndNote, other: EndNote): boolean {
  const hasLasted = (other.lastedMs ?? 0) > momentMs;
  switch (one.why) {
    case "they-hung-up":
      return other.why === "they-hung-up";
    case "they-declined":
      return other.why !== "declined";
    case "declined":
    case "cancelled":
    case "no-answer":
    case "missed":
      return hasLasted;
    default:
      return false;
  }
}
