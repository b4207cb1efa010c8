import { discord } from "./call-verdict.ts";
import { CallWitness } from "./call-witness.ts";
import type { Device } from "./device.ts";
import type { Verdict } from "./history.ts";
import { areTalking, meet } from "./meet.ts";
import { fair } from "./network.ts";
import { World } from "./world.ts";

export type CallVerdict = Verdict & {
  /** Both were connected at some time, somebody recorded: a history without is worth little. */
  readonly wasConnected: boolean;
  readonly wasRecorded: boolean;
};

/** What somebody may do, or what may happen to them, and how often beside the others. */
const doings: readonly (readonly [weight: number, name: string])[] = [
  [4, "calls"],
  [2, "both call"],
  [4, "accepts"],
  [1, "declines"],
  [3, "hangs up"],
  [1, "dismisses"],
  [2, "mutes"],
  [4, "camera"],
  [2, "shares"],
  [2, "chooses device"],
  [2, "chooses path"],
  [1, "agrees exposure"],
  [2, "reconnects"],
  [4, "asks consent"],
  [3, "answers consent"],
  [2, "stops recording"],
  [1, "recorder breaks"],
  [1, "verifies"],
  [1, "extends"],
  [1, "leaps"],
  [2, "reloads"],
  [1, "crashes"],
  [2, "drops"],
  [1, "offline"],
  [1, "dark"],
  [3, "all online"],
  [1, "restart"],
  [2, "network changes"],
  [3, "path cut"],
  [3, "paths back"],
  [2, "loses device"],
  [1, "manners"],
  [1, "desk"],
  [1, "poor"],
];

const wheel = doings.flatMap(([weight, name]) => Array.from({ length: weight }, () => name));

/** Rings, lapsing asks, three rebuilds, and all of it again, ms. */
const patienceMs = 240_000;
/** Nothing is amiss for so long: it stays so, ms. */
const restMs = 30_000;

/**
 * One seeded life of two devices that call each other (CA1, CA2, CA6, CA7): presses in any order,
 * words lost, doubled and overtaken, paths cut, pages loaded again. In the end the sky clears, both
 * rest, and both must tell the same of the same call.
 */
export async function callHistory(seed: number): Promise<CallVerdict> {
  const world = new World(seed, 1 + (seed % 2));
  const { dice } = world;
  world.ice.hasTurn = dice.chance(0.75);
  world.ice.ttlMs = dice.of([600_000, 600_000, 90_000]);
  const { ann, bob } = await meet(world, { ttlMinutes: 600 });
  const devices = [ann, bob] as const;
  const witness = new CallWitness(world, devices);
  const acts: string[] = [];
  wildWeather(world);

  const steps = 15 + dice.pick(35);
  for (let step = 0; step < steps; step += 1) {
    const device = dice.of(devices);
    const doing = urge(witness, device) ?? dice.of(wheel);

    acts.push(`${Math.round(world.time.now()) % 100_000_000} ${device.name} ${doing}`);
    await act(world, witness, device, doing);
    await world.pass(dice.of([0, 0, 5, 40, 300, 300, 1_500, 5_000, 15_000]));
    for (const one of devices) witness.look(one);
  }

  await calm(world, witness, dice.chance(0.85));
  for (const device of devices) device.model.close();
  if (world.paths.open.size > 0) witness.say("a connection outlives its page");
  if (world.failures.length > 0) witness.say(`the server failed: ${JSON.stringify(world.failures)}`);
  return {
    seed,
    wrong: witness.wrong,
    acts,
    wasConnected: witness.connections > 0,
    wasRecorded: witness.recordings > 0,
  };
}

function wildWeather(world: World): void {
  const { dice } = world;
  world.net.weather = {
    delay: [5, dice.of([20, 20, 200, 1_500])],
    lose: dice.of([0, 0, 0.02, 0.2]),
    double: dice.of([0, 0.1]),
    reorder: dice.chance(0.5),
  };
  world.bus = { lose: dice.of([0, 0, 0.05, 0.2]), delay: dice.of([0, 50, 400]) };
}

/** The sky clears and people rest: no way between them where `hasWays` is false. */
async function calm(world: World, witness: CallWitness, hasWays: boolean): Promise<void> {
  const { devices } = witness;
  world.net.weather = fair;
  world.bus = { lose: 0, delay: 0 };
  world.ice.isOn = true;
  world.paths.clear();
  if (!hasWays) for (const { name } of devices) world.paths.set(name, { direct: false, relay: false });
  for (const device of devices) {
    device.peers.manners.refusing = 0;
    device.peers.manners.missing.clear();
    device.goOnline();
  }
  let isAtRest = false;
  for (let tries = 0; tries < 3 && !isAtRest; tries += 1) {
    // The button that is there when everything was tried; people press it.
    if (tries > 0) for (const device of devices) device.model.calls()?.reconnect();
    isAtRest = await rest(world, witness);
  }
  if (!areTalking(...devices)) witness.say("they have no keys");
  if (!isAtRest) {
    witness.say("they find no rest");
    for (const wrong of discord(world, witness)) witness.say(wrong);
  }
  for (const device of devices) witness.look(device);
}

