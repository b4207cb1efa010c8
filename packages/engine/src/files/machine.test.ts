import { expect, test } from "bun:test";
import { newUuid, toBase64 } from "@chatorbit/crypto";
import { begun, Pair } from "./testing/pair.ts";

const mebibyte = 1024 * 1024;

test("[FI1] a file is offered, taken, sent and put away; both say done only after the roots agree", () => {
  const pair = new Pair();
  const { host, guest } = pair;
  const fid = begun(pair, 20 * mebibyte);
  pair.until(() => host.stage(fid) === "done");
  expect(guest.stage(fid)).toBe("done");
  expect(guest.kept.has(fid)).toBe(true);
  expect(pair.said.filter(({ signal }) => signal.t === "file.done").map(({ by }) => by)).toEqual([
    "host",
    "guest",
  ]);
  expect(pair.faults).toEqual([]);
  // Nothing wants the connection any more.
  pair.env.time.pass(40_000);
  expect([host.peer, guest.peer]).toEqual([null, null]);
});

test("[FI1] nothing is opened and nothing asked for before the person wants the file", () => {
  const pair = new Pair();
  const fid = pair.host.attach(1_000);
  pair.until(() => pair.guest.stage(fid) === "offered");
  pair.env.time.pass(60_000);
  expect(pair.guest.effects.map(({ type }) => type)).toEqual(["show"]);
  expect(pair.host.peer).toBeNull();
  pair.guest.input({ type: "decline", fid });
  pair.until(() => pair.host.stage(fid) === "they-declined");
  expect(pair.guest.stage(fid)).toBe("declined");
});

test("[FI1] the connection is lost in the middle and comes back: it goes on where it was", () => {
  const pair = new Pair(4);
  const { host, guest } = pair;
  const fid = begun(pair, 200 * mebibyte);
  for (let cut = 0; cut < 3; cut += 1) {
    pair.env.time.pass(400);
    guest.breakChannel();
    pair.until(() => host.state.channel !== null && guest.state.channel !== null);
  }
  expect(guest.stage(fid)).toBe("open");
  pair.until(() => host.stage(fid) === "done", 200_000);
  const feeds = host.effects.filter((one) => one.type === "feed").map(({ from }) => from);
  expect(feeds).toEqual(feeds.toSorted((a, b) => a - b));
  expect(guest.kept.has(fid)).toBe(true);
  expect(pair.faults).toEqual([]);
});

test("[FI1] what was kept and never told of is told when the channel is open anew", () => {
  const pair = new Pair(8);
  const { host, guest } = pair;
  guest.isMute = true;
  const fid = begun(pair, 20 * mebibyte);
  const next = () => {
    const stage = guest.file(fid)?.stage;
    return stage !== undefined && "next" in stage ? stage.next : 0;
  };
  pair.until(() => next() === 64);
  pair.env.time.pass(2_000);
  guest.breakChannel();
  guest.isMute = false;
  pair.until(() => host.stage(fid) === "done", 120_000);
});

test("[FI1] four at a time in each direction; the fifth waits, and one too many is refused unseen", () => {
  const pair = new Pair(2);
  const fids = Array.from({ length: 6 }, () => pair.host.attach(1_000));
  pair.env.time.pass(2_000);
  expect(fids.map((fid) => pair.guest.stage(fid))).toEqual([
    "offered",
    "offered",
    "offered",
    "offered",
    "unknown",
    "unknown",
  ]);
  pair.host.input({ type: "cancel", fid: fids[0] ?? "" });
  pair.env.time.pass(1_000);
  expect(pair.guest.stage(fids[4] ?? "")).toBe("offered");
  const inst = pair.host.state.inst;
  const id = newUuid(pair.env.dice.bytes);
  const key = toBase64(new Uint8Array(32));
  const offer = { t: "file.offer", id, k: key, name: "x", mime: "", size: 5, chunks: 1, inst } as const;
  pair.guest.input({ type: "heard", signal: offer, ts: 0 });
  expect(pair.guest.stage(id)).toBe("unknown");
  expect(pair.said.at(-1)?.signal).toEqual({ t: "file.decline", id, reason: "too-many" });
});

