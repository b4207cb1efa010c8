import type { Device } from "./device.ts";
import { fair } from "./network.ts";
import { areConfirmed, comeIn } from "./room-meet.ts";
import { Witness } from "./witness.ts";
import { World } from "./world.ts";

export type Verdict = {
  readonly seed: number;
  readonly wrong: readonly string[];
  /** What was done, in order. */
  readonly acts: readonly string[];
};

const emoji = ["👍", "❤️", "😂", null] as const;

const doings: readonly (readonly [number, string])[] = [
  [10, "sends"],
  [3, "deletes"],
  [3, "reacts"],
  [2, "types"],
  [3, "attends"],
  [2, "reloads"],
  [2, "crashes"],
  [2, "closes"],
  [2, "drops"],
  [2, "offline"],
  [1, "dark"],
  [3, "all online"],
  [1, "moves"],
  [1, "restart"],
];

/**
 * One seeded life of a room on a bad network (SR4, SYNC): frames are lost, doubled and overtaken, lines die, pages
 * are loaded again or closed for a while, servers restart, and the other one comes by the link whenever it likes,
 * whether its maker is there or not. In the end the sky clears, and both screens must be the same: every word once,
 * in one order, none that was kept is lost, what is deleted is gone, and no tick ever lied. `plant`: a fault that must
 * be found.
 */
