import { expect, test } from "bun:test";
import { agreeH1, agreeH2 } from "../../testing/devices.ts";
import { codeOf, expectCode } from "../../testing/expect-code.ts";
import { systemRandom } from "../../testing/random.ts";
import {
  acceptH2,
  answerH2,
  askH2,
  askMacKey,
  dropH2,
  finishH2,
  readAskH2,
  readAskWithMacKey,
  safetyWords,
  SpentError,
  startH2,
} from "../index.ts";

const sessionId = systemRandom(16);
const psk = systemRandom(64);
const otherPsk = systemRandom(64);
const flipped = (bytes: Uint8Array, at: number) => bytes.with(at, (bytes[at] ?? 0) ^ 1);
const offer = (base = 0, epoch = 1) => startH2({ sessionId, psk, base, epoch }, systemRandom);
const guest = { sessionId, psk, base: 0, lastEpoch: 0 };

test("[CR4] both end with fresh keys and a fresh psk for the same session", () => {
  const before = agreeH1();
  const after = agreeH2(before.host.sessionId, before.host.psk, 0, 1);
  expect([after.host.send, after.host.receive]).toEqual([after.guest.receive, after.guest.send]);
  expect([after.host.psk, after.host.epoch]).toEqual([after.guest.psk, after.guest.epoch]);
  expect(after.host.sessionId).toEqual(before.guest.sessionId);
  for (const name of ["psk", "send", "receive", "epochKey", "sas"] as const)
    expect(after.host[name]).not.toEqual(before.host[name]);
});

test("[CR4] a guest refuses another base, another key and an old epoch, in this order", () => {
  expectCode(() => answerH2({ ...guest, base: 2, psk: otherPsk }, offer().msg1, systemRandom), "hs_base");
  expectCode(() => answerH2({ ...guest, psk: otherPsk, lastEpoch: 9 }, offer().msg1, systemRandom), "hs_mac");
  expectCode(() => answerH2({ ...guest, sessionId: systemRandom(16) }, offer().msg1, systemRandom), "hs_mac");
  expectCode(() => answerH2({ ...guest, lastEpoch: 1 }, offer().msg1, systemRandom), "hs_epoch");
  expectCode(() => answerH2(guest, offer(0, 2 ** 31).msg1, systemRandom), "hs_epoch");
});

test("[CR4] every byte of the offer is under its MAC", () => {
  const { msg1 } = offer();
  for (const at of [1, 16, 22, 26, 30, 60, 900, 1274, 1306]) {
    const failure = codeOf(() => answerH2(guest, flipped(msg1, at), systemRandom));
    expect(["hs_mac", "hs_base"]).toContain(failure ?? "none");
  }
  expectCode(() => answerH2(guest, flipped(msg1, 17), systemRandom), "hs_version");
  expectCode(() => answerH2(guest, flipped(msg1, 0), systemRandom), "hs_mismatch");
  expectCode(() => answerH2(guest, msg1.slice(1), systemRandom), "hs_length");
});

test("[CR4] rubbish as an answer leaves the host's run as it was; the right one ends it", () => {
  const { run, msg1 } = offer();
  const answer = answerH2(guest, msg1, systemRandom);
  const before = structuredClone(run);
  for (const at of [3, 20, 60, 1100, 1190])
    expectCode(() => acceptH2(run, flipped(answer.msg2, at)), "hs_confirm", "hs_mismatch");
  expectCode(() => acceptH2(run, answer.msg2.slice(1)), "hs_length");
  expect(run).toEqual(before);
  const { keys, msg3 } = acceptH2(run, answer.msg2);
  expect(() => acceptH2(run, answer.msg2)).toThrow(SpentError);
  expectCode(() => finishH2(answer.run, flipped(msg3, 70)), "hs_confirm");
  expect(finishH2(answer.run, msg3).psk).toEqual(keys.psk);
  expect(() => finishH2(answer.run, msg3)).toThrow(SpentError);
});

test("[CR4] msg3 of one kind of handshake is none of the other", () => {
  const { run, msg1 } = offer();
  const answer = answerH2(guest, msg1, systemRandom);
  const { msg3 } = acceptH2(run, answer.msg2);
  expectCode(() => finishH2(answer.run, msg3.with(0, 0x13)), "hs_mismatch");
});

test("[CR4] the commitment holds with a known psk too", () => {
  const { run, msg1 } = offer();
  const answer = answerH2(guest, msg1, systemRandom);
  const { msg3 } = acceptH2({ ...run, na: systemRandom(32) }, answer.msg2);
  expectCode(() => finishH2(answer.run, msg3), "hs_commit");
});

test("[CR5.7] a thief of the psk on both sides leaves every check equal but the words", () => {
  const withHost = agreeH2(sessionId, psk, 0, 1).host;
  const withGuest = agreeH2(sessionId, psk, 0, 1).guest;
  expect(safetyWords(withHost.sas)).not.toEqual(safetyWords(withGuest.sas));
});

test("[CR4] a stolen psk dies with the run after the theft", () => {
  const next = agreeH2(sessionId, psk, 0, 1);
  const thief = startH2({ sessionId, psk, base: 1, epoch: 2 }, systemRandom);
  expectCode(
    () => answerH2({ sessionId, psk: next.guest.psk, base: 1, lastEpoch: 1 }, thief.msg1, systemRandom),
    "hs_mac",
  );
});

test("[CR4] an ask says base, epoch and nonce to whoever holds the psk, and to nobody else", () => {
  const ask = askH2({ sessionId, psk, base: 3, epoch: 7 }, systemRandom);
  expect(ask.length).toBe(57);
  const read = readAskH2(ask, sessionId, (base) => (base === 3 ? psk : undefined));
  expect([read.base, read.epoch, read.nonce]).toEqual([3, 7, ask.slice(1, 17)]);
  expectCode(() => readAskH2(ask, sessionId, () => undefined), "hs_base");
  expectCode(() => readAskH2(ask, sessionId, () => otherPsk), "hs_mac");
  expectCode(() => readAskH2(ask, systemRandom(16), () => psk), "hs_mac");
  expectCode(() => readAskH2(ask.slice(1), sessionId, () => psk), "hs_length");
  expectCode(() => readAskH2(flipped(ask, 0), sessionId, () => psk), "hs_mismatch");
  for (const at of [5, 20, 24, 40])
    expectCode(() => readAskH2(flipped(ask, at), sessionId, () => psk), "hs_mac");
});

test("[CR5.8] the kept MAC key of a wiped psk recognises its ask", () => {
  const ask = askH2({ sessionId, psk, base: 3, epoch: 3 }, systemRandom);
  expect(readAskWithMacKey(ask, sessionId, askMacKey(psk)).base).toBe(3);
  expectCode(() => readAskWithMacKey(ask, sessionId, askMacKey(otherPsk)), "hs_mac");
});

test("[CR4] the MAC of an ask is no MAC of an offer", () => {
  expect(askMacKey(psk)).toEqual(askMacKey(psk));
  const ask = askH2({ sessionId, psk, base: 0, epoch: 0 }, systemRandom);
  expectCode(() => answerH2(guest, ask, systemRandom), "hs_length");
});

test("[CR4] a dropped run is wiped", () => {
  const { run, msg1 } = offer();
  const answer = answerH2(guest, msg1, systemRandom);
  dropH2(run);
  dropH2(answer.run);
  expect([run.psk, run.dk, run.na, answer.run.prk].every((key) => key.every((byte) => byte === 0))).toBe(
    true,
  );
});