test("[FI1] an offer whose numbers do not fit is none", () => {
  const { guest, said, host, env } = new Pair();
  const offer = { t: "file.offer", k: toBase64(new Uint8Array(32)), name: "x", mime: "", size: 5 } as const;
  for (const wrong of [{ chunks: 2 }, { chunks: 0 }, { chunks: 1, k: toBase64(new Uint8Array(31)) }]) {
    const id = newUuid(env.dice.bytes);
    guest.input({ type: "heard", signal: { ...offer, id, inst: host.state.inst, ...wrong }, ts: 0 });
    expect(guest.stage(id)).toBe("unknown");
    expect(said.at(-1)?.signal).toEqual({ t: "file.cancel", id, reason: "broken" });
  }
});

test("[FI1] bytes that are not what was offered are thrown away, and both are told", () => {
  const pair = new Pair();
  pair.host.isLying = true;
  const fid = begun(pair, mebibyte);
  pair.until(() => pair.host.stage(fid) === "broken-there");
  expect(pair.guest.stage(fid)).toBe("broken");
  expect(pair.guest.kept.has(fid)).toBe(false);
});

test("[FI1] a fifth bad chunk drops the file, one past its end at once", () => {
  for (const { isHopeless, times } of [
    { isHopeless: false, times: 5 },
    { isHopeless: true, times: 1 },
  ]) {
    const pair = new Pair();
    const fid = begun(pair, 900 * mebibyte);
    for (let time = 0; time < times; time += 1) {
      expect(pair.guest.stage(fid)).toBe("open");
      pair.guest.input({ type: "badChunk", fid, isHopeless });
    }
    expect(pair.guest.stage(fid)).toBe("broken");
    pair.until(() => pair.host.stage(fid) === "broken-there");
  }
});

test.each([
  ["sender", "cancelled", "they-cancelled"],
  ["receiver", "they-cancelled", "cancelled"],
] as const)("[FI1] the %s gives up in the middle: nothing of it stays", (who, atSender, atReceiver) => {
  const pair = new Pair();
  const fid = begun(pair, 900 * mebibyte);
  (who === "sender" ? pair.host : pair.guest).input({ type: "cancel", fid });
  pair.until(() => pair.host.stage(fid) === atSender && pair.guest.stage(fid) === atReceiver);
  expect(pair.guest.effects.filter(({ type }) => type === "dropFile")).toHaveLength(1);
  expect(pair.guest.kept.has(fid)).toBe(false);
});

test("[FI1] the disk is full, the file has changed: said on both sides", () => {
  const full = new Pair();
  const first = begun(full, 900 * mebibyte);
  full.guest.input({ type: "noPlace", fid: first, why: "no-room" });
  full.until(() => full.host.stage(first) === "no-room-there");
  expect(full.guest.stage(first)).toBe("no-room");
  const changed = new Pair();
  const second = begun(changed, 900 * mebibyte);
  changed.host.input({ type: "sourceLost", fid: second });
  changed.until(() => changed.guest.stage(second) === "changed-there");
  expect(changed.host.stage(second)).toBe("changed");
});

test("[FI1] no place chosen: the offer stands as before", () => {
  const pair = new Pair();
  const fid = pair.host.attach(1_000);
  pair.until(() => pair.guest.stage(fid) === "offered");
  pair.guest.place = "put-off";
  pair.guest.accept(fid);
  pair.env.time.pass(1_000);
  expect(pair.guest.stage(fid)).toBe("offered");
  expect(pair.said.some(({ signal }) => signal.t === "file.accept")).toBe(false);
});

test("[FI1] the receiver's page is loaded again: the file is offered to the new one, and begins anew", () => {
  const pair = new Pair(5);
  const { host, guest } = pair;
  const fid = begun(pair, 100 * mebibyte);
  pair.env.time.pass(300);
  pair.reload(guest);
  pair.until(() => guest.stage(fid) === "offered");
  guest.accept(fid);
  pair.until(() => host.stage(fid) === "done", 200_000);
  expect(guest.kept.has(fid)).toBe(true);
  expect(pair.faults).toEqual([]);
});

