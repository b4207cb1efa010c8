import type { Device } from "./device.ts";
import type { World } from "./world.ts";

/** Two devices with keys in one session, by the way people do it. */
export async function meet(
  world: World,
  limits: { ttlMinutes?: number; maxChars?: number } = {},
): Promise<{ ann: Device; bob: Device; token: string; secret8: string }> {
  const ann = world.device("ann", 0);
  const bob = world.device("bob", 1);
  const { token, secret8 } = await ann.start(limits);
  bob.open(token, secret8);
  await world.until(() => bob.view.screen === "knock");
  bob.model.takeSeat();
  const areTalking = () => [ann, bob].every(({ view }) => view.screen === "conversation" && view.verification !== null);
  if (!(await world.until(areTalking))) {
    throw new Error(`they did not meet: ${JSON.stringify([ann.view, bob.view])}`);
  }
  return { ann, bob, token, secret8 };
}
