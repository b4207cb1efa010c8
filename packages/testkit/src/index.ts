export { Device } from "./world/device.ts";
export { type Dice, dice } from "./world/dice.ts";
export { fair, type Meddle, type Network, type Weather } from "./world/network.ts";
export { type Time, time } from "./world/time.ts";
export { World } from "./world/world.ts";
