import { describe, expect, test } from "bun:test";
import {
  answerH2,
  fromBase64,
  noPrev,
  parseRoomFragment,
  roomEpochZero,
  roomKeys,
  sealKept,
  startKept,
  toBase64,
  utf8Encode,
} from "@chatorbit/crypto";
import type { Down } from "@chatorbit/protocol";
import type { Device } from "./device.ts";
import { areConfirmed, comeIn, meetInRoom } from "./room-meet.ts";
import { World } from "./world.ts";

type Told = Extract<Down, { readonly type: "ev" }>;

const alarms = (device: Device) => device.alarms().map(({ type }) => type);
const removed = (device: Device) =>
  device.notes().flatMap((note) => (note.type === "removed-by-server" ? [note.count] : []));

/**
 * A server that tells `device` the log as `lie` has it. The chain of cursors it keeps whole: it made them, so it can
 * always make them fit.
 */
function tells(world: World, device: Device, lie: (told: Told) => readonly Told["entry"][]): void {
  let last: string | null = null;
  world.net.meddle = (text, way, name) => {
    if (way === "up" || name !== device.name) return [text];
    const frame = JSON.parse(text) as Down;
    if (frame.type === "welcome") last = frame.c ?? null;
    if (frame.type === "caught_up") return [JSON.stringify({ ...frame, c: last })];
    if (frame.type !== "ev") return [text];
    return lie(frame).map((entry, index) => {
      const c = `${frame.c}${"x".repeat(index)}`;
      const told = { ...frame, p: last, c, entry };
      last = c;
      return JSON.stringify(told);
    });
  };
}

/** Three words of Ann's, read by nobody yet: Bob's page is closed. Its number n is told by `nth`. */
async function three(seed: number) {
  const world = new World(seed);
  const meeting = await meetInRoom(world);
  const { ann, bob } = meeting;
  await world.pass(1_000);
  bob.model.close();
  for (const word of ["one", "two", "three"]) {
    ann.model.send(word, null);
    await world.pass(500);
  }
  const cids = ann.messages("me").map(({ id }) => id);
  const open = async () => {
    bob.openRoom(meeting.room, null);
    await world.pass(3_000);
  };
  return { world, ...meeting, cids, open };
}

