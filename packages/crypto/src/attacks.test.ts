import { createCipheriv } from "node:crypto";
import { expect, test } from "bun:test";
import { agreeH2, code, hear, hearWell, say, secretOf, terms, token, wire } from "../testing/devices.ts";
import { codeOf, expectCode } from "../testing/expect-code.ts";
import { systemRandom } from "../testing/random.ts";
import {
  acceptH1,
  ackOf,
  answerH1,
  answerH2,
  askH2,
  charge,
  covers,
  expire,
  failuresInLastMinute,
  guestConfirmed,
  hostAccepted,
  hostOpenedUnder,
  hostPskOf,
  isBurned,
  lvCat,
  maxEpoch,
  newBudget,
  newGuestPsk,
  newHostPsks,
  offerEpoch,
  readAskH2,
  skippedKeyMs,
  SpentError,
  startH1,
  startH2,
  utf8Encode,
} from "./index.ts";
import { nobleAead } from "./primitives/aead.ts";
import { openBody, sealBody } from "./live/sealed-body.ts";

/* Attacks that worked on an earlier design of this protocol. Each test is the attack; it has to fail here. */

test("[CR3] silent guesses: a server that plays the host and never confirms is charged for every guess", () => {
  const secrets = "0123456789ABCDEF".split("").map((symbol) => secretOf(`K7QM9D${symbol}`));
  const right = secrets[13] ?? "";
  let budget = newBudget;
  let learned = false;
  let guesses = 0;
  for (const secret8 of secrets) {
    const falseHost = startH1({ token, secret8, ...terms }, systemRandom);
    const charged = charge(budget);
    if (charged === null) break;
    budget = charged;
    guesses++;
    const { msg2 } = answerH1({ token, secret8: right }, falseHost.msg1, systemRandom);
    learned ||= codeOf(() => acceptH1(falseHost.run, msg2)) === null;
  }
  expect([guesses, learned, isBurned(budget)]).toEqual([5, false, true]);
});

test("[CR3] the same offer answered again after a reload is another tag, so it is charged again", () => {
  const { run, msg1 } = startH1({ ...code, ...terms }, systemRandom);
  const [first, second] = [answerH1(code, msg1, systemRandom), answerH1(code, msg1, systemRandom)];
  expect(first.msg2).not.toEqual(second.msg2);
  acceptH1(run, first.msg2);
  expect(() => acceptH1(run, second.msg2)).toThrow(SpentError);
});

test("[CR5.6] whoever holds the first key later can neither offer nor ask: base 0 died with epoch 1", () => {
  const [sessionId, psk] = [systemRandom(16), systemRandom(64)];
  const { host } = offerEpoch(newHostPsks({ epoch: 0, psk: psk.slice() }), null);
  const keys = agreeH2(sessionId, psk, 0, 1);
  const guest = guestConfirmed(newGuestPsk({ epoch: 0, psk: psk.slice() }), keys.guest);
  const confirmed = hostOpenedUnder(hostAccepted(host, 0, keys.host), 1);
  const answering = { sessionId, psk: guest.psk, base: guest.epoch, lastEpoch: guest.epoch };
  for (const base of [0, 1]) {
    const offer = startH2({ sessionId, psk, base, epoch: 2 }, systemRandom);
    expectCode(() => answerH2(answering, offer.msg1, systemRandom), base === 0 ? "hs_base" : "hs_mac");
    const ask = askH2({ sessionId, psk, base, epoch: 1 }, systemRandom);
    const read = () => readAskH2(ask, sessionId, (epoch) => hostPskOf(confirmed, epoch));
    expectCode(read, base === 0 ? "hs_base" : "hs_mac");
  }
});

test("[CR5.1] an ask for epoch 2³²−1 leaves epochs for the rest of the session", () => {
  const [sessionId, psk] = [systemRandom(16), systemRandom(64)];
  const host = newHostPsks({ epoch: 0, psk: psk.slice() });
  const bytes = askH2({ sessionId, psk, base: 0, epoch: 2 ** 32 - 1 }, systemRandom);
  const ask = readAskH2(bytes, sessionId, () => psk);
  expectCode(() => offerEpoch(host, ask), "hs_epoch");
  const last = startH2({ sessionId, psk, base: 0, epoch: maxEpoch + 1 }, systemRandom);
  expectCode(() => answerH2({ sessionId, psk, base: 0, lastEpoch: 0 }, last.msg1, systemRandom), "hs_epoch");
});

test("[CR6] every second message withheld: their keys go after 60 s and the conversation goes on", () => {
  const on = wire();
  const sent = Array.from({ length: 700 }, () => say(on));
  for (let i = 1; i < sent.length; i += 2) {
    hearWell(on, sent[i], i * 500);
    on.receive = expire(on.receive, i * 500);
    expect(on.receive.skipped.length).toBeLessThanOrEqual(61);
  }
  expect(hear(on, sent[0], 700 * 500).kind).toBe("replay");
});

