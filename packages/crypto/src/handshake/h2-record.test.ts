import { expect, test } from "bun:test";
import fc from "fast-check";
import { codeOf, expectCode } from "../../testing/expect-code.ts";
import { systemRandom } from "../../testing/random.ts";
import {
  acceptH2,
  answerH2,
  dropH2,
  finishH2,
  fromBase64,
  h2GuestRunFromRecord,
  h2GuestRunToRecord,
  h2HostRunFromRecord,
  h2HostRunToRecord,
  h2WitnessFromRecord,
  h2WitnessToRecord,
  isValidAnswer,
  SpentError,
  startH2,
  toBase64,
  unconfirmedEpochKey,
  witnessOf,
} from "../index.ts";

const sessionId = systemRandom(16);
const psk = systemRandom(64);
const guest = { sessionId, psk, base: 0, lastEpoch: 0 };
const offer = () => startH2({ sessionId, psk, base: 0, epoch: 1 }, systemRandom);
const reloaded = <T>(record: T): unknown => JSON.parse(JSON.stringify(record));
const isZero = (key: Uint8Array) => key.every((byte) => byte === 0);

test("[CR17] a host's run outlives its page: it accepts the answer as if nothing had happened", () => {
  const { run, msg1 } = offer();
  const back = h2HostRunFromRecord(reloaded(h2HostRunToRecord(run)));
  expect(back).toEqual(run);
  const answer = answerH2(guest, msg1, systemRandom);
  const [first, second] = [acceptH2(run, answer.msg2), acceptH2(back, answer.msg2)];
  expect(second).toEqual(first);
  expect(finishH2(answer.run, second.msg3).epochKey).toEqual(first.keys.epochKey);
});

test("[CR17] a guest's run outlives its page: it finishes with the host's msg3, and no other", () => {
  const { run, msg1 } = offer();
  const answer = answerH2(guest, msg1, systemRandom);
  const back = h2GuestRunFromRecord(reloaded(h2GuestRunToRecord(answer.run)));
  expect(back).toEqual(answer.run);
  const { keys, msg3 } = acceptH2(run, answer.msg2);
  expectCode(() => finishH2(back, msg3.with(80, (msg3[80] ?? 0) ^ 1)), "hs_confirm");
  expect(finishH2(back, msg3).epochKey).toEqual(keys.epochKey);
});

test("[CR17] before msg3 the joiner has the key of the epoch it answered, and it is the creator's", () => {
  const { run, msg1 } = offer();
  const answer = answerH2(guest, msg1, systemRandom);
  const early = unconfirmedEpochKey(answer.run);
  const { keys, msg3 } = acceptH2(run, answer.msg2);
  expect([early, finishH2(answer.run, msg3).epochKey]).toEqual([keys.epochKey, keys.epochKey]);
  expect(() => unconfirmedEpochKey(answer.run)).toThrow(SpentError);
});

test("[CR17] two people answered one link: the witness of the run says so, and can confirm neither", () => {
  const { run, msg1 } = offer();
  const [first, second] = [answerH2(guest, msg1, systemRandom), answerH2(guest, msg1, systemRandom)];
  const before = structuredClone(run);
  expect([isValidAnswer(run, first.msg2), isValidAnswer(run, second.msg2)]).toEqual([true, true]);
  expect(run).toEqual(before);
  const witness = h2WitnessFromRecord(reloaded(h2WitnessToRecord(witnessOf(run))));
  acceptH2(run, first.msg2);
  expect(() => isValidAnswer(run, second.msg2)).toThrow(SpentError);
  expect(isValidAnswer(witness, second.msg2)).toBe(true);
  expect("na" in witness).toBe(false);
  const stranger = answerH2(
    guest,
    startH2({ sessionId, psk, base: 0, epoch: 1 }, systemRandom).msg1,
    systemRandom,
  );
  const wrong = [stranger.msg2, second.msg2.slice(1), new Uint8Array(1201), new Uint8Array(0)];
  for (const msg2 of wrong) expect(isValidAnswer(witness, msg2)).toBe(false);
  fc.assert(
    fc.property(fc.nat(second.msg2.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      expect(isValidAnswer(witness, second.msg2.with(at, (second.msg2[at] ?? 0) ^ by))).toBe(false);
    }),
    { numRuns: 40 },
  );
  dropH2(witness);
  expect([witness.psk, witness.dk].every(isZero)).toBe(true);
  expect(() => isValidAnswer(witness, second.msg2)).toThrow(SpentError);
});

