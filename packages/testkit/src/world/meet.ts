import type { Device } from "./device.ts";
import type { World } from "./world.ts";

export type Meeting = {
  readonly ann: Device;
  readonly bob: Device;
  readonly token: string;
  readonly secret8: string;
};

/** Opens an invitation's link and takes the seat, as its guest does. */
export async function invited(world: World, device: Device, token: string, secret8: string): Promise<void> {
  device.open(token, secret8);
  await world.until(() => device.view.screen !== "opening");
  device.model.takeSeat();
}

/** Do all of them write under agreed keys? */
export const areTalking = (...devices: readonly Device[]): boolean =>
  devices.every(({ view }) => view.screen === "conversation" && view.verification !== null);

/** Two devices with keys in one session, by the way people do it. Ann is the host. */
export async function meet(
  world: World,
  limits: { ttlMinutes?: number; maxChars?: number } = {},
): Promise<Meeting> {
  const ann = world.device("ann", 0);
  const bob = world.device("bob", 1);
  const { token, secret8 } = await ann.start(limits);
  await invited(world, bob, token, secret8);
  if (!(await world.until(() => areTalking(ann, bob)))) {
    throw new Error(`they did not meet: ${JSON.stringify([ann.view, bob.view])}`);
  }
  return { ann, bob, token, secret8 };
}
