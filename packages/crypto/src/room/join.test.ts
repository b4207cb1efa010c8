import { expect, test } from "bun:test";
import { expectCode } from "../../testing/expect-code.ts";
import { systemRandom } from "../../testing/random.ts";
import { joinRoom, newRoom } from "../../testing/rooms.ts";
import { acceptH2, answerRoom, finishH2, offerRoom, safetyWords, startH2 } from "../index.ts";

test("[CR17] a room's handshake is H2 under the psk of the link: base 0, epoch 1", () => {
  const room = newRoom();
  const { run, msg1 } = offerRoom(room, systemRandom);
  expect([run.base, run.epoch, run.sessionId]).toEqual([0, 1, room.sid]);
  const answer = answerRoom(room, msg1, systemRandom);
  const { keys, msg3 } = acceptH2(run, answer.msg2);
  const joined = finishH2(answer.run, msg3);
  expect([joined.epoch, joined.sessionId, joined.epochKey]).toEqual([1, room.sid, keys.epochKey]);
  expect(safetyWords(joined.sas)).toEqual(safetyWords(keys.sas));
});

test("[CR17] a joiner answers no offer of another link, base or epoch", () => {
  const room = newRoom();
  const offer = (base: number, epoch: number) =>
    startH2({ sessionId: room.sid, psk: room.psk, base, epoch }, systemRandom).msg1;
  expectCode(() => answerRoom(newRoom(), offer(0, 1), systemRandom), "hs_mac");
  expectCode(() => answerRoom({ ...room, sid: newRoom().sid }, offer(0, 1), systemRandom), "hs_mac");
  expectCode(() => answerRoom(room, offer(1, 2), systemRandom), "hs_base");
  for (const epoch of [0, 2, 2 ** 31])
    expectCode(() => answerRoom(room, offer(0, epoch), systemRandom), "hs_epoch");
});

test("[CR17] who sits in between with the link has other words on each side", () => {
  const room = newRoom();
  expect(safetyWords(joinRoom(room).creator.sas)).not.toEqual(safetyWords(joinRoom(room).joiner.sas));
});
