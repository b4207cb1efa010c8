import { expect, test } from "bun:test";
import { newUuid, toBase64, utf8Encode } from "@chatorbit/crypto";
import { FakeConnection } from "../peers/fake-connection.ts";
import { CallWitness } from "./call-witness.ts";
import type { Device } from "./device.ts";
import { meet } from "./meet.ts";
import type { Meddle } from "./network.ts";
import { World } from "./world.ts";

/* The server is the attacker, and calls are what it wants: to listen, to connect, to ring. */

type Frame = { readonly [field: string]: unknown; readonly type: string };
type Sealed = { readonly encrypted: string; readonly signature: string };

const read = (text: string): Frame => JSON.parse(text) as Frame;
const isSignal = (text: string): boolean => read(text).type === "signal";
const sealedOf = (frame: Frame): Sealed => frame["sealed"] as Sealed;
const phase = (device: Device) => device.model.calls()?.snapshot().phase ?? "none";

/** A call of people who press again when it comes to nothing, while the relay lies. */
async function tryToTalk(world: World, witness: CallWitness, rounds: number): Promise<void> {
  const [ann, bob] = witness.devices;
  for (let round = 0; round < rounds; round += 1) {
    const [caller, callee] = round % 2 === 0 ? [ann, bob] : [bob, ann];
    witness.start(caller, round % 3 === 0);
    await world.until(() => phase(callee) === "ringing" || phase(callee) === "connected", 4_000);
    witness.accept(callee, false);
    await world.pass(6_000);
    caller.model.calls()?.camera(true);
    callee.peers.page?.changeNetwork();
    await world.pass(3_000);
    for (const device of witness.devices) {
      witness.look(device);
      lookForStrangers(world, witness, device);
    }
    caller.model.calls()?.hangUp();
    await world.pass(1_000);
  }
}

/** Whatever a device believes of the other's certificate is one the other side itself has made. */
function lookForStrangers(world: World, witness: CallWitness, device: Device): void {
  const other = witness.other(device);
  const told = device.peers.page?.connection?.pair?.remote.fingerprint;
  if (told !== undefined && !other.peers.prints.has(told))
    witness.say(`${device.name} was told of a stranger's certificate`);
  for (const connection of world.paths.openOf(device.name))
    if (connection.ice.state === "connected" && told === undefined)
      witness.say(`${device.name} is connected to nobody`);
}

/** Somebody on the relay's machine with a connection of its own. */
function stranger(world: World): FakeConnection {
  const servers = [{ urls: ["turn:relay.world.test"], username: "9999999999999", credential: "secret" }];
  return new FakeConnection(1, { servers, isRelayOnly: false }, world, {
    owner: "mallory",
    isLive: () => true,
    tell: () => {},
  });
}

async function goesOn(world: World, witness: CallWitness): Promise<boolean> {
  const [ann, bob] = witness.devices;
  world.net.meddle = null;
  for (const device of witness.devices) {
    device.model.calls()?.hangUp();
    device.dropLine();
  }
  await world.pass(60_000);
  witness.start(ann, false);
  await world.until(() => phase(bob) === "ringing", 20_000);
  witness.accept(bob, false);
  return world.until(() => phase(ann) === "connected" && phase(bob) === "connected", 30_000);
}

