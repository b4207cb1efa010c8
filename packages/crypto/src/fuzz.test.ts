import { expect, test } from "bun:test";
import fc from "fast-check";
import { agreeH1, code, hear, say, terms, wire } from "../testing/devices.ts";
import { codeOf } from "../testing/expect-code.ts";
import { systemRandom } from "../testing/random.ts";
import { newRoom, write, writer } from "../testing/rooms.ts";
import {
  acceptH1,
  acceptH2,
  answerH1,
  answerH2,
  answerRoom,
  askH2,
  bytesToUuid,
  checkLiveReport,
  checkRoomReport,
  checkSecret,
  equalBytes,
  finishH1,
  finishH2,
  fromBase64,
  fromBase64Url,
  fromHex,
  isAskOfFormer,
  isValidAnswer,
  keptEpoch,
  type LiveEnvelope,
  newHostPsks,
  offerRoom,
  openKept,
  parseJoinCode,
  readAskH2,
  readAskWithMacKey,
  readBudget,
  readStamp,
  seal,
  stamp,
  startH1,
  startH2,
  startReceiving,
  startSending,
  utf8Decode,
  uuidToBytes,
} from "./index.ts";

/* Every decoder, whatever comes: it answers, or throws ProtocolError, and what it was given stays as it was.
   `codeOf` lets any other exception through, which fails the test. */

const anyBytes = fc.uint8Array({ maxLength: 1400 });

/** A right message with a few bytes changed, cut off or added. */
const bent = (right: Uint8Array) =>
  fc
    .record({
      edits: fc.array(fc.tuple(fc.nat(right.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }),
      length: fc.oneof(
        { weight: 6, arbitrary: fc.constant(right.length) },
        { weight: 1, arbitrary: fc.nat(1400) },
      ),
    })
    .map(({ edits, length }) => {
      const bytes = new Uint8Array(length);
      bytes.set(right.subarray(0, length));
      for (const [at, value] of edits) if (at < length) bytes[at] = value;
      return bytes;
    })
    .filter((bytes) => !equalBytes(bytes, right));

const either = (right: Uint8Array) =>
  fc.oneof({ weight: 1, arbitrary: anyBytes }, { weight: 4, arbitrary: bent(right) });

/** `read` over bent messages: ProtocolError or an answer, and `state` as it was. */
function survives(
  right: Uint8Array,
  read: (bytes: Uint8Array) => unknown,
  state: unknown = null,
  numRuns = 60,
) {
  fc.assert(
    fc.property(either(right), (bytes) => {
      const [before, given] = [structuredClone(state), bytes.slice()];
      codeOf(() => read(bytes));
      expect(state).toEqual(before);
      expect(bytes).toEqual(given);
    }),
    { numRuns },
  );
}

test("[CR0] fuzz: texts and bytes", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.base64String(), fc.uuid());
  fc.assert(
    fc.property(text, anyBytes, (anyText, bytes) => {
      for (const read of [fromBase64, fromBase64Url, fromHex, uuidToBytes]) codeOf(() => read(anyText));
      for (const read of [utf8Decode, bytesToUuid, readStamp]) codeOf(() => read(bytes));
    }),
    { numRuns: 1000 },
  );
});

test("[CR1] fuzz: whatever is typed or pasted", () => {
  const symbols = fc.string({ unit: fc.constantFrom(..."0123456789ABCXYZabcILOilou -#/"), maxLength: 30 });
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    symbols,
    symbols.map((end) => `https://x/session/${end}`),
  );
  fc.assert(
    fc.property(text, fc.anything(), (typed, stored) => {
      codeOf(() => parseJoinCode(typed));
      checkSecret(typed.slice(0, 12), typed.slice(12));
      expect(readBudget(stored).spent).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 2000 },
  );
});

test("[CR2] fuzz: messages of H1", () => {
  const { run, msg1 } = startH1({ ...code, ...terms }, systemRandom);
  const answer = answerH1(code, msg1, systemRandom);
  const { msg3 } = acceptH1(structuredClone(run), answer.msg2);
  survives(msg1, (bytes) => answerH1(code, bytes, systemRandom), code);
  survives(answer.msg2, (bytes) => acceptH1(structuredClone(run), bytes), run);
  survives(msg3, (bytes) => finishH1(answer.run, bytes), answer.run, 300);
});

test("[CR4] fuzz: messages of H2 and asks", () => {
  const [sessionId, psk] = [systemRandom(16), systemRandom(64)];
  const guest = { sessionId, psk, base: 0, lastEpoch: 0 };
  const { run, msg1 } = startH2({ sessionId, psk, base: 0, epoch: 1 }, systemRandom);
  const answer = answerH2(guest, msg1, systemRandom);
  const { msg3 } = acceptH2(structuredClone(run), answer.msg2);
  survives(msg1, (bytes) => answerH2(guest, bytes, systemRandom), guest);
  survives(answer.msg2, (bytes) => acceptH2(run, bytes), run);
  survives(msg3, (bytes) => finishH2(answer.run, bytes), answer.run, 300);
  const ask = askH2({ sessionId, psk, base: 0, epoch: 0 }, systemRandom);
  const host = { ...newHostPsks({ epoch: 0, psk: psk.slice() }), formerAskKey: systemRandom(32) };
  survives(ask, (bytes) => readAskH2(bytes, sessionId, (base) => (base === 0 ? psk : undefined)), psk, 300);
  survives(ask, (bytes) => readAskWithMacKey(bytes, sessionId, psk.slice(0, 32)), psk, 300);
  survives(ask, (bytes) => isAskOfFormer(host, sessionId, bytes), host, 300);
});

