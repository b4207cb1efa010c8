import type { Device } from "./device.ts";
import type { World } from "./world.ts";

/** Opens a room's link and takes the seat. */
export async function comeIn(world: World, device: Device, room: string, fragment: string): Promise<void> {
  device.openRoom(room, fragment);
  await world.until(() => device.view.screen !== "opening");
  device.model.takeSeat();
}

/** Do all of them have the keys of epoch 1, for good? */
export const areConfirmed = (...devices: readonly Device[]): boolean =>
  devices.every(({ view }) => view.screen === "conversation" && view.kept?.keys === "confirmed");

/** Two devices in one room, by the way people do it. Ann is its maker. */
export async function meetInRoom(world: World, ttl?: number) {
  const ann = world.device("ann", 0);
  const bob = world.device("bob", 1);
  const { room, fragment } = await ann.createRoom(ttl);
  await comeIn(world, bob, room, fragment);
  if (!(await world.until(() => areConfirmed(ann, bob))))
    throw new Error(`they did not meet: ${JSON.stringify([ann.view, bob.view])}`);
  return { ann, bob, room, fragment };
}