export async function keptHistory(
  seed: number,
  plant: ((world: World) => void) | null = null,
): Promise<Verdict> {
  const world = new World(seed, 1 + (seed % 2));
  plant?.(world);
  const { dice } = world;
  const acts: string[] = [];
  const [ann, bob] = [world.device("ann", 0), world.device("bob", 1)];
  const { room, fragment } = await ann.createRoom();
  const witness = new Witness([ann, bob], [ann]);
  /** Who has a page of the room open. */
  const open = new Set<Device>([ann]);
  let hasCome = false;
  const wheel = doings.flatMap(([weight, name]) => Array.from({ length: weight }, () => name));

  world.net.weather = {
    delay: [5, dice.of([20, 200, 1_500])],
    lose: dice.of([0, 0.02, 0.2]),
    double: dice.of([0, 0.1]),
    reorder: dice.chance(0.5),
  };
  world.bus = { lose: dice.of([0, 0, 0.05, 0.2]), delay: dice.of([0, 50, 400]) };

  async function come(): Promise<void> {
    hasCome = true;
    bob.goOnline();
    await comeIn(world, bob, room, fragment);
    open.add(bob);
    witness.watch(bob);
  }

  async function reload(device: Device, isCrash: boolean): Promise<void> {
    if (isCrash) device.crashSoon();
    else device.reloadSoon();
    await world.pass(10);
    witness.watch(device);
  }

  const someWord = (device: Device): string =>
    dice.of([...device.words("me"), ...device.words("peer")].filter((word) => word !== null)) ?? "";

  async function act(device: Device, doing: string): Promise<void> {
    if (!open.has(device)) {
      device.openRoom(room, null);
      open.add(device);
      return witness.watch(device);
    }
    switch (doing) {
      case "sends":
        for (let n = dice.pick(3); n >= 0; n -= 1)
          witness.send(device, `${device.name} ${witness.life(device).said.length}`);
        return;
      case "deletes":
        return witness.remove(device, someWord(device));
      case "reacts": {
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
      case "closes":
        device.model.close();
        return void open.delete(device);
      case "drops":
        return device.dropLine();
      case "offline":
        return device.goOffline();
      case "dark":
        return device.goDark();
      case "all online":
        for (const one of [ann, bob]) one.goOnline();
        return;
      case "moves":
        device.instance += 1;
        return device.dropLine();
      case "restart":
        return world.restart(dice.pick(2));
    }
  }

  const steps = 15 + dice.pick(35);
  const comesAt = dice.pick(steps);
  for (let step = 0; step < steps; step += 1) {
    const device = hasCome ? dice.of([ann, bob] as const) : ann;
    const doing = dice.of(wheel);
    acts.push(`${Math.round(world.time.now()) % 100_000_000} ${device.name} ${doing}`);
    await act(device, doing);
    if (step === comesAt) await come();
    await world.pass(dice.of([0, 0, 5, 40, 40, 300, 300, 4_000, 20_000]));
  }

  world.net.weather = fair;
  world.bus = { lose: 0, delay: 0 };
  for (const device of [ann, bob]) {
    device.goOnline();
    if (!open.has(device)) {
      device.openRoom(room, null);
      witness.watch(device);
    }
  }
  // The seat could not be had when it was pressed for: people press again.
  if (await world.until(() => bob.view.screen === "knock", 5_000)) bob.model.takeSeat();
  if (!(await world.until(() => missing(witness).length === 0, 240_000)))
    witness.wrong.push(...missing(witness));
  // What is shown is made of the log alone: another page shows the same.
  const before = [ann, bob].map(shown);
  for (const device of [ann, bob]) await reload(device, false);
  if (!(await world.until(() => missing(witness).length === 0, 60_000)))
    witness.wrong.push(...missing(witness).map((wrong) => `after a reload: ${wrong}`));
  const after = [ann, bob].map(shown);
  if (!Bun.deepEquals(before, after))
    witness.wrong.push(`a reload shows other things: ${JSON.stringify([before, after])}`);
  for (const device of [ann, bob]) {
    const alarms = device.alarms();
    if (alarms.length > 0) witness.wrong.push(`${device.name} was alarmed: ${JSON.stringify(alarms)}`);
    const removed = device.notes().filter(({ type }) => type === "removed-by-server");
    if (removed.length > 0) witness.wrong.push(`${device.name} misses something: ${JSON.stringify(removed)}`);
    device.model.close();
  }
  if (world.failures.length > 0) witness.wrong.push(`the server failed: ${JSON.stringify(world.failures)}`);
  return { seed, wrong: [...new Set(witness.wrong)], acts };
}

/** What a screen shows that another page of the log must show too. */
const shown = (device: Device) =>
  device.view.screen === "conversation"
    ? device.view.items.flatMap((item) =>
        item.kind === "message" && item.body !== null
          ? [{ key: item.key, body: item.body, reactions: item.reactions }]
          : [],
      )
    : [];

/** What is not (yet) as it must be when the sky is clear. */
function missing(witness: Witness): readonly string[] {
  const wrong: string[] = [];
  const [ann, bob] = witness.devices;
  for (const author of witness.devices) {
    witness.look(author);
    const reader = witness.other(author);
    const { said, deleted } = witness.life(author);
    const words = said.filter((word) => !deleted.has(word));
    for (const device of [author, reader]) {
      const has = device.words(device === author ? "me" : "peer").filter((word) => word !== null);
      if (!Bun.deepEquals(has, words))
        wrong.push(
          `${device.name} has of ${author.name}: ${has.join(", ")} (${device.view.screen}), not ${words.join(", ")}`,
        );
    }
    const undone = author
      .messages("me")
      .filter(({ body, delivery }) => body !== null && delivery !== "delivered" && delivery !== "read");
    if (undone.length > 0)
      wrong.push(
        `${author.name} is left with ${undone.map(({ body, delivery }) => `${body} ${delivery}`).join(", ")}`,
      );
  }
  const [mine, theirs] = [ann, bob].map((device) => device.all().filter((word) => word !== null));
  if (!Bun.deepEquals(mine, theirs)) wrong.push(`two orders: ${mine?.join(", ")} and ${theirs?.join(", ")}`);
  for (const { key, reactions, body } of ann.messages("me").concat(ann.messages("peer"))) {
    const there = [...bob.messages("me"), ...bob.messages("peer")].find((item) => item.key === key);
    if (body === null || there === undefined) continue;
    if (there.reactions.me !== reactions.peer || there.reactions.peer !== reactions.me)
      wrong.push(`reactions to ${body} differ: ${JSON.stringify([reactions, there.reactions])}`);
  }
  if (!areConfirmed(ann, bob)) return [...wrong, `they have no keys: ${ann.view.screen} ${bob.view.screen}`];
  const [a, b] = witness.devices.map((device) => device.on("conversation").verification);
  if (!Bun.deepEquals(a?.emoji, b?.emoji)) wrong.push("their words differ");
  return wrong;
}