const tamper = (world: World, text: string): string => {
  const at = world.dice.pick(text.length - 4);
  return `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;
};

type Malice = (world: World, devices: () => readonly Device[]) => Meddle;

const malices: readonly (readonly [string, Malice])[] = [
  [
    "alters sealed words",
    (world) => (text) => {
      const frame = read(text);
      if (frame.type !== "signal" || !world.dice.chance(0.3)) return [text];
      const sealed = sealedOf(frame);
      const field = world.dice.of(["encrypted", "signature"] as const);
      return [JSON.stringify({ ...frame, sealed: { ...sealed, [field]: tamper(world, sealed[field]) } })];
    },
  ],
  [
    "plays old words again",
    (world) => {
      const kept: string[] = [];
      return (text, way) => {
        if (way !== "down" || !isSignal(text)) return [text];
        kept.push(text);
        return [world.dice.of(kept), text, world.dice.of(kept)];
      };
    },
  ],
  ["drops words", (world) => (text) => (isSignal(text) && world.dice.chance(0.4) ? [] : [text])],
  [
    "turns their order round",
    (world) => {
      let held: string[] = [];
      return (text, way) => {
        if (way !== "down" || !isSignal(text)) return [text];
        held.push(text);
        if (held.length < 4 && world.dice.chance(0.7)) return [];
        const all = held.toReversed();
        held = [];
        return all;
      };
    },
  ],
  [
    "gives words back to whoever said them",
    (world, devices) => (text, way, name) => {
      if (way !== "up" || !isSignal(text)) return [text];
      const own = devices().find((device) => device.name === name);
      world.time.at(world.time.now() + 3, () => own?.whisper(text));
      return [text];
    },
  ],
  [
    "swaps the inside of two words",
    () => {
      let last: Frame | null = null;
      return (text, way) => {
        const frame = read(text);
        if (way !== "down" || frame.type !== "signal") return [text];
        const before = last;
        last = frame;
        if (before === null) return [text];
        const sealed = { ...sealedOf(frame), encrypted: sealedOf(before).encrypted };
        return [JSON.stringify({ ...frame, sealed }), text];
      };
    },
  ],
];

test.each(malices)(
  "[CA2] [CRYPTO §6] a relay that %s never makes a call connect to anybody else, and an honest one mends it",
  async (_, malice) => {
    for (let seed = 0; seed < 4; seed += 1) {
      const world = new World(2_000 + seed, 1 + (seed % 2));
      const { ann, bob } = await meet(world);
      const witness = new CallWitness(world, [ann, bob]);
      const mallory = stranger(world);
      world.net.meddle = malice(world, () => [ann, bob]);
      await tryToTalk(world, witness, 4);
      expect(mallory.pair).toBeNull();
      expect(await goesOn(world, witness), `seed ${seed}`).toBe(true);
      for (const device of witness.devices) lookForStrangers(world, witness, device);
      expect(witness.wrong, `seed ${seed}`).toEqual([]);
    }
  },
  60_000,
);

test("[CA2] [CRYPTO §6] a relay that puts its own description into a call is not heard", async () => {
  const world = new World(2_100);
  const { ann, bob } = await meet(world);
  const witness = new CallWitness(world, [ann, bob]);
  const mallory = stranger(world);
  const call = newUuid((length) => world.dice.bytes(length));
  let ids = 0;
  /** Its own words in every dress it can make without the keys. */
  const forge = (frame: Frame, signal: object): readonly unknown[] => {
    const sealed = sealedOf(frame);
    const inside = JSON.stringify({ ...signal, ts: Math.floor(world.time.now()), ack: null });
    const padded = utf8Encode(inside.padEnd(1_024, " "));
    ids += 1;
    const message_id = newUuid((length) => world.dice.bytes(length));
    return [
      { ...signal, ts: world.time.now() },
      { ...frame, sealed: signal },
      { ...frame, sealed: { ...sealed, message_id, n: 100 + ids, encrypted: toBase64(padded) } },
      {
        ...frame,
        sealed: { ...sealed, message_id, n: 100 + ids, encrypted: toBase64(world.dice.bytes(1_052)) },
      },
    ];
  };
  const sdp = `v=0\r\no=- 1 9 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=fingerprint:sha-256 ${mallory.fingerprint}\r\n`;
  let forged = 0;
  world.net.meddle = (text, way, name) => {
    const frame = read(text);
    if (way !== "down" || frame.type !== "signal" || forged > 60) return [text];
    const device = name === "ann" ? ann : bob;
    const signals = [
      { t: "rtc.ring", call, audio: true, video: true, relay: false },
      { t: "rtc.accept", call },
      { t: "rtc.desc", call, gen: 1, desc: { type: "offer", sdp } },
    ];
    for (const signal of signals) {
      for (const each of forge(frame, signal)) {
        forged += 1;
        device.whisper(each);
      }
    }
    return [text];
  };
  await tryToTalk(world, witness, 3);
  expect(forged).toBeGreaterThan(50);
  expect(mallory.pair).toBeNull();
  for (const device of witness.devices) {
    expect(device.peers.prints.has(mallory.fingerprint)).toBe(false);
    // Nothing of it was ever opened: not even a refusal.
    expect(device.model.calls()?.snapshot().notice?.notice.type).not.toBe("description-refused");
  }
  expect(await goesOn(world, witness)).toBe(true);
  expect(witness.wrong).toEqual([]);
});

test("[CA1] [CRYPTO §6] a relay alone rings nobody, opens nothing and lights nothing", async () => {
  const world = new World(2_110);
  const { ann, bob } = await meet(world);
  const witness = new CallWitness(world, [ann, bob]);
  witness.start(ann, true);
  const kept: string[] = [];
  world.net.meddle = (text, way) => {
    if (way === "down" && isSignal(text)) kept.push(text);
    return [text];
  };
  await world.until(() => phase(bob) === "ringing", 5_000);
  bob.model.calls()?.decline();
  await world.pass(2_000);
  for (const text of kept) for (const device of [ann, bob]) device.whisper(text);
  await world.pass(2_000);
  expect([ann, bob].map(phase)).toEqual(["ended", "ended"]);
  for (const device of [bob, ann]) {
    await device.reload();
    witness.reloaded(device);
    await world.pass(5_000);
    for (const text of kept) device.whisper(text);
    await world.pass(2_000);
    expect(phase(device)).toBe("none");
  }
  expect(world.paths.open.size).toBe(0);
  expect(witness.wrong).toEqual([]);
});

test("[CA3] a server without servers, or with dead ones: the call says so, and connects where it may", async () => {
  const world = new World(2_120);
  const { ann, bob } = await meet(world);
  const witness = new CallWitness(world, [ann, bob]);
  world.ice.isOn = false;
  witness.start(ann, false);
  await world.pass(6_000);
  const view = ann.model.calls()?.snapshot();
  expect(view?.phase === "calling" ? view.obstacle : view?.phase).toBe("address-consent");
  expect(phase(bob)).toBe("none");
  witness.agreeExposure(ann);
  await world.until(() => phase(bob) === "ringing", 5_000);
  witness.agreeExposure(bob);
  witness.accept(bob, false);
  expect(await world.until(() => phase(ann) === "connected" && phase(bob) === "connected", 15_000)).toBe(
    true,
  );
  const [mine] = world.paths.openOf("ann");
  expect(mine === undefined ? null : world.paths.link(mine)).toBe("direct");
  expect(witness.wrong).toEqual([]);
});

test("[CA3] a call outlives its credentials many times over", async () => {
  const world = new World(2_130);
  world.ice.ttlMs = 90_000;
  const { ann, bob } = await meet(world);
  const witness = new CallWitness(world, [ann, bob]);
  witness.start(ann, true);
  await world.until(() => phase(bob) === "ringing", 5_000);
  witness.accept(bob, true);
  await world.until(() => phase(ann) === "connected" && phase(bob) === "connected", 15_000);
  for (let minute = 0; minute < 12; minute += 1) {
    await world.pass(60_000);
    expect([ann, bob].map(phase)).toEqual(["connected", "connected"]);
  }
  expect(witness.wrong).toEqual([]);
}, 20_000);