test("[CR17] a witness is a copy: the run it was made of still ends by itself", () => {
  const { run, msg1 } = offer();
  const witness = witnessOf(run);
  const answer = answerH2(guest, msg1, systemRandom);
  acceptH2(run, answer.msg2);
  expect([run.psk, run.dk, run.na].every(isZero)).toBe(true);
  expect([witness.psk, witness.dk].some(isZero)).toBe(false);
  expect(() => witnessOf(run)).toThrow(SpentError);
});

test("[CR17] a run that was used up is not written", () => {
  const { run, msg1 } = offer();
  const answer = answerH2(guest, msg1, systemRandom);
  for (const each of [run, answer.run]) dropH2(each);
  expect(() => h2HostRunToRecord(run)).toThrow(SpentError);
  expect(() => h2GuestRunToRecord(answer.run)).toThrow(SpentError);
});

const host = offer();
const records = [
  { read: h2HostRunFromRecord, record: reloaded(h2HostRunToRecord(host.run)) },
  { read: h2WitnessFromRecord, record: reloaded(h2WitnessToRecord(witnessOf(host.run))) },
  {
    read: h2GuestRunFromRecord,
    record: reloaded(h2GuestRunToRecord(answerH2(guest, host.msg1, systemRandom).run)),
  },
] as readonly { readonly read: (value: unknown) => unknown; readonly record: Record<string, unknown> }[];

/** Parts of a guest's run no check binds together: msg3 will show that they are wrong. */
const unbound = new Set(["id", "commitment", "nb", "sessionId", "epoch"]);

test("[CR17] a run in which anything was changed is none", () => {
  for (const { read, record } of records) {
    const isGuest = "prk" in record;
    for (const [name, value] of Object.entries(record)) {
      const rubbish = [undefined, null, {}, [], "", "%", "QQ==", -1, 0.5, 2 ** 31, true];
      for (const wrong of rubbish) {
        const act = () => read({ ...record, [name]: wrong });
        expect({ name, wrong, code: codeOf(act) }).toEqual({ name, wrong, code: "record" });
      }
      if (typeof value !== "string") continue;
      const bytes = fromBase64(value);
      const zeros = toBase64(new Uint8Array(bytes.length));
      const bent = toBase64(bytes.with(7, (bytes[7] ?? 0) ^ 1));
      for (const wrong of [zeros, bent]) {
        if (isGuest && unbound.has(name)) continue;
        const act = () => read({ ...record, [name]: wrong });
        expect({ name, wrong, code: codeOf(act) }).toEqual({ name, wrong, code: "record" });
      }
    }
    expectCode(() => read({ ...record, base: 1 }), "record");
    expectCode(() => read({ ...record, epoch: 0 }), "record");
  }
  const [whole, witness] = records;
  expectCode(() => h2HostRunFromRecord(witness?.record), "record");
  expectCode(() => h2HostRunFromRecord({ ...whole?.record, epoch: 2 }), "record");
  const later = h2HostRunToRecord(startH2({ sessionId, psk, base: 1, epoch: 3 }, systemRandom).run);
  expectCode(() => h2HostRunFromRecord({ ...later, base: 0 }), "record");
});

test("[CR17] fuzz: whatever lies in the store, it is read or refused as a record", () => {
  for (const { read, record } of records) {
    const bent = fc.dictionary(fc.constantFrom(...Object.keys(record)), fc.anything(), {
      minKeys: 1,
      maxKeys: 2,
    });
    const value = fc.oneof(
      fc.anything(),
      bent.map((fields) => ({ ...record, ...fields })),
    );
    fc.assert(
      fc.property(value, (stored) => expect([null, "record"]).toContain(codeOf(() => read(stored)))),
      { numRuns: 300 },
    );
  }
});
