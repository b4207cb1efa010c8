import type { Device } from "./device.ts";
import { fair } from "./network.ts";
import { meet } from "./meet.ts";
import { World } from "./world.ts";

/** What is wrong with a history, in words; empty when nothing is. */
export type Verdict = { readonly seed: number; readonly wrong: readonly string[]; readonly acts: readonly string[] };

/**
 * One seeded life of two devices on a bad network (TS9): frames are lost, doubled and overtaken,
 * lines die, pages are reloaded, one after the other goes offline. In the end the sky clears, and
 * every word must be there once and in its author's order, as long as its reader's memory lived.
 */
export async function history(seed: number): Promise<Verdict> {
  const world = new World(seed, 1 + (seed % 2));
  const { dice } = world;
  const acts: string[] = [];
  const { ann, bob } = await meet(world, { ttlMinutes: 600 });
  const devices = [ann, bob];
  const said = new Map<Device, string[]>([[ann, []], [bob, []]]);
  /** Everything a device ever showed of the other's words, over all its page loads. */
  const seen = new Map<Device, Set<string>>([[ann, new Set()], [bob, new Set()]]);
  const wrong: string[] = [];
  const other = (device: Device) => (device === ann ? bob : ann);

  function look(device: Device): void {
    const words = device.words("peer");
    if (new Set(words).size !== words.length) wrong.push(`${device.name} shows a word twice: ${words}`);
    const order = said.get(other(device)) ?? [];
    const places = words.map((word) => order.indexOf(word ?? ""));
    if (places.includes(-1)) wrong.push(`${device.name} shows a word nobody said: ${words}`);
    if (places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0))) {
      wrong.push(`${device.name} shows words out of order: ${words}`);
    }
    for (const word of words) seen.get(device)?.add(word ?? "");
  }

  for (const device of devices) device.model.subscribe(() => look(device));

  world.net.weather = {
    delay: [5, dice.of([20, 200, 1_500])],
    lose: dice.of([0, 0.02, 0.2]),
    double: dice.of([0, 0.1]),
    reorder: dice.chance(0.5),
  };
  const steps = 12 + dice.pick(20);
  for (let step = 0; step < steps; step += 1) {
    const device = dice.of(devices);
    const doing = dice.pick(12);
    acts.push(`${world.time.now() % 10_000_000} ${device.name} ${doing}`);
    if (doing < 6) {
      if (device.view.screen !== "conversation") continue;
      const word = `${device.name} ${said.get(device)?.length}`;
      said.get(device)?.push(word);
      device.model.send(word, null);
    } else if (doing === 6) {
      await device.reload();
      device.model.subscribe(() => look(device));
    } else if (doing === 7) device.dropLine();
    else if (doing === 8) device.goOffline();
    else if (doing === 9) for (const one of devices) one.goOnline();
    else if (doing === 10) device.model.typing(dice.chance(0.5));
    else device.model.attend(dice.chance(0.5));
    await world.pass(dice.of([0, 10, 300, 4_000, 30_000]));
  }

  world.net.weather = fair;
  for (const device of devices) device.goOnline();
  const isComplete = () =>
    devices.every((device) => {
      look(device);
      return (said.get(other(device)) ?? []).every((word) => seen.get(device)?.has(word));
    });
  if (!(await world.until(isComplete, 180_000))) {
    for (const device of devices) {
      const missing = (said.get(other(device)) ?? []).filter((word) => !seen.get(device)?.has(word));
      if (missing.length > 0) wrong.push(`${device.name} never saw ${missing.join(", ")} (${device.view.screen})`);
    }
  }
  for (const device of devices) {
    if (device.view.screen !== "conversation") wrong.push(`${device.name} is at ${device.view.screen}`);
    else if (device.view.alarms.length > 0) {
      wrong.push(`${device.name} was alarmed: ${JSON.stringify(device.view.alarms)}`);
    }
    device.model.close();
  }
  if (world.failures.length > 0) wrong.push(`the server failed: ${JSON.stringify(world.failures)}`);
  return { seed, wrong: [...new Set(wrong)], acts };
}
