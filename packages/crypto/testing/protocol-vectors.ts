import {
  acceptH1,
  acceptH2,
  answerH1,
  answerH2,
  askH2,
  bytesToUuid,
  checkSymbol,
  type EpochKeys,
  finishH2,
  frankRef,
  fromBase64,
  fromHex,
  leapPsk,
  leapSessionId,
  type LiveEnvelope,
  safetyWords,
  seal,
  type Sealed,
  stamp,
  startH1,
  startH2,
  startSending,
  toHex,
  utf8Encode,
} from "../src/index.ts";
import { code, terms } from "./devices.ts";
import { namedBytes, vectorRandom } from "./random.ts";

const note = [
  "bytes are hex, except in envelopes",
  "random: 32-byte blocks SHA-256('ChatOrbit vector rng ' || decimal block number), each draw takes whole blocks",
  "host of h1 draws from block 13, its guest from 19; host of h2 from 100, its guest from 200; the ask from 300",
  "named inputs: SHA-256('ChatOrbit red vector ' || name [|| counter]) cut to length",
];

/** Every number of vectors/protocol-v1.json, computed anew. */
export function protocolVectors() {
  const { keys, h1 } = ofH1();
  const { sessionId } = keys;
  const psk = keys.psk.slice();
  const sealed = ofEnvelopes(keys);
  return {
    note,
    token: code.token,
    prs: code.secret8.slice(0, 7),
    ttl: terms.ttlSeconds,
    maxLen: terms.maxChars,
    invite: ["0000000", "K7QM9D2", "ZZZZZZZ"].map((prs) => ({ prs, check: checkSymbol(code.token, prs) })),
    h1,
    envelopes: sealed.map(({ envelope }) => envelope),
    message_keys: sealed.map(({ mk }) => toHex(mk)),
    ask: [ofNamedAsk(), ofAsk(sessionId, psk)],
    h2: ofH2(sessionId, psk),
    stamp: [ofNamedStamp(), ...sealed.map(({ envelope }) => ofStamp(envelope))],
    leap: ofLeap(psk),
    safety_words: ["01952c631ef782e0", "0000000000000000", "ffffffffffffffff", "0123456789abcdef"].map(
      (sas) => ({
        sas,
        ...safetyWords(fromHex(sas)),
      }),
    ),
  };
}

function ofH1() {
  const { run, msg1 } = startH1({ ...code, ...terms }, vectorRandom(13));
  const { msg2 } = answerH1(code, msg1, vectorRandom(19));
  const { keys, msg3 } = acceptH1(run, msg2);
  const messages = { msg1: toHex(msg1), msg2: toHex(msg2), msg3: toHex(msg3) };
  const { session_id, psk, ...rest } = hexOf(keys);
  return { keys, h1: { ...messages, session_id, resume_psk: psk, ...rest } };
}

function ofEnvelopes(keys: EpochKeys): Sealed[] {
  let chain = startSending(keys);
  const say = (type: "message" | "signal", messageId: string, timestamp: number, json: object) => {
    const sealed = seal(chain, { type, messageId, timestamp, payload: utf8Encode(JSON.stringify(json)) });
    chain = sealed.chain;
    return sealed;
  };
  return [
    say("message", "550e8400-e29b-41d4-a716-446655440000", 1705752000, { t: "text", body: "hello" }),
    say("signal", "550e8400-e29b-41d4-a716-446655440001", 1705752001, { t: "typing", on: true }),
  ];
}

/** With named inputs: needs no handshake to be checked elsewhere. */
function ofNamedAsk() {
  const sessionId = namedBytes("SID", 16);
  const psk = namedBytes("psk", 64);
  const bytes = askH2({ sessionId, psk, base: 2, epoch: 5 }, (length) => namedBytes("nonce", length));
  return { session_id: toHex(sessionId), psk: toHex(psk), base: 2, epoch: 5, bytes: toHex(bytes) };
}

function ofAsk(sessionId: Uint8Array, psk: Uint8Array) {
  const bytes = askH2({ sessionId, psk, base: 0, epoch: 0 }, vectorRandom(300));
  return { session_id: toHex(sessionId), psk: toHex(psk), base: 0, epoch: 0, bytes: toHex(bytes) };
}

/** Epoch 1 of the session of h1. */
function ofH2(sessionId: Uint8Array, psk: Uint8Array) {
  const { run, msg1 } = startH2({ sessionId, psk, base: 0, epoch: 1 }, vectorRandom(100));
  const answer = answerH2({ sessionId, psk, base: 0, lastEpoch: 0 }, msg1, vectorRandom(200));
  const { keys, msg3 } = acceptH2(run, answer.msg2);
  finishH2(answer.run, msg3);
  const messages = { msg1: toHex(msg1), msg2: toHex(answer.msg2), msg3: toHex(msg3) };
  return { base: 0, epoch: 1, ...messages, ...hexOf(keys) };
}

function ofNamedStamp() {
  const [fk, conversation, sender] = [namedBytes("FK"), namedBytes("conv", 16), namedBytes("user", 16)];
  const header = {
    flavour: "stored" as const,
    type: "message",
    epoch: 3,
    n: 4,
    messageId: bytesToUuid(namedBytes("mid", 16)),
    timestamp: 1705752000,
  };
  const inst = namedBytes("inst", 8);
  const signature = namedBytes("signature", 64);
  const body = namedBytes("body", 300);
  const ref = frankRef({ ...header, conversationId16: conversation, senderId16: sender, inst });
  const bytes = stamp(fk, 1, 1705752000123, ref, signature, body);
  return { ...header, kid: 1, at_ms: 1705752000123, inst: toHex(inst), bytes: toHex(bytes) };
}

function ofStamp({ type, ep, n, message_id, timestamp, encrypted, signature }: LiveEnvelope) {
  const [fk, conversation, sender] = [namedBytes("FK"), namedBytes("conv", 16), namedBytes("user", 16)];
  const header = { flavour: "live" as const, type, epoch: ep, n, messageId: message_id, timestamp };
  const ref = frankRef({ ...header, conversationId16: conversation, senderId16: sender });
  const bytes = stamp(fk, 1, 1705752000123, ref, fromBase64(signature), fromBase64(encrypted));
  return { ...header, kid: 1, at_ms: 1705752000123, bytes: toHex(bytes) };
}

function ofLeap(psk: Uint8Array) {
  const [rHost, rGuest] = [namedBytes("leap host"), namedBytes("leap guest")];
  const made = leapPsk(psk, rHost, rGuest, "ZYXW9876TSRQ");
  const session = toHex(leapSessionId(made));
  return {
    token: "ZYXW9876TSRQ",
    r_host: toHex(rHost),
    r_guest: toHex(rGuest),
    psk: toHex(made),
    session_id: session,
  };
}

function hexOf({ sessionId, psk, send, receive, epochKey, sas }: EpochKeys) {
  return {
    session_id: toHex(sessionId),
    psk: toHex(psk),
    chain_h2g: toHex(send),
    chain_g2h: toHex(receive),
    epoch_key: toHex(epochKey),
    sas: toHex(sas),
    sas_emoji: safetyWords(sas).emoji,
  };
}
