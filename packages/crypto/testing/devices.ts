import {
  acceptH1,
  acceptH2,
  answerH1,
  answerH2,
  checkSymbol,
  type EpochKeys,
  finishH1,
  finishH2,
  newUuid,
  open,
  type Opened,
  type ReceiveChain,
  seal,
  type SendChain,
  startH1,
  startH2,
  startReceiving,
  startSending,
  utf8Encode,
} from "../src/index.ts";
import { systemRandom } from "./random.ts";

/** Two devices that share a join code, and what they do with each other when nobody interferes. */

export const token = "ABCD1234WXYZ";
export const secretOf = (secret: string) => secret + checkSymbol(token, secret);
export const code = { token, secret8: secretOf("K7QM9D2") };
export const wrongCode = { token, secret8: secretOf("K7QM9D3") };
export const terms = { ttlSeconds: 3600, maxChars: 2000 };

export type Pair = { readonly host: EpochKeys; readonly guest: EpochKeys };

export function agreeH1(random = systemRandom): Pair {
  const { run, msg1 } = startH1({ ...code, ...terms }, random);
  const answer = answerH1(code, msg1, random);
  const { keys, msg3 } = acceptH1(run, answer.msg2);
  return { host: keys, guest: finishH1(answer.run, msg3) };
}

export function agreeH2(sessionId: Uint8Array, psk: Uint8Array, base: number, epoch: number): Pair {
  const { run, msg1 } = startH2({ sessionId, psk, base, epoch }, systemRandom);
  const answer = answerH2({ sessionId, psk, base, lastEpoch: base }, msg1, systemRandom);
  const { keys, msg3 } = acceptH2(run, answer.msg2);
  return { host: keys, guest: finishH2(answer.run, msg3) };
}

export type Wire = { send: SendChain; receive: ReceiveChain };

/** Chains from the host to the guest, without the cost of a handshake. */
export function wire(): Wire {
  const send = systemRandom(32);
  const rest = { epoch: 0, sessionId: new Uint8Array(16).fill(7), psk: systemRandom(64) };
  const more = { epochKey: systemRandom(32), sas: systemRandom(8) };
  const host: EpochKeys = { role: "host", ...rest, ...more, send, receive: systemRandom(32) };
  const guest: EpochKeys = { role: "guest", ...rest, ...more, send: systemRandom(32), receive: send.slice() };
  return { send: startSending(host), receive: startReceiving(guest) };
}

/** Seals one text on `wire`. */
export function say(on: { send: SendChain }, body = "hello") {
  const payload = utf8Encode(JSON.stringify({ t: "text", body }));
  const message = {
    type: "message",
    messageId: newUuid(systemRandom),
    timestamp: 1705752000,
    payload,
  } as const;
  const sealed = seal(on.send, message);
  on.send = sealed.chain;
  return sealed.envelope;
}

/** Opens one envelope on `wire`; its chain follows. */
export function hear(on: { receive: ReceiveChain }, envelope: unknown, now = 0) {
  const result = open(on.receive, envelope, now);
  on.receive = result.chain;
  return result;
}

/** Opens one that has to open. */
export function hearWell(on: { receive: ReceiveChain }, envelope: unknown, now = 0): Opened {
  const result = hear(on, envelope, now);
  if (result.kind !== "opened") throw new Error(`not opened: ${JSON.stringify(result)}`);
  return result;
}