/** Until nothing is amiss for a while. */
async function rest(world: World, witness: CallWitness): Promise<boolean> {
  const end = world.time.now() + patienceMs;
  let since = world.time.now();
  /** Of the last seconds; a restart of ICE for new credentials takes one. */
  let amiss = 0;
  while (world.time.now() < end) {
    await world.pass(1_000);
    const isAtRest = areTalking(...witness.devices) && discord(world, witness).length === 0;
    amiss = isAtRest ? 0 : amiss + 1;
    if (amiss > 3) since = world.time.now();
    if (isAtRest && world.time.now() >= since + restMs) return true;
  }
  return false;
}

/** People answer what is on the screen more often than not. */
function urge(witness: CallWitness, device: Device): string | null {
  const { dice } = witness.world;
  const view = witness.view(device);
  if (view?.phase === "ringing" && !view.isAnswering && dice.chance(0.4)) return "accepts";
  const isFree = view === null || view.phase === "idle" || view.phase === "ended";
  if (isFree && dice.chance(0.25)) return "calls";
  if (view?.phase === "connected" && view.consent.is === "none" && dice.chance(0.12)) return "asks consent";
  const obstacle = view !== null && "obstacle" in view ? view.obstacle : null;
  if (obstacle === "address-consent" && dice.chance(0.5)) return "agrees exposure";
  if (view?.consent.is === "asked" && view.consent.by === "peer" && dice.chance(0.4))
    return "answers consent";
  return null;
}

async function act(world: World, witness: CallWitness, device: Device, doing: string): Promise<void> {
  const { dice, paths } = world;
  const calls = device.model.calls();
  const consent = calls?.snapshot().consent;
  const { page, manners } = device.peers;
  switch (doing) {
    case "calls":
      return witness.start(device, dice.chance(0.5));
    case "both call":
      for (const one of witness.devices) witness.start(one, dice.chance(0.5));
      return;
    case "accepts":
      return witness.accept(device, dice.chance(0.5));
    case "declines":
      return calls?.decline();
    case "hangs up":
      return calls?.hangUp();
    case "dismisses":
      return calls?.dismiss();
    case "mutes":
      return calls?.mute(dice.chance(0.5));
    case "camera":
      return calls?.camera(dice.chance(0.5));
    case "shares":
      return calls?.share(dice.chance(0.6));
    case "chooses device":
      return calls?.chooseDevice(dice.of(["microphone", "camera"]), dice.of([null, "a", "b", "unplugged"]));
    case "chooses path":
      return witness.choosePath(device, dice.of([null, "direct", "relay"]));
    case "agrees exposure":
      return witness.agreeExposure(device);
    case "reconnects":
      return calls?.reconnect();
    case "asks consent":
      return dice.chance(0.2) ? device.model.askTranscript() : calls?.askConsent("recording");
    case "answers consent":
      if (consent?.is !== "asked") return;
      return calls?.answerConsent(consent.id, dice.chance(0.8));
    case "stops recording":
      return calls?.stopRecording();
    case "recorder breaks":
      return page?.breakRecorder();
    case "verifies":
      return witness.verify(device);
    case "extends":
      device.model.askExtend(60 + dice.pick(600));
      return agree(world, witness);
    case "leaps":
      device.model.askLeap();
      return agree(world, witness);
    case "reloads":
      return reload(world, witness, device, false);
    case "crashes":
      return reload(world, witness, device, true);
    case "drops":
      return device.dropLine();
    case "offline":
      device.goOffline();
      return paths.set(device.name, { direct: false, relay: false });
    case "dark":
      device.goDark();
      return paths.set(device.name, { direct: false, relay: false });
    case "all online":
      return allOnline(world, witness);
    case "restart":
      return world.restart(dice.pick(2));
    case "network changes":
      return page?.changeNetwork();
    case "path cut":
      return paths.set(
        device.name,
        dice.of([{ direct: false }, { relay: false }, { direct: false, relay: false }]),
      );
    case "paths back":
      return paths.clear();
    case "loses device":
      return page?.tracks.lose(dice.of(["microphone", "camera", "screen"]));
    case "manners":
      manners.refusing = dice.of([0, 0, 0.3]);
      manners.slowMs = dice.of([300, 300, 8_000, 70_000]);
      manners.missing.clear();
      if (dice.chance(0.3)) manners.missing.add(dice.of(["microphone", "camera"]));
      return;
    case "desk":
      world.ice.isOn = dice.chance(0.6);
      return;
    case "poor":
      return void paths.poor.add(device.name);
    default:
      throw new Error(`nobody can do "${doing}"`);
  }
}

async function agree(world: World, { devices }: CallWitness): Promise<void> {
  await world.pass(world.dice.of([100, 5_000]));
  for (const { view, model } of devices) {
    if (view.screen === "conversation" && view.pact?.by === "peer") model.answerPact(true);
  }
}

async function reload(world: World, witness: CallWitness, device: Device, isCrash: boolean): Promise<void> {
  if (isCrash) device.crashSoon();
  else device.reloadSoon();
  await world.pass(10);
  witness.reloaded(device);
}

function allOnline({ paths }: World, { devices }: CallWitness): void {
  for (const device of devices) {
    device.goOnline();
    paths.set(device.name, { direct: true, relay: true });
    device.peers.page?.changeNetwork();
  }
}
