import type { Device } from "./device.ts";
import { fair } from "./network.ts";
import { areTalking, meet } from "./meet.ts";
import { Witness } from "./witness.ts";
import { World } from "./world.ts";

/** What is wrong with a history, in words; empty when nothing is. */
export type Verdict = {
  readonly seed: number;
  readonly wrong: readonly string[];
  readonly acts: readonly string[];
};

const emoji = ["👍", "🙂", "🎈", null] as const;

/** What somebody may do, and how often beside the others. */
const doings: readonly (readonly [weight: number, name: string])[] = [
  [8, "sends"],
  [2, "deletes"],
  [3, "reacts"],
  [2, "types"],
  [2, "attends"],
  [2, "reloads"],
  [1, "crashes"],
  [2, "drops"],
  [1, "offline"],
  [1, "dark"],
  [3, "all online"],
  [1, "moves"],
  [1, "restart"],
  [1, "extends"],
  [1, "verifies"],
];

/**
 * One seeded life of two devices on a bad network (TS9): frames are lost, doubled and overtaken,
 * lines die, pages are loaded again, one after the other goes offline, servers restart. In the end
 * the sky clears, and every word must be there once and in its author's order, as long as its
 * reader's memory lived; what is deleted is deleted, reactions are equal, and no tick ever lied.
 */
export async function history(seed: number): Promise<Verdict> {
  const world = new World(seed, 1 + (seed % 2));
  const { dice } = world;
  const acts: string[] = [];
  const { ann, bob } = await meet(world, { ttlMinutes: 600 });
  const devices = [ann, bob] as const;
  const witness = new Witness(devices);
  /** Since when a device's page has not been loaded again: what it showed must still be there. */
  const loads = new Map<Device, number>([
    [ann, 0],
    [bob, 0],
  ]);
  const wheel = doings.flatMap(([weight, name]) => Array.from({ length: weight }, () => name));

  world.net.weather = {
    delay: [5, dice.of([20, 200, 1_500])],
    lose: dice.of([0, 0.02, 0.2]),
    double: dice.of([0, 0.1]),
    reorder: dice.chance(0.5),
  };

  world.bus = { lose: dice.of([0, 0, 0.05, 0.2]), delay: dice.of([0, 50, 400]) };

  async function reload(device: Device, isCrash: boolean): Promise<void> {
    loads.set(device, (loads.get(device) ?? 0) + 1);
    if (isCrash) device.crashSoon();
    else device.reloadSoon();
    await world.pass(10);
    witness.watch(device);
  }

  /** Some word of this device's screen. */
  const someWord = (device: Device): string =>
    dice.of([...device.words("me"), ...device.words("peer")].filter((word) => word !== null)) ?? "";

  async function act(device: Device, doing: string): Promise<void> {
    switch (doing) {
      case "sends":
        return witness.send(device, `${device.name} ${witness.life(device).said.length}`);
      case "deletes":
        return witness.remove(device, someWord(device));
      case "reacts": {
        // People change their minds quickly; the network may turn that round.
        const word = someWord(device);
        for (let n = dice.pick(3); n >= 0; n -= 1) witness.react(device, word, dice.of(emoji));
        return;
      }
      case "types":
        return device.model.typing(dice.chance(0.5));
      case "attends":
        return witness.attend(device, dice.chance(0.5));
      case "reloads":
        return reload(device, false);
      case "crashes":
        return reload(device, true);
      case "drops":
        return device.dropLine();
      case "offline":
        return device.goOffline();
      case "dark":
        return device.goDark();
      case "all online":
        for (const one of devices) one.goOnline();
        return;
      case "moves":
        device.instance += 1;
        return device.dropLine();
      case "restart":
        return world.restart(dice.pick(2));
      case "extends":
        return extend(device);
      case "verifies":
        return witness.verify(device);
    }
  }

  /** Whoever is asked for more time agrees. */
  async function extend(device: Device): Promise<void> {
    const seconds = 60 + dice.pick(600);
    witness.extended.push(seconds);
    device.model.askExtend(seconds);
    await world.pass(dice.of([100, 5_000]));
    for (const { view, model } of devices) {
      if (view.screen === "conversation" && view.pact?.by === "peer") model.answerPact(true);
    }
  }

  const steps = 15 + dice.pick(35);
  for (let step = 0; step < steps; step += 1) {
    const device = dice.of(devices);
    const doing = dice.of(wheel);
    acts.push(`${Math.round(world.time.now()) % 100_000_000} ${device.name} ${doing}`);
    await act(device, doing);
    await world.pass(dice.of([0, 0, 5, 40, 40, 300, 300, 4_000, 20_000]));
  }

  world.net.weather = fair;
  world.bus = { lose: 0, delay: 0 };
  for (const device of devices) device.goOnline();
  if (!(await world.until(() => isComplete(witness, loads), 240_000)))
    witness.wrong.push(...missing(witness, loads));
  for (const device of devices) {
    witness.look(device);
    if (device.view.screen !== "conversation")
      witness.wrong.push(`${device.name} is at ${device.view.screen}`);
    else if (device.view.alarms.length > 0) {
      witness.wrong.push(`${device.name} was alarmed: ${JSON.stringify(device.view.alarms)}`);
    }
    device.model.close();
  }
  if (world.failures.length > 0) witness.wrong.push(`the server failed: ${JSON.stringify(world.failures)}`);
  return { seed, wrong: [...new Set(witness.wrong)], acts };
}