describe("a server that shows another log than was written [CRYPTO §5]", () => {
  test("[SR4] one entry left out between two: noticed, said how many, and the rest is shown", async () => {
    const { world, bob, cids, open } = await three(200);
    tells(world, bob, ({ entry }) => (entry.cid === cids[1] ? [] : [entry]));
    await open();
    expect(bob.words("peer")).toEqual(["one", "three"]);
    expect([alarms(bob), removed(bob)]).toEqual([["log-altered"], [1]]);
  });

  test("[SR4] one emptied that nobody took back: noticed, also as the last one", async () => {
    for (const which of [1, 2]) {
      const { world, bob, cids, open } = await three(201);
      tells(world, bob, ({ entry }) => [entry.cid === cids[which] ? { ...entry, sealed: null } : entry]);
      await open();
      expect(bob.words("peer")).toHaveLength(2);
      expect([alarms(bob), removed(bob)]).toEqual([["log-altered"], [1]]);
    }
  });

  test("[SR4] one emptied while it is shown stays shown, and the server's doing is said", async () => {
    const { world, bob, cids, open, ann } = await three(202);
    await open();
    expect(bob.words("peer")).toEqual(["one", "two", "three"]);
    let isDone = false;
    tells(world, bob, ({ entry }) => {
      if (isDone) return [entry];
      isDone = true;
      return [entry, { seq: 0, by: "host", cid: cids[0] ?? "", at: 0, sealed: null }];
    });
    bob.dropLine();
    await world.pass(2_000);
    ann.model.send("four", null);
    await world.until(() => bob.words("peer").includes("four"));
    expect(bob.words("peer")).toContain("one");
    expect([alarms(bob), removed(bob)]).toEqual([["log-altered"], [1]]);
  });

  test("[SR4] the newest withheld: what the other device has read is noticed when it is shown to say so", async () => {
    const { world, ann, bob, cids, room } = await three(203);
    bob.openRoom(room, null);
    await world.until(() => bob.words("peer").length === 3);
    bob.model.send("read them all", null);
    await world.until(() => ann.words("peer").length === 1);
    tells(world, ann, ({ entry }) => (entry.cid === cids[2] ? [] : [entry]));
    await ann.reload();
    await world.pass(3_000);
    expect(ann.words("me")).toEqual(["one", "two"]);
    expect(alarms(ann)).toEqual(["log-altered"]);
  });

  test("[SR4] told twice is shown once; told in another order is shown in the log's; neither is an alarm", async () => {
    const { world, bob, open } = await three(204);
    tells(world, bob, ({ entry }) => [entry, entry]);
    await open();
    expect(bob.words("peer")).toEqual(["one", "two", "three"]);
    bob.model.close();
    let held: Told["entry"] | null = null;
    tells(world, bob, ({ entry }) => {
      const before = held;
      held = before === null && entry.sealed?.type === "message" ? entry : null;
      return held === null ? [entry, ...(before === null ? [] : [before])] : [];
    });
    await open();
    expect(bob.words("peer").slice(0, 2)).toEqual(["one", "two"]);
    expect(alarms(bob).filter((type) => type !== "log-altered")).toEqual([]);
  });

  test("[SR4] one changed, given to the other side, or under another name: not shown, and an alarm", async () => {
    const changes: readonly ((entry: Told["entry"]) => Told["entry"])[] = [
      (entry) => ({ ...entry, by: entry.by === "host" ? "guest" : "host" }),
      (entry) => ({ ...entry, cid: "00000000-0000-4000-8000-000000000001" }),
      (entry) =>
        entry.sealed === null || entry.sealed.type === "hs"
          ? entry
          : { ...entry, sealed: { ...entry.sealed, n: entry.sealed.n + 7 } },
      (entry) =>
        entry.sealed === null || entry.sealed.type === "hs"
          ? entry
          : { ...entry, sealed: { ...entry.sealed, timestamp: entry.sealed.timestamp + 1 } },
      (entry) =>
        entry.sealed === null || entry.sealed.type === "hs"
          ? entry
          : { ...entry, sealed: { ...entry.sealed, type: "control" } },
    ];
    for (const [which, change] of changes.entries()) {
      const { world, bob, cids, open } = await three(205);
      tells(world, bob, ({ entry }) => [entry.cid === cids[1] ? change(entry) : entry]);
      await open();
      expect({ which, words: bob.words("peer") }).toEqual({ which, words: ["one", "three"] });
      expect(alarms(bob)).toContain("log-altered");
    }
  });

  test("[SYNC] a chain that does not fit is asked for again from where the device is: nothing is lost", async () => {
    const { world, bob, open } = await three(206);
    let count = 0;
    world.net.meddle = (text, way, name) =>
      way === "down" && name === "bob" && text.startsWith('{"type":"ev"') && (count += 1) === 5 ? [] : [text];
    await open();
    expect(await world.until(() => bob.words("peer").length === 3)).toBe(true);
    expect(bob.words("peer")).toEqual(["one", "two", "three"]);
    expect([alarms(bob), removed(bob)]).toEqual([[], []]);
  });
});

/** Keys as a device keeps them: for a peer, or a server with a peer, that means ill. */
function keysOf(device: Device, room: string) {
  const record = JSON.parse(device.kept("sealed").get(`co:r:${room}`) ?? "{}") as {
    sid: string;
    keys: { ep: number; ek: string }[];
  };
  return {
    sid: fromBase64(record.sid),
    ek: (ep: number) => fromBase64(record.keys.find((key) => key.ep === ep)?.ek ?? ""),
  };
}

type Forged = { readonly ep?: number; readonly dir: 0 | 1; readonly body: object; readonly ts?: number };

