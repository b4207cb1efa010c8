import { expect, test } from "bun:test";
import { expectCode } from "../../testing/expect-code.ts";
import { systemRandom } from "../../testing/random.ts";
import { aloneIn, asEntry, joinRoom, newRoom, readWell, roomId, write, writer } from "../../testing/rooms.ts";
import {
  acceptH2,
  answerH2,
  answerRoom,
  askH2,
  coveredByZeroSeal,
  dropRoomKeys,
  finishH2,
  formatRoomFragment,
  guestConfirmed,
  h2WitnessFromRecord,
  h2WitnessToRecord,
  hostAccepted,
  hostOpenedUnder,
  hostPskOf,
  isFreshSignal,
  isValidAnswer,
  keptEpoch,
  markSignal,
  newGuestPsk,
  newHostPsks,
  newRoomKey,
  newStreams,
  noPrev,
  offerEpoch,
  offerRoom,
  openKept,
  readAskH2,
  readStream,
  roomEpochZero,
  roomKeys,
  signJoin,
  startH2,
  toBase64,
  toHex,
  unconfirmedEpochKey,
  utf8Decode,
  verifyJoin,
  witnessOf,
  zeroSeal,
} from "../index.ts";

/* What a server, somebody who gets the link, and the other one can try. Each test is the attack; it has to fail. */

/** A room whose epoch 1 is confirmed on both sides, and a copy of its link in a stranger's hands. */
function confirmedRoom() {
  const room = newRoom();
  const stolen = structuredClone(room);
  const { creator, joiner } = joinRoom(room);
  const { host } = offerEpoch(newHostPsks({ epoch: 0, psk: room.psk.slice() }), null);
  const guest = guestConfirmed(newGuestPsk({ epoch: 0, psk: room.psk.slice() }), joiner);
  const confirmed = hostOpenedUnder(hostAccepted(host, 0, creator), 1);
  dropRoomKeys(room);
  return { room, stolen, ek: creator.epochKey, host: confirmed, guest };
}

test("[CR17][CR5.6] the link after epoch 1: neither an offer nor an ask under it is taken, whatever epoch it names", () => {
  const { stolen, host, guest } = confirmedRoom();
  const answering = { sessionId: stolen.sid, psk: guest.psk, base: guest.epoch, lastEpoch: guest.epoch };
  for (const [base, epoch] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    const { msg1 } = startH2({ sessionId: stolen.sid, psk: stolen.psk, base, epoch }, systemRandom);
    expectCode(() => answerH2(answering, msg1, systemRandom), base === 0 ? "hs_base" : "hs_mac");
    const ask = askH2({ sessionId: stolen.sid, psk: stolen.psk, base, epoch: 1 }, systemRandom);
    const read = () => readAskH2(ask, stolen.sid, (held) => hostPskOf(host, held));
    expectCode(read, base === 0 ? "hs_base" : "hs_mac");
  }
});

test("[CR17] the link after epoch 1 reads and writes nothing of it", () => {
  const { stolen, ek } = confirmedRoom();
  const { envelope } = write(writer(stolen.sid, ek), { body: "between us" });
  for (const key of [roomEpochZero(stolen.psk), stolen.admissionSeed, stolen.psk.slice(0, 32)]) {
    expect(openKept({ sid: stolen.sid, ek: key, dir: 0, envelope }).kind).toBe("refused");
    const forged = write(writer(stolen.sid, key, 1)).envelope;
    expect(openKept({ sid: stolen.sid, ek, dir: 1, envelope: forged })).toEqual({
      kind: "refused",
      code: "auth",
    });
  }
});

/** It deletes nothing. */
const alive = <Entry>(entry: Entry) => ({ ...entry, deletes: [] });

