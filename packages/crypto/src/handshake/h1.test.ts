import { expect, test } from "bun:test";
import { agreeH1, code, secretOf, terms, token, wrongCode } from "../../testing/devices.ts";
import { codeOf, expectCode } from "../../testing/expect-code.ts";
import { systemRandom } from "../../testing/random.ts";
import {
  acceptH1,
  answerH1,
  dropH1,
  equalBytes,
  finishH1,
  safetyWords,
  SpentError,
  startH1,
} from "../index.ts";

const offer = () => startH1({ ...code, ...terms }, systemRandom);
const flipped = (bytes: Uint8Array, at: number) => bytes.with(at, (bytes[at] ?? 0) ^ 1);

test("[CR2] host and guest end with the same keys, crossed, and the same words", () => {
  const { host, guest } = agreeH1();
  expect([host.send, host.receive]).toEqual([guest.receive, guest.send]);
  expect(host.send).not.toEqual(host.receive);
  expect([host.sessionId, host.psk, host.epochKey, host.sas]).toEqual([
    guest.sessionId,
    guest.psk,
    guest.epochKey,
    guest.sas,
  ]);
  expect([host.sessionId, host.psk, host.epochKey, host.sas].map(({ length }) => length)).toEqual([
    16, 64, 32, 8,
  ]);
  expect([host.role, host.epoch, guest.role, guest.epoch]).toEqual(["host", 0, "guest", 0]);
});

test("[CR2] two runs of one code have nothing in common", () => {
  const [one, two] = [agreeH1().host, agreeH1().host];
  for (const name of ["sessionId", "psk", "send", "receive", "epochKey", "sas"] as const)
    expect(equalBytes(one[name], two[name])).toBe(false);
});

test("[CR2] the guest learns the host's terms, and they are authenticated", () => {
  const { run, msg1 } = offer();
  expect(answerH1(code, msg1, systemRandom).offered).toEqual(terms);
  const longer = flipped(msg1, 1 + 16 + 32 + 2);
  const answer = answerH1(code, longer, systemRandom);
  expect(answer.offered.ttlSeconds).not.toBe(terms.ttlSeconds);
  expectCode(() => acceptH1(run, answer.msg2), "hs_confirm");
});

test("[CR2] another secret or another token fails at the guest's tag", () => {
  expectCode(
    () => acceptH1(offer().run, answerH1(wrongCode, offer().msg1, systemRandom).msg2),
    "hs_mismatch",
  );
  const first = offer();
  expectCode(() => acceptH1(first.run, answerH1(wrongCode, first.msg1, systemRandom).msg2), "hs_confirm");
  const second = offer();
  const other = { token: "ABCD1234WXY0", secret8: "" };
  expectCode(() => answerH1(other, second.msg1, systemRandom), "code_typo");
});

test("[CR2] one offer looks at one answer, whatever the answer is", () => {
  const { run, msg1 } = offer();
  const { msg2 } = answerH1(code, msg1, systemRandom);
  acceptH1(run, msg2);
  expect(() => acceptH1(run, msg2)).toThrow(SpentError);
  const second = offer();
  expectCode(() => acceptH1(second.run, new Uint8Array(7)), "hs_length");
  expect(() => acceptH1(second.run, answerH1(code, second.msg1, systemRandom).msg2)).toThrow(SpentError);
});

test("[CR2] every byte of every message counts", () => {
  for (const at of [1, 17, 48, 51, 56, 60, 91, 92, 800, 1306]) {
    const { run, msg1 } = offer();
    const failure = codeOf(() => acceptH1(run, answerH1(code, flipped(msg1, at), systemRandom).msg2));
    expect(["hs_mismatch", "hs_confirm", "cpace_bad_point", "hs_version"]).toContain(failure ?? "none");
  }
  for (const at of [0, 1, 17, 50, 52, 90, 700, 1100, 1203, 1234]) {
    const { run, msg1 } = offer();
    const { msg2 } = answerH1(code, msg1, systemRandom);
    const failure = codeOf(() => acceptH1(run, flipped(msg2, at)));
    expect(["hs_mismatch", "hs_confirm", "cpace_bad_point", "hs_version"]).toContain(failure ?? "none");
  }
});

