import type { TransferView } from "@chatorbit/client";
import { fakeFile } from "../peers/fake-files.ts";
import type { Device } from "./device.ts";
import type { Verdict } from "./history.ts";
import { areTalking, meet } from "./meet.ts";
import { fair } from "./network.ts";
import { World } from "./world.ts";

export type FileVerdict = Verdict & {
  /** Files that came whole: a history without is worth little. */
  readonly arrived: number;
};

const doings: readonly (readonly [weight: number, name: string])[] = [
  [6, "attaches"],
  [6, "accepts"],
  [1, "declines"],
  [2, "cancels"],
  [1, "deletes"],
  [2, "agrees exposure"],
  [1, "reconnects"],
  [1, "verifies"],
  [1, "writes"],
  [2, "reloads"],
  [1, "crashes"],
  [2, "drops"],
  [1, "offline"],
  [3, "online"],
  [1, "restart"],
  [2, "path cut"],
  [3, "paths back"],
  [1, "leaps"],
];

const wheel = doings.flatMap(([weight, name]) => Array.from({ length: weight }, () => name));
const sizes = [1, 70_000, 3_000_000, 60_000_000, 900_000_000];

/** Rebuilds, their pauses, and all of it again, ms. */
const patienceMs = 600_000;

/** One seeded life of two devices that send each other files: in the end both screens must tell the same of each. */
export async function fileHistory(seed: number): Promise<FileVerdict> {
  const world = new World(seed, 1 + (seed % 2));
  const { dice } = world;
  world.ice.hasTurn = dice.chance(0.7);
  const { ann, bob } = await meet(world, { ttlMinutes: 600 });
  const devices = [ann, bob] as const;
  const acts: string[] = [];
  const wrong: string[] = [];
  world.net.weather = {
    delay: [5, dice.of([20, 200, 1_500])],
    lose: dice.of([0, 0.02, 0.2]),
    double: dice.of([0, 0.1]),
    reorder: dice.chance(0.5),
  };
  const steps = 15 + dice.pick(30);
  for (let step = 0; step < steps; step += 1) {
    const device = dice.of(devices);
    const doing = dice.of(wheel);
    acts.push(`${Math.round(world.time.now()) % 100_000_000} ${device.name} ${doing}`);
    await act(world, devices, device, doing);
    await world.pass(dice.of([0, 5, 40, 300, 1_500, 5_000, 15_000]));
  }
  await calm(world, devices, wrong);
  for (const device of devices) device.model.close();
  if (world.paths.open.size > 0) wrong.push("a connection outlives its page");
  for (const { files } of devices) wrong.push(...files.faults);
  if (world.failures.length > 0) wrong.push(`the server failed: ${JSON.stringify(world.failures)}`);
  const arrived = devices.reduce((sum, { files }) => sum + files.arrived.size, 0);
  return { seed, wrong: [...new Set(wrong)], acts, arrived };
}

const transfersOf = (device: Device): readonly TransferView[] => [
  ...(device.model.files()?.snapshot().transfers.values() ?? []),
];

const underway = ["connecting", "moving", "paused", "checking"];

const isAtRest = (devices: readonly Device[]): boolean =>
  devices.every((device) => transfersOf(device).every(({ state }) => !underway.includes(state)));

async function calm(world: World, devices: readonly [Device, Device], wrong: string[]): Promise<void> {
  world.net.weather = fair;
  world.paths.clear();
  for (const device of devices) device.goOnline();
  const end = world.time.now() + patienceMs;
  await world.until(() => areTalking(...devices), 120_000);
  await world.pass(30_000);
  while (world.time.now() < end) {
    for (const device of devices) {
      const files = device.model.files();
      if (files?.snapshot().obstacle === "address-consent") files.agreeExposure();
      if (files?.snapshot().hasNoPath === true) files.reconnect();
      for (const { fid, way, state } of transfersOf(device))
        if (way === "coming" && state === "offered") files?.accept(fid);
    }
    await world.pass(10_000);
    if (isAtRest(devices) && !hasOffers(devices)) break;
  }
  if (!areTalking(...devices)) wrong.push("they have no keys");
  if (!isAtRest(devices)) wrong.push("they find no rest");
  wrong.push(...discord(devices));
}

const hasOffers = (devices: readonly Device[]): boolean =>
  devices.some((device) =>
    transfersOf(device).some(({ way, state }) => way === "coming" && state === "offered"),
  );

/** What two who know the same file must not say differently. */
function discord([ann, bob]: readonly [Device, Device]): readonly string[] {
  return [
    [ann, bob],
    [bob, ann],
  ].flatMap(([from, to]) => {
    if (from === undefined || to === undefined) return [];
    const theirs = new Map(transfersOf(to).map((one) => [one.fid, one]));
    return transfersOf(from).flatMap(({ fid, way, state }) => {
      if (way !== "going") return [];
      const there = theirs.get(fid)?.state ?? "nothing";
      if (state === "done" && !to.files.arrived.has(fid)) return [`${from.name} says arrived, and it is not`];
      if (there === "done" && state !== "done") return [`arrived there, ${state} here`];
      if (state === "offered" && there !== "offered" && there !== "preparing")
        return [`offered here, ${there} there`];
      return [];
    });
  });
}

async function act(
  world: World,
  devices: readonly [Device, Device],
  device: Device,
  doing: string,
): Promise<void> {
  const { dice, paths } = world;
  const { model } = device;
  const files = model.files();
  const live = transfersOf(device).filter(({ state }) => state !== "done" && state !== "over");
  const one = live.length === 0 ? null : dice.of(live);
  const offered = live.filter(({ way, state }) => way === "coming" && state === "offered");
  switch (doing) {
    case "attaches":
      return void model.attach([fakeFile(`${dice.pick(1_000)}.bin`, dice.of(sizes))], null);
    case "accepts":
      if (files?.snapshot().obstacle === "address-consent") files.agreeExposure();
      return offered.length === 0 ? undefined : files?.accept(dice.of(offered).fid);
    case "declines":
      return offered.length === 0 ? undefined : files?.decline(dice.of(offered).fid);
    case "cancels":
      return one === null ? undefined : files?.cancel(one.fid);
    case "deletes": {
      const own = device.messages("me").filter(({ file }) => file !== null);
      return own.length === 0 ? undefined : model.remove([dice.of(own).key]);
    }
    case "agrees exposure":
      return files?.agreeExposure();
    case "reconnects":
      return files?.reconnect();
    case "verifies":
      if (device.view.screen !== "conversation" || device.view.verification === null) return;
      model.openVerify();
      return model.confirmWords(true);
    case "writes":
      return model.send("words", null);
    case "reloads":
      return device.reload();
    case "crashes":
      device.crashSoon();
      return world.pass(10);
    case "drops":
      return device.dropLine();
    case "offline":
      device.goOffline();
      return paths.set(device.name, { direct: false, relay: false });
    case "online":
      for (const each of devices) each.goOnline();
      return paths.clear();
    case "restart":
      return world.restart(dice.pick(2));
    case "path cut":
      return paths.set(device.name, dice.of([{ direct: false }, { direct: false, relay: false }]));
    case "paths back":
      return paths.clear();
    case "leaps":
      model.askLeap();
      await world.pass(500);
      for (const { view, model: other } of devices)
        if (view.screen === "conversation" && view.pact?.by === "peer") other.answerPact(true);
      return;
    default:
      throw new Error(`nobody can do "${doing}"`);
  }
}