test("[CR17] the link after epoch 1 writes under epoch 0, and none of that is shown: neither of a stream of its own nor behind the creator's", () => {
  const room = newRoom();
  const alone = aloneIn(room);
  const mine = [write(alone), write(alone)];
  const own = new Set(mine.map(({ hash }) => hash));
  const entries = [asEntry(mine[0]!), asEntry(mine[1]!, mine[0]!.hash)].map(alive);
  const seal = zeroSeal(entries, own);
  const thief = aloneIn(room);
  const false1 = write(thief, { t: "end" });
  const behind = { ...alone };
  const false2 = write(behind, { t: "delete" });
  const dir = { ek: alone.ek, sid: room.sid, dir: 0 } as const;
  for (const { envelope } of [false1, false2]) readWell(dir, envelope);
  const shown = [...entries, ...[asEntry(false1), asEntry(false2, mine[1]!.hash)].map(alive)];
  expect(coveredByZeroSeal(seal, shown)).toEqual(own);
});

test("[CR17] what the thief of a link wrote before the creator sealed is not vouched for by the creator", () => {
  const room = newRoom();
  const [creator, thief] = [write(aloneIn(room)), write(aloneIn(room))];
  const own = new Set([creator.hash]);
  const seal = zeroSeal(
    [creator, thief].map((sealed) => asEntry(sealed)),
    own,
  );
  expect(seal.map(({ h }) => h)).toEqual([creator.hash]);
  const { findings } = readStream(newStreams(0), asEntry(thief), own);
  expect(findings.map(({ kind }) => kind)).toEqual(["not-sent-here"]);
});

test("[CR17] epoch 0 dressed as epoch 1, or the other way round, does not open", () => {
  const room = newRoom();
  const { creator } = joinRoom(room);
  const zero = roomEpochZero(room.psk);
  const early = write(writer(room.sid, zero, 0, 0)).envelope;
  const late = write(writer(room.sid, creator.epochKey)).envelope;
  const at = { sid: room.sid, dir: 0 } as const;
  expect(openKept({ ...at, ek: creator.epochKey, envelope: { ...early, ep: 1 } })).toMatchObject({
    code: "auth",
  });
  expect(openKept({ ...at, ek: zero, envelope: { ...early, ep: 1 } })).toMatchObject({ code: "auth" });
  expect(openKept({ ...at, ek: zero, envelope: { ...late, ep: 0 } })).toMatchObject({ code: "auth" });
  expect([early, late].map(keptEpoch)).toEqual([0, 1]);
});

test("[CR17] the other one writes under my side: it opens, and is told apart by what this device sent", () => {
  const { room, ek } = confirmedRoom();
  const mine = write(writer(room.sid, ek, 0), { body: "mine" });
  const forged = write(writer(room.sid, ek, 0), { body: "I never wrote this" });
  readWell({ sid: room.sid, ek, dir: 0 }, forged.envelope);
  const own = new Set([mine.hash]);
  const read = (sealed: typeof mine) => readStream(newStreams(0), asEntry(sealed), own).findings;
  expect(read(mine)).toEqual([]);
  expect(read(forged)).toMatchObject([{ kind: "not-sent-here", dir: 0 }]);
});

test("[CR17] the server exchanges one of two entries for the other one's words: prev or place gives it away", () => {
  const { room, ek } = confirmedRoom();
  const peer = writer(room.sid, ek, 1);
  const [first, second] = [write(peer), write(peer)];
  const twin = write({ ...peer, stream: { ...peer.stream, n: 0, prev: noPrev } });
  const entries = [asEntry(twin, noPrev, 1), asEntry(second, first.hash, 1)];
  let streams = newStreams(0);
  const kinds = entries.flatMap((entry) => {
    const read = readStream(streams, entry, new Set());
    streams = read.streams;
    return read.findings.map(({ kind }) => kind);
  });
  expect(kinds).toEqual(["prev-broken"]);
  expect(readStream(streams, asEntry(first, noPrev, 1), new Set()).findings).toMatchObject([
    { kind: "repeated" },
  ]);
});