test("[CR2] checks come in their order: length, type, run, version", () => {
  const { run, msg1 } = offer();
  expectCode(() => answerH1(code, msg1.slice(1), systemRandom), "hs_length");
  expectCode(() => answerH1(code, flipped(flipped(msg1, 0), 49), systemRandom), "hs_mismatch");
  expectCode(() => answerH1(code, flipped(msg1, 49), systemRandom), "hs_version");
  expectCode(() => answerH1(code, flipped(msg1, 50), systemRandom), "hs_version");
  const { msg2 } = answerH1(code, msg1, systemRandom);
  expectCode(() => acceptH1(structuredClone(run), flipped(flipped(msg2, 5), 49)), "hs_mismatch");
  expectCode(() => acceptH1(structuredClone(run), flipped(msg2, 49)), "hs_version");
});

test("[CR2] the neutral element as a share is refused on both sides", () => {
  const { run, msg1 } = offer();
  const neutral = (message: Uint8Array) => message.slice().fill(0, 17, 49);
  expectCode(() => answerH1(code, neutral(msg1), systemRandom), "cpace_identity");
  const { msg2 } = answerH1(code, msg1, systemRandom);
  expectCode(() => acceptH1(run, neutral(msg2)), "cpace_identity");
});

test("[CR2] rubbish as msg3 leaves the guest's run open for the right one; the right one ends it", () => {
  const { run, msg1 } = offer();
  const answer = answerH1(code, msg1, systemRandom);
  const { keys, msg3 } = acceptH1(run, answer.msg2);
  const before = structuredClone(answer.run);
  expectCode(() => finishH1(answer.run, msg3.slice(1)), "hs_length");
  expectCode(() => finishH1(answer.run, flipped(msg3, 0)), "hs_mismatch");
  expectCode(() => finishH1(answer.run, flipped(msg3, 3)), "hs_mismatch");
  expectCode(() => finishH1(answer.run, flipped(msg3, 20)), "hs_confirm");
  expectCode(() => finishH1(answer.run, flipped(msg3, 80)), "hs_confirm");
  expect(answer.run).toEqual(before);
  expect(finishH1(answer.run, msg3).psk).toEqual(keys.psk);
  expect(() => finishH1(answer.run, msg3)).toThrow(SpentError);
});

test("[CR2] a host that opens another nonce than it committed to: alarm, and the run is over", () => {
  const { run, msg1 } = offer();
  const answer = answerH1(code, msg1, systemRandom);
  const { msg3 } = acceptH1({ ...run, na: systemRandom(32) }, answer.msg2);
  expectCode(() => finishH1(answer.run, msg3), "hs_commit");
  expect(() => finishH1(answer.run, msg3)).toThrow(SpentError);
});

test("[CR8] a man in the middle who knows the code is seen by comparing words", () => {
  const toHost = offer();
  const asGuest = answerH1(code, toHost.msg1, systemRandom);
  const host = acceptH1(toHost.run, asGuest.msg2).keys;
  const asHost = offer();
  const answer = answerH1(code, asHost.msg1, systemRandom);
  const guest = finishH1(answer.run, acceptH1(asHost.run, answer.msg2).msg3);
  expect(safetyWords(host.sas)).not.toEqual(safetyWords(guest.sas));
});

test("[CR2] swapped parts: a message of one side is no message of the other", () => {
  const { run, msg1 } = offer();
  const { msg2 } = answerH1(code, msg1, systemRandom);
  expectCode(() => answerH1(code, msg2, systemRandom), "hs_length");
  expectCode(() => acceptH1(run, msg1), "hs_length");
});

test("[CR2] a dropped run is wiped", () => {
  const { run, msg1 } = offer();
  const answer = answerH1(code, msg1, systemRandom);
  dropH1(run);
  dropH1(answer.run);
  expect([run.scalar, run.dk, run.na, answer.run.prk].every((key) => key.every((byte) => byte === 0))).toBe(
    true,
  );
});

test("[CR1] a secret that does not belong to the token starts nothing", () => {
  expectCode(() => startH1({ token, secret8: "K7QM9D2U", ...terms }, systemRandom), "code_typo");
  expect(secretOf("K7QM9D2")).not.toBe("K7QM9D2U");
});