test("[FI1] the sender's page is loaded again: the receiver waits no longer, accepted or not", () => {
  const pair = new Pair(6);
  const { host, guest } = pair;
  const fid = begun(pair, 900 * mebibyte);
  const unread = host.attach(1_000);
  pair.until(() => guest.stage(unread) === "offered");
  pair.reload(host);
  pair.env.time.pass(1_000);
  host.hasPressed = true;
  const next = host.attach(1_000);
  pair.until(() => guest.stage(next) === "offered");
  expect([guest.stage(fid), guest.stage(unread)]).toEqual(["lost-there", "lost-there"]);
  guest.accept(next);
  pair.until(() => host.stage(next) === "done");
  expect(pair.faults).toEqual([]);
});

test("[FI1] accepted when the page that offered it is gone: said so", () => {
  const pair = new Pair();
  const fid = pair.host.attach(1_000);
  pair.until(() => pair.guest.stage(fid) === "offered");
  pair.reload(pair.host);
  pair.guest.accept(fid);
  pair.until(() => pair.guest.stage(fid) === "lost-there");
});

test("[CRYPTO §6] without a relay nothing is said before the person agreed to be seen, on either side", () => {
  const pair = new Pair();
  const { host, guest } = pair;
  for (const side of pair.both) side.hasTurn = false;
  const fid = host.attach(1_000);
  pair.env.time.pass(2_000);
  expect(guest.stage(fid)).toBe("unknown");
  host.hasPressed = true;
  host.agree();
  pair.until(() => guest.stage(fid) === "offered");
  guest.accept(fid);
  pair.env.time.pass(2_000);
  expect(host.stage(fid)).toBe("offered");
  expect(guest.peer).toBeNull();
  guest.agree();
  pair.until(() => host.stage(fid) === "done");
  expect(pair.faults).toEqual([]);
});

test("[CRYPTO §6] with a relay and before the words were compared, only the relay is used", () => {
  const pair = new Pair();
  const fid = begun(pair, 900 * mebibyte);
  const configs = pair.both.flatMap(({ effects }) => effects.filter((one) => one.type === "openPeer"));
  expect(configs.map(({ config }) => config.isRelayOnly)).toEqual([true, true]);
  expect(pair.host.stage(fid)).toBe("open");
});

test("[TS12] somebody else sits there now: nothing goes on", () => {
  const pair = new Pair();
  const fid = begun(pair, 900 * mebibyte);
  pair.host.input({ type: "peerReplaced" });
  expect(pair.host.stage(fid)).toBe("left");
  expect(pair.host.peer).toBeNull();
  const word = pair.said.find(({ signal }) => signal.t === "file.accept");
  if (word !== undefined) pair.host.input({ type: "heard", signal: word.signal, ts: 0 });
  expect(pair.host.stage(fid)).toBe("left");
});

test("[TS7] at the end nothing of any file stays, whether it came whole or not", () => {
  const pair = new Pair();
  const whole = begun(pair, 1_000);
  pair.until(() => pair.host.stage(whole) === "done");
  const half = begun(pair, 900 * mebibyte, "guest");
  for (const side of pair.both) {
    side.effects.length = 0;
    side.input({ type: "leave" });
    const forgotten = side.effects.flatMap((one) => (one.type === "forgetFile" ? [one.fid] : []));
    expect(forgotten).toEqual([whole, half]);
    expect([side.peer, side.state.files]).toEqual([null, []]);
  }
});

test("[FI1] taken back by its message: given up, and forgotten", () => {
  const pair = new Pair();
  const fid = begun(pair, 900 * mebibyte);
  pair.host.input({ type: "takenBack", fid });
  expect(pair.host.effects.slice(-3).map(({ type }) => type)).toContain("forgetFile");
  pair.until(() => pair.guest.stage(fid) === "they-cancelled");
});

test("[FI1] what the other device claims to keep beyond the end, or of nothing, moves nothing", () => {
  const pair = new Pair();
  const fid = begun(pair, 900 * mebibyte);
  const before = pair.host.state.files;
  pair.host.input({ type: "keptThere", fid, next: 1_000_000 });
  pair.host.input({ type: "keptThere", fid: newUuid(pair.env.dice.bytes), next: 3 });
  expect(pair.host.state.files).toEqual(before);
});