test("[CR17] two who have the link answer it: the first holds, the second is recognised, also after a reload", () => {
  const room = newRoom();
  const { run, msg1 } = offerRoom(room, systemRandom);
  const [first, second] = [answerRoom(room, msg1, systemRandom), answerRoom(room, msg1, systemRandom)];
  const stored = JSON.parse(JSON.stringify(h2WitnessToRecord(witnessOf(run))));
  const { keys, msg3 } = acceptH2(run, first.msg2);
  expect(isValidAnswer(h2WitnessFromRecord(stored), second.msg2)).toBe(true);
  const early = write(writer(room.sid, unconfirmedEpochKey(second.run), 1));
  expect(openKept({ sid: room.sid, ek: keys.epochKey, dir: 1, envelope: early.envelope })).toMatchObject({
    code: "auth",
  });
  expectCode(() => finishH2(second.run, msg3), "hs_confirm");
});

test("[CR17] what a joiner writes before msg3 opens for the creator it answered, and for no false one", () => {
  const room = newRoom();
  const honest = offerRoom(room, systemRandom);
  const answer = answerRoom(room, honest.msg1, systemRandom);
  const { envelope } = write(writer(room.sid, unconfirmedEpochKey(answer.run), 1), { body: "hello?" });
  const thief = offerRoom(room, systemRandom);
  expect(isValidAnswer(thief.run, answer.msg2)).toBe(false);
  const { keys } = acceptH2(honest.run, answer.msg2);
  const { payload } = readWell({ sid: room.sid, ek: keys.epochKey, dir: 1 }, envelope);
  expect(JSON.parse(utf8Decode(payload))).toMatchObject({ body: "hello?" });
});

test("[SR2] a signature at the door is good for one challenge, and the path of a room makes none", () => {
  const room = newRoom();
  const [first, second] = [systemRandom(32), systemRandom(32)];
  const signature = signJoin(room.admissionSeed, roomId, first);
  expect(verifyJoin(room.admissionPub, roomId, second, signature)).toBe(false);
  const guessed = roomKeys(roomId, newRoomKey(systemRandom));
  expect(verifyJoin(room.admissionPub, roomId, first, signJoin(guessed.admissionSeed, roomId, first))).toBe(
    false,
  );
});

test("[CR17] an old ring played again does not ring: its key has not moved on, its time and number have", () => {
  const { room, ek } = confirmedRoom();
  const peer = writer(room.sid, ek, 1);
  const ring = write(peer, { t: "rtc.ring" }, "signal");
  const heard = () => readWell({ sid: room.sid, ek, dir: 1 }, ring.envelope);
  const now = 1_705_752_000_000;
  const mark = { inst: heard().inst, n: heard().n, ts: now };
  const marks = markSignal([], mark, now);
  for (const later of [0, 30_000, 61_000, 3_600_000])
    expect(isFreshSignal(marks, mark, now + later)).toBe(false);
});

test("[CR17] a signal the server puts into the log takes no place in a stream of entries", () => {
  const { room, ek } = confirmedRoom();
  const peer = writer(room.sid, ek, 1);
  const entry = write(peer);
  const signal = write(peer, {}, "signal");
  const asMessage = { ...signal.envelope, type: "message" as const };
  expect(openKept({ sid: room.sid, ek, dir: 1, envelope: asMessage })).toMatchObject({ code: "auth" });
  expect([entry.envelope.n, signal.envelope.n, write(peer).envelope.n]).toEqual([0, 0, 1]);
});

test("[CR17] nothing that goes to the server holds the link's key or what it makes", () => {
  const key = newRoomKey(systemRandom);
  const room = roomKeys(roomId, key);
  const { run, msg1 } = offerRoom(room, systemRandom);
  const answer = answerRoom(room, msg1, systemRandom);
  const alone = aloneIn(room);
  const sent = [
    room.admissionPub,
    signJoin(room.admissionSeed, roomId, systemRandom(32)),
    msg1,
    answer.msg2,
    acceptH2(run, answer.msg2).msg3,
    ...[write(alone), write(alone)].map(({ envelope }) => Buffer.from(JSON.stringify(envelope))),
  ]
    .map((bytes) => toHex(bytes) + Buffer.from(bytes).toString("latin1"))
    .join();
  for (const secret of [key, room.psk, room.admissionSeed, alone.ek]) {
    expect(sent.includes(toHex(secret))).toBe(false);
    for (const text of [formatRoomFragment(secret), toBase64(secret)])
      expect(sent.includes(text)).toBe(false);
  }
});