test("[CR6] one forged frame costs 257 steps; from the twentieth a minute on it costs 9", () => {
  const on = wire();
  const forged = { ...say(on), n: 256 };
  const codes = Array.from({ length: 30 }, () => hear(on, forged, 0)).map(
    (result) => "code" in result && result.code,
  );
  expect([codes[0], codes[19], codes[20]]).toEqual(["auth", "auth", "gap_guarded"]);
  expect(failuresInLastMinute(on.receive, 0)).toBe(20);
});

test("[CR7] one message dropped for ever freezes no later tick", () => {
  const on = wire();
  const sent = Array.from({ length: 10 }, () => say(on));
  for (const [i, envelope] of sent.entries()) if (i !== 2) hearWell(on, envelope, 0);
  const ack = ackOf(on.receive, skippedKeyMs);
  expect(sent.map(({ n }) => covers(ack, n)).filter((state) => state === "delivered").length).toBe(9);
});

test("[CR0] two spellings of one body: the second is refused, not opened", () => {
  const on = wire();
  const envelope = say(on);
  const { signature } = envelope;
  const last = signature.at(-2) ?? "";
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const twin = `${signature.slice(0, -2)}${alphabet[alphabet.indexOf(last) ^ 1]}=`;
  expect(Buffer.from(twin, "base64")).toEqual(Buffer.from(signature, "base64"));
  expect(hear(on, { ...envelope, signature: twin })).toMatchObject({ code: "header" });
});

test("[CR0] header fields of the wrong type never leave the decoder as TypeError or RangeError", () => {
  const on = wire();
  const envelope = say(on);
  for (const bend of [{ timestamp: "x" }, { timestamp: -1 }, { encrypted: null }, { message_id: 7 }])
    expect(hear(on, { ...envelope, ...bend })).toMatchObject({ kind: "refused", code: "header" });
});

test("[CR3] a duplicated tab: one stored budget for both, not one each", () => {
  let stored = newBudget;
  let answered = 0;
  for (let i = 0; i < 20; i++) {
    const charged = charge(stored);
    if (charged === null) break;
    stored = charged;
    answered++;
  }
  expect(answered).toBe(5);
});

test("[CR6][CR9] one ciphertext that opens under two keys: the signature belongs to one of them", () => {
  const [mk1, mk2] = [systemRandom(32), systemRandom(32)];
  const aad = lvCat("any header");
  const first = sealBody(mk1, "live msg", aad, utf8Encode("you are kind"), nobleAead);
  expect(openBody(mk1, "live msg", aad, first, nobleAead)).not.toBeNull();
  expect(openBody(mk2, "live msg", aad, first, nobleAead)).toBeNull();
  const both = salamander();
  expect([both.openUnderFirst, both.openUnderSecond]).toEqual([true, true]);
});

/** A ciphertext that AES-GCM accepts under two keys (Dodis and others, 2018): why a tag alone proves nothing. */
function salamander() {
  const [k1, k2, iv, none] = [systemRandom(32), systemRandom(32), systemRandom(12), new Uint8Array(0)];
  const blocks = 4;
  const block = (key: Uint8Array, input: Uint8Array) => {
    const cipher = createCipheriv("aes-256-ecb", key, null).setAutoPadding(false);
    return toField(cipher.update(input));
  };
  const counter = Uint8Array.of(...iv, 0, 0, 0, 1);
  const [h1, h2] = [block(k1, new Uint8Array(16)), block(k2, new Uint8Array(16))];
  const [e1, e2] = [block(k1, counter), block(k2, counter)];
  const ciphertext = systemRandom(16 * blocks).fill(0, 16 * (blocks - 1));
  const difference = ghash(h1, ciphertext) ^ e1 ^ ghash(h2, ciphertext) ^ e2;
  const weight = multiply(h1, h1) ^ multiply(h2, h2);
  ciphertext.set(fromField(multiply(difference, inverse(weight))), 16 * (blocks - 1));
  const sealed = Uint8Array.of(...ciphertext, ...fromField(ghash(h1, ciphertext) ^ e1));
  return {
    openUnderFirst: nobleAead.open(k1, iv, none, sealed) !== null,
    openUnderSecond: nobleAead.open(k2, iv, none, sealed) !== null,
  };
}

const toField = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
const fromField = (value: bigint): Uint8Array => Buffer.from(value.toString(16).padStart(32, "0"), "hex");

/** GHASH over whole blocks without associated data. */
function ghash(h: bigint, ciphertext: Uint8Array): bigint {
  let state = 0n;
  for (let at = 0; at < ciphertext.length; at += 16)
    state = multiply(state ^ toField(ciphertext.subarray(at, at + 16)), h);
  return multiply(state ^ BigInt(ciphertext.length * 8), h);
}

/** In GF(2¹²⁸) with GCM's bit order. */
function multiply(x: bigint, y: bigint): bigint {
  let [product, shifted] = [0n, y];
  for (let bit = 127n; bit >= 0n; bit--) {
    if ((x >> bit) & 1n) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ (0xe1n << 120n) : shifted >> 1n;
  }
  return product;
}

/** x^(2¹²⁸−2). */
function inverse(x: bigint): bigint {
  let [result, power] = [1n << 127n, multiply(x, x)];
  for (let i = 1; i < 128; i++, power = multiply(power, power)) result = multiply(result, power);
  return result;
}