const fieldOf = (envelope: Pick<LiveEnvelope, "encrypted" | "signature">) =>
  fc.record(
    {
      type: fc.oneof(fc.constantFrom("message", "signal"), fc.anything()),
      v: fc.oneof(fc.constant(1), fc.anything()),
      ep: fc.oneof(fc.constant(0), fc.integer(), fc.anything()),
      n: fc.oneof(fc.nat(300), fc.double(), fc.anything()),
      message_id: fc.oneof(fc.uuid(), fc.anything()),
      encrypted: fc.oneof(
        fc.base64String({ maxLength: 600 }),
        fc.constant(envelope.encrypted),
        fc.anything(),
      ),
      signature: fc.oneof(fc.base64String({ maxLength: 60 }), fc.constant(envelope.signature), fc.anything()),
      timestamp: fc.oneof(fc.integer(), fc.anything()),
    },
    { requiredKeys: [] },
  );

test("[CR6] fuzz: whatever the relay brings, nothing is thrown and nothing but the count changes", () => {
  const on = wire();
  const envelope = say(on);
  const { failures: _, ...state } = on.receive;
  const before = structuredClone(state);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fieldOf(envelope).map((fields) => ({ ...envelope, ...fields })),
      ),
      (value) => {
        fc.pre(JSON.stringify(value) !== JSON.stringify(envelope));
        const result = hear(on, value);
        expect(result.kind).toBe("refused");
        expect(state).toEqual(before);
      },
    ),
    { numRuns: 1500 },
  );
  expect(hear(on, envelope).kind).toBe("opened");
});

test("[CR9] fuzz: reports", () => {
  const on = wire();
  const envelope = say(on);
  const [fk, mk] = [systemRandom(32), systemRandom(32)];
  const made = stamp(fk, 1, 5, [], new Uint8Array(32), new Uint8Array(3));
  const ids = {
    conversationId16: systemRandom(16),
    senderId16: systemRandom(16),
    sessionId: systemRandom(16),
  };
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fieldOf(envelope)), either(made), (value, bytes) => {
      const report = { envelope: value, stamp: bytes, mk, senderRole: "guest", ...ids } as const;
      expect(codeOf(() => checkLiveReport(report, (kid) => (kid === 1 ? fk : undefined)))).toBe(
        "frank_stamp",
      );
    }),
    { numRuns: 500 },
  );
});

test("[CR6] fuzz: any payload arrives as it was", () => {
  const { host, guest } = agreeH1();
  let [send, receive] = [startSending(host), startReceiving(guest)];
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 3000 }),
      fc.uuid(),
      fc.nat(2 ** 31),
      (payload, messageId, timestamp) => {
        const sealed = seal(send, { type: "signal", messageId, timestamp, payload });
        send = sealed.chain;
        const on = { receive };
        expect(hear(on, sealed.envelope)).toMatchObject({
          kind: "opened",
          payload,
          messageId,
          timestamp,
          type: "signal",
        });
        receive = on.receive;
      },
    ),
    { numRuns: 200 },
  );
});

test("[CR17] fuzz: the messages of a room's handshake", () => {
  const room = newRoom();
  const { run, msg1 } = offerRoom(room, systemRandom);
  const answer = answerRoom(room, msg1, systemRandom);
  survives(msg1, (bytes) => answerRoom(room, bytes, systemRandom), room);
  survives(answer.msg2, (bytes) => expect(isValidAnswer(run, bytes)).toBe(false), run);
});

test("[CR17] fuzz: whatever the log shows, it is refused and nothing is thrown", () => {
  const on = writer(systemRandom(16), systemRandom(32));
  const { envelope, mk } = write(on);
  const inst = fc.oneof(fc.constant(envelope.inst), fc.base64String({ maxLength: 16 }), fc.anything());
  const type = fc.constantFrom("message", "control", "signal");
  const fields = fc.tuple(fieldOf(envelope), fc.record({ inst, type }, { requiredKeys: [] }));
  const value = fc.oneof(
    fc.anything(),
    fields.map(([some, more]) => ({ ...envelope, ...some, ...more })),
  );
  const made = stamp(systemRandom(32), 1, 5, [], new Uint8Array(32), new Uint8Array(3));
  const ids = { conversationId16: systemRandom(16), senderId16: systemRandom(16), sid: on.sid };
  fc.assert(
    fc.property(value, fc.constantFrom(0 as const, 1 as const), (any, dir) => {
      fc.pre(JSON.stringify(any) !== JSON.stringify(envelope));
      expect(openKept({ ...on, dir, envelope: any }).kind).toBe("refused");
      keptEpoch(any);
      const report = { envelope: any, stamp: made, mk, senderRole: "host", ...ids } as const;
      expect(codeOf(() => checkRoomReport(report, () => undefined))).toBe("frank_stamp");
    }),
    { numRuns: 1500 },
  );
  expect(openKept({ ...on, envelope }).kind).toBe("opened");
});