type Loads = ReadonlyMap<Device, number>;

const isComplete = (witness: Witness, loads: Loads): boolean => missing(witness, loads).length === 0;

/** What is not (yet) as it must be when the sky is clear. */
function missing(witness: Witness, loads: Loads): readonly string[] {
  const wrong: string[] = [];
  for (const reader of witness.devices) {
    witness.look(reader);
    const author = witness.other(reader);
    const { said, deleted } = witness.life(author);
    const { seen } = witness.life(reader);
    const lacks = said.filter((word) => !seen.has(word) && !deleted.has(word));
    if (lacks.length > 0) wrong.push(`${reader.name} never saw ${lacks.join(", ")} (${reader.view.screen})`);
    const undead = reader.words("peer").filter((word) => word !== null && deleted.has(word));
    if (undead.length > 0) wrong.push(`${reader.name} still shows the deleted ${undead.join(", ")}`);
    const undone = author
      .messages("me")
      .filter(({ body, delivery }) => body !== null && delivery !== "delivered" && delivery !== "read");
    if (undone.length > 0)
      wrong.push(
        `${author.name} is left with ${undone.map(({ body, delivery }) => `${body} ${delivery}`).join(", ")}`,
      );
    // Where neither page was loaded again, both screens must be the same.
    if ([...loads.values()].every((count) => count === 0)) wrong.push(...unequal(reader, author));
  }
  if (!areTalking(...witness.devices)) return [...wrong, "they have no keys"];
  const [a, b] = witness.devices.map((device) => device.on("conversation").verification);
  if (a?.number !== b?.number || !Bun.deepEquals(a?.emoji, b?.emoji)) wrong.push("their words differ");
  return wrong;
}

function unequal(reader: Device, author: Device): readonly string[] {
  return author.messages("me").flatMap((mine) => {
    const theirs = reader.messages("peer").find(({ key }) => key === mine.key);
    // Deleted before it was ever shown there.
    if (theirs === undefined) return mine.body === null ? [] : [`${reader.name} lacks ${mine.body}`];
    const isSame = theirs.reactions.me === mine.reactions.peer && theirs.reactions.peer === mine.reactions.me;
    return isSame
      ? []
      : [`reactions to ${mine.body} differ: ${JSON.stringify([mine.reactions, theirs.reactions])}`];
  });
}
