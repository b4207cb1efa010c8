/**
 * The network between namespaces: every packet of their TUN devices passes through here, and each
 * pair of devices is a path with a weather of its own. Orders come as lines of JSON on the standard
 * input, answers go out the same way; when the input ends, so does this.
 */
import { openDevice, pollFor } from "./device.ts";
import type { Order, Plan } from "./orders.ts";
import { dice, Direction, type Weather } from "./weather.ts";

const [text] = process.argv.slice(2);
if (text === undefined) throw new Error("the plan is missing");
const { seed, weather, devices }: Plan = JSON.parse(text);

const opened = devices.map(({ pid, name, address }) => ({ address, device: openDevice(pid, name) }));
const byAddress = new Map(opened.map(({ address, device }) => [address, device]));
const directions = new Map<string, Direction>();
const random = dice(seed);
for (const [from] of byAddress) {
  for (const [to] of byAddress) {
    directions.set(`${from} ${to}`, new Direction(weather, dice(Math.floor(random() * 2 ** 32))));
  }
}

/** Packets on their way, by the time they come out, ms. */
const underway: { readonly due: number; readonly to: string; readonly packet: Uint8Array }[] = [];
const clock = () => performance.now();

const ipv4 = 4;
const sourceAt = 12;
const targetAt = 16;
const addressBytes = 4;

function enter(packet: Uint8Array): void {
  if ((packet[0] ?? 0) >> 4 !== ipv4) return;
  const from = packet.subarray(sourceAt, sourceAt + addressBytes).join(".");
  const to = packet.subarray(targetAt, targetAt + addressBytes).join(".");
  const due = directions.get(`${from} ${to}`)?.pass(packet.length, clock()) ?? null;
  if (due === null) return;
  let at = underway.length;
  while (at > 0 && (underway[at - 1]?.due ?? 0) > due) at -= 1;
  underway.splice(at, 0, { due, to, packet });
}

function deliver(): void {
  const now = clock();
  const later = underway.findIndex(({ due }) => due > now);
  const ripe = later === -1 ? underway.splice(0) : underway.splice(0, later);
  for (const { to, packet } of ripe) byAddress.get(to)?.write(packet);
}

const both = ([one, other]: readonly [string, string]) =>
  [directions.get(`${one} ${other}`), directions.get(`${other} ${one}`)].filter((some) => some !== undefined);

function obey(order: Order): unknown {
  switch (order.do) {
    case "set": {
      const change: Partial<Weather> = order.weather;
      for (const path of order.paths) {
        for (const direction of both(path)) direction.weather = { ...direction.weather, ...change };
      }
      return null;
    }
    case "counts":
      return Object.fromEntries([...directions].map(([path, direction]) => [path, direction.counts()]));
  }
}

/** Longest wait with nothing to do, ms: what comes on the standard input is heard within it. */
const longestWaitMs = 5;
const look = pollFor(opened.map(({ device }) => device.fd));

function turn(): void {
  const next = underway[0]?.due ?? Infinity;
  const ready = look(Math.max(0, Math.min(longestWaitMs, Math.ceil(next - clock()))));
  for (const [n, { device }] of opened.entries()) {
    if (ready[n] !== true) continue;
    for (let packet = device.read(); packet !== null; packet = device.read()) enter(packet);
  }
  deliver();
  setImmediate(turn);
}

turn();
console.log('"ready"');
for await (const line of console) {
  const order: Order = JSON.parse(line);
  console.log(JSON.stringify(obey(order)));
}
process.exit();
