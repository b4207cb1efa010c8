/**
 * Three network namespaces for one test: two people and the internet between them. Nothing of it has
 * a name on the machine: a namespace lives as long as its holder, and every process here dies with
 * this one, however that ends.
 */
import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { holder, startNetwork, stop } from "./processes.ts";
import type { CountsByPath } from "./tun/orders.ts";
import { clear, type Weather } from "./tun/weather.ts";

const run = promisify(execFile);

/** Of the range for measurements (RFC 2544): to browsers and to coturn they are public addresses. */
export const addresses = {
  net: { net0: "198.18.0.2" },
  ann: { wlan0: "198.18.1.2", wwan0: "198.18.2.2" },
  bob: { wlan0: "198.18.3.2" },
} as const;

export type Place = keyof typeof addresses;

export const annsBoth = [addresses.ann.wlan0, addresses.ann.wwan0] as const;
export const { net0: internet } = addresses.net;
export const { wlan0: bobs } = addresses.bob;

const isBetweenPeople = (from: string, to: string) => from !== to && from !== internet && to !== internet;
const everywhere = Object.values(addresses).flatMap((devices) => Object.values(devices));
const pairs = everywhere.flatMap((from, n) => everywhere.slice(n + 1).map((to) => [from, to] as const));
/** Every path, those on which people meet without the internet's help, and those to it. */
export const allPaths = pairs;
export const directPaths = pairs.filter(([from, to]) => isBetweenPeople(from, to));
const pathsToNet = pairs.filter(([from, to]) => !isBetweenPeople(from, to));

/**
 * The network the figures are of, one way between two people, however they meet: over the internet
 * each of the two parts of the way has half of it.
 */
const bad = { loss: 0.05, delayMs: 40, jitterMs: 10 };
const half = { loss: 1 - Math.sqrt(1 - bad.loss), delayMs: bad.delayMs / 2, jitterMs: bad.jitterMs / 2 };

/** What goes before a command; its first word is a program. */
export type Prefix = readonly [string, ...string[]];

export type Lab = {
  /** What to put before a command so that it runs at a place. */
  readonly at: (place: Place) => Prefix;
  /** A program that is Chromium at a place. */
  readonly chromiumAt: (place: Place) => string;
  readonly set: (paths: readonly (readonly [string, string])[], weather: Partial<Weather>) => Promise<void>;
  /** Since one asked last. */
  readonly counts: () => Promise<CountsByPath>;
  /**
   * Ann changes from one network to the other, without any for `gapMs` or, where that is negative,
   * with both for as long. Resolves with the moment the old one went, ms since 1970.
   */
  readonly moveAnn: (gapMs: number) => Promise<number>;
  readonly stop: () => Promise<void>;
};

/** Throws what is missing, in one sentence. */
export function mustBePossible(): void {
  const missing = [
    ...(process.getuid?.() === 0 ? [] : ["to run as root"]),
    ...(isOpen("/dev/net/tun") ? [] : ["/dev/net/tun (modprobe tun)"]),
    ...["unshare", "nsenter", "setpriv", "ip"]
      .filter((name) => !["/usr/bin", "/usr/sbin", "/bin", "/sbin"].some((at) => existsSync(join(at, name))))
      .map((name) => `${name} (Debian: util-linux, iproute2)`),
    ...["/usr/bin/chromium", "/usr/bin/turnserver"].filter((path) => !existsSync(path)),
  ];
  if (missing.length > 0) throw new Error(`Emulated networks need ${missing.join(", ")}.`);
}

function isOpen(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export async function startLab(seed: number): Promise<Lab> {
  mustBePossible();
  const folder = mkdtempSync(join(tmpdir(), "net-"));
  const holders = { net: await holder(), ann: await holder(), bob: await holder() };
  const pidOf = (place: Place): string => String(holders[place].pid);
  const at = (place: Place) => ["nsenter", `--net=/proc/${pidOf(place)}/ns/net`] as const;
  /** All lines as one act: nobody sees a network that is half there. */
  const ip = async (place: Place, ...lines: readonly string[]) => {
    const [command, ...args] = [...at(place), "ip", "-batch", "-"];
    const running = run(command, args);
    running.child.stdin?.end(lines.join("\n"));
    await running;
  };
  const network = await startNetwork({
    seed,
    weather: { ...clear, ...bad },
    devices: places.flatMap((place) =>
      Object.entries(addresses[place]).map(([name, address]) => ({
        pid: Number(pidOf(place)),
        name,
        address,
      })),
    ),
  });

  const joinNetwork = (place: Place, name: string, address: string) =>
    ip(
      place,
      `addr replace ${address}/24 dev ${name}`,
      `link set ${name} up mtu 1400`,
      `route replace default dev ${name}`,
    );

  const leaveNetwork = (place: Place, name: string) =>
    ip(place, `link set ${name} down`, `addr flush dev ${name}`);

  for (const place of places) await ip(place, "link set lo up");
  await network.tell({ do: "set", paths: pathsToNet, weather: half });
  await joinNetwork("net", "net0", internet);
  await joinNetwork("ann", "wlan0", addresses.ann.wlan0);
  await joinNetwork("bob", "wlan0", bobs);
  let annsDevice: keyof typeof addresses.ann = "wlan0";

  return {
    at,
    chromiumAt(place) {
      const path = join(folder, `chromium-${place}`);
      writeFileSync(path, `#!/bin/sh\nexec ${at(place).join(" ")} /usr/bin/chromium "$@"\n`, { mode: 0o755 });
      return path;
    },
    set: (paths, change) => network.tell({ do: "set", paths, weather: change }),
    counts: network.counts,
    async moveAnn(gapMs) {
      const from = annsDevice;
      annsDevice = from === "wlan0" ? "wwan0" : "wlan0";
      const enter = () => joinNetwork("ann", annsDevice, addresses.ann[annsDevice]);
      if (gapMs < 0) await enter();
      await pause(Math.max(0, -gapMs));
      const left = Date.now();
      await leaveNetwork("ann", from);
      await pause(Math.max(0, gapMs));
      if (gapMs >= 0) await enter();
      return left;
    },
    async stop() {
      await network.stop();
      for (const child of Object.values(holders)) await stop(child);
      rmSync(folder, { recursive: true });
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const places: readonly Place[] = ["net", "ann", "bob"];