/** An entry, or a passing word, that nobody's program wrote, well sealed. */
function forge(
  world: World,
  { sid, ek }: { sid: Uint8Array; ek: Uint8Array },
  { ep = 1, dir, body, ts }: Forged,
  type: "message" | "control" | "signal" = "message",
) {
  const at = ts ?? Math.floor(world.time.now());
  const id = `00000000-0000-4000-8000-${String(world.dice.pick(1_000_000_000)).padStart(12, "0")}`;
  const { envelope } = sealKept({
    sid,
    ek,
    dir,
    stream: startKept(world.dice.bytes(8), ep),
    header: { type, messageId: id, timestamp: Math.floor(at / 1000) },
    payload: utf8Encode(JSON.stringify({ ...body, ts: at, prev: noPrev, seen: [] })),
  });
  return envelope;
}

/** The server puts this into what it tells the device, as the next entry. */
function slip(world: World, device: Device, by: "host" | "guest", sealed: { message_id: string }): void {
  let isDone = false;
  tells(world, device, ({ entry }) => {
    if (isDone) return [entry];
    isDone = true;
    const forged = { seq: 900, by, cid: sealed.message_id, at: world.time.now(), sealed };
    return [entry, forged as Told["entry"]];
  });
  device.dropLine();
}

describe("a server that helps somebody who means ill", () => {
  test("[CRYPTO §5] words under my side that I did not send are marked, and never mine", async () => {
    const world = new World(210);
    const { ann, bob, room } = await meetInRoom(world);
    ann.model.send("truly mine", null);
    await world.pass(1_000);
    const { sid, ek } = keysOf(bob, room);
    slip(
      world,
      ann,
      "host",
      forge(world, { sid, ek: ek(1) }, { dir: 0, body: { t: "text", body: "never said" } }),
    );
    await world.pass(2_000);
    bob.model.send("next", null);
    await world.until(() => ann.words("peer").length === 1);
    await world.pass(500);
    const shown = ann.messages("me").map(({ body, isNotSentHere }) => ({ body, isNotSentHere }));
    expect(shown).toContainEqual({ body: "truly mine", isNotSentHere: false });
    expect(shown).toContainEqual({ body: "never said", isNotSentHere: true });
    expect(alarms(ann)).toEqual(["not-sent-here"]);
  });

  test("[CRYPTO §3 rule 6] the link, after epoch 1: nothing it writes is shown, and it ends nothing", async () => {
    const world = new World(211);
    const { ann, bob, room, fragment } = await meetInRoom(world);
    ann.model.send("true", null);
    await world.until(() => bob.words("peer").length === 1);
    const key = parseRoomFragment(fragment) ?? new Uint8Array(32);
    const link = roomKeys(room, key);
    const zero = { sid: link.sid, ek: roomEpochZero(link.psk) };
    const bodies: readonly [object, "message" | "control"][] = [
      [{ t: "text", body: "by the link" }, "message"],
      [{ t: "end" }, "control"],
      [{ t: "room.open", ttl_end: 0, max_chars: 1, e0: [] }, "control"],
      [{ t: "delete", ids: [ann.message("true").id] }, "control"],
    ];
    for (const [body, type] of bodies) {
      slip(world, bob, "host", forge(world, zero, { ep: 0, dir: 0, body }, type));
      await world.pass(2_000);
      ann.model.send(`after ${JSON.stringify(body).length}`, null);
      await world.pass(2_000);
    }
    expect(bob.view.screen).toBe("conversation");
    expect(bob.words("peer")).toContain("true");
    expect(bob.words("peer")).not.toContain("by the link");
    expect(alarms(bob)).toEqual(["foreign-beginning"]);
  });

  for (const isFirst of [false, true]) {
    test(`[CRYPTO §5] two people answer one link, ${isFirst ? "the other one first: this one reads nothing of it, and both are" : "the other one second: the maker is"} told`, async () => {
      const world = new World(212);
      const [ann, bob] = [world.device("ann"), world.device("bob")];
      const { room, fragment } = await ann.createRoom();
      await world.pass(500);
      const record = JSON.parse(ann.kept("sealed").get(`co:r:${room}`) ?? "{}") as {
        run: { word: { m: string } };
      };
      const link = roomKeys(room, parseRoomFragment(fragment) ?? new Uint8Array(32));
      const asking = { sessionId: link.sid, psk: link.psk, base: 0, lastEpoch: 0 };
      const other = answerH2(asking, fromBase64(record.run.word.m), (length) => world.dice.bytes(length));
      const word = {
        type: "hs",
        message_id: "00000000-0000-4000-8000-000000000077",
        m: toBase64(other.msg2),
      } as const;
      let isTold = false;
      tells(world, ann, ({ entry }) => {
        if (isTold || entry.by !== "guest" || entry.sealed?.type !== "hs") return [entry];
        isTold = true;
        const second = { seq: 900, by: "guest", cid: word.message_id, at: 0, sealed: word } as const;
        return isFirst ? [second, entry] : [entry, second];
      });
      ann.dropLine();
      await world.pass(500);
      await comeIn(world, bob, room, fragment);
      expect(await world.until(() => alarms(ann).includes("answered-twice"))).toBe(true);
      ann.model.send("for whom?", null);
      await world.pass(5_000);
      expect(areConfirmed(ann, bob)).toBe(!isFirst);
      expect(bob.words("peer")).toEqual(isFirst ? [] : ["for whom?"]);
      expect(alarms(bob).includes("answered-twice")).toBe(isFirst);
    });
  }

  test("[CRYPTO §6] a passing word of before counts no more, and none counts twice", async () => {
    const world = new World(213);
    const { ann, bob, room } = await meetInRoom(world);
    await world.pass(1_000);
    const { sid, ek } = keysOf(ann, room);
    const status = { conv: "", heard: "" };
    world.net.meddle = (text, way, name) => {
      const frame = JSON.parse(text) as { conv?: string };
      if (way === "down" && name === "bob" && frame.conv !== undefined) status.conv = frame.conv;
      return [text];
    };
    ann.model.typing(true);
    expect(await world.until(() => bob.on("conversation").peer.isTyping)).toBe(true);
    expect(await world.until(() => !bob.on("conversation").peer.isTyping, 10_000)).toBe(true);
    const typing = { dir: 0, body: { t: "typing", on: true } } as const;
    const say = (sealed: object) => bob.whisper({ type: "signal", conv: status.conv, sealed });
    const old = forge(
      world,
      { sid, ek: ek(1) },
      { ...typing, ts: Math.floor(world.time.now()) - 61_000 },
      "signal",
    );
    say(old);
    await world.pass(100);
    expect(bob.on("conversation").peer.isTyping).toBe(false);
    const young = forge(world, { sid, ek: ek(1) }, typing, "signal");
    say(young);
    await world.pass(100);
    expect(bob.on("conversation").peer.isTyping).toBe(true);
    await world.until(() => !bob.on("conversation").peer.isTyping, 10_000);
    say(young);
    await world.pass(100);
    expect(bob.on("conversation").peer.isTyping).toBe(false);
  });

  test("[CRYPTO §1.1] a server that gives the seats out the wrong way round is left", async () => {
    const world = new World(214);
    const [ann, bob] = [world.device("ann"), world.device("bob")];
    const { room, fragment } = await ann.createRoom();
    world.desk = (request, reply, name) =>
      name === "bob" && request.path.includes("/join")
        ? { ...reply, body: { ...(reply.body as object), role: "host" } }
        : null;
    await comeIn(world, bob, room, fragment);
    expect(await world.until(() => bob.view.screen === "refused")).toBe(true);
    expect(bob.on("refused").problem.trouble).toBe("role-swapped");
    expect(bob.keeps().filter((name) => !name.includes("co:name"))).toEqual([]);
  });

  test("[CRYPTO §1.2] the link's key reaches no server", async () => {
    const world = new World(215);
    world.isListening = true;
    const { ann, bob, fragment, room } = await meetInRoom(world);
    ann.model.send("plain words", null);
    await world.until(() => bob.words("peer").length === 1);
    const said = world.heard.join("\n");
    const key = parseRoomFragment(fragment) ?? new Uint8Array(0);
    for (const secret of [fragment, toBase64(key), "plain words", toBase64(roomKeys(room, key).psk)])
      expect(said).not.toContain(secret);
  });
});
