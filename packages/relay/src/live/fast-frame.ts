import { base64Length, type ConversationId, maxEpoch, maxSignalLength } from "@chatorbit/protocol";

/** What the relay needs of a `send` or `signal` frame. */
export type SealedFrame = {
  readonly ep: number;
  readonly n: number;
  readonly messageId: string;
  readonly encrypted: string;
  readonly signature: string;
  readonly timestamp: number;
  /** The sealed object as it came, to be passed on as it is. */
  readonly sealed: string;
};

const uuidLength = 36;
const signatureLength = base64Length(32);
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

const sendKey = '{"type":"send","conv":"';
const messageKey = '","sealed":{"type":"message","v":1,"ep":';
const signalKey = '{"type":"signal","conv":"';
const sealedSignalKey = '","sealed":{"type":"signal","v":1,"ep":';

/** From the end of `conv` to the sealed object. */
const toSealed = '","sealed":'.length;

/**
 * Reads a message of this conversation when it is written the way our clients write it: the fields
 * of protocol's schema in their order, no space, a whole signature. Null: not so, which says
 * nothing about whether it is a good frame; `parseUp` decides that. It walks the text once, leaves
 * the long parts to native code and makes nothing but what it returns: a message has no time for
 * more. A property test holds it to the schema.
 *
 * What stands in `encrypted` and `signature` is not looked at: it must be decoded strictly before
 * it is passed on.
 */
export function readSend(text: string, conv: ConversationId): SealedFrame | null {
  return readIn(text, conv, sendKey, messageKey);
}

/** Is it a signal of this conversation, good to be passed on as it is? */
export function isSignal(text: string, conv: ConversationId): boolean {
  const frame = readIn(text, conv, signalKey, sealedSignalKey);
  return frame !== null && base64.test(frame.encrypted) && base64.test(frame.signature);
}

function readIn(text: string, conv: ConversationId, key: string, sealedKey: string): SealedFrame | null {
  const convEnd = key.length + uuidLength;
  const isHead =
    text.startsWith(key) && text.startsWith(conv, key.length) && text.startsWith(sealedKey, convEnd);
  return isHead ? read(text, convEnd + sealedKey.length, convEnd + toSealed) : null;
}

/** The rest of a frame whose `ep` begins at `epAt`. */
function read(text: string, epAt: number, sealedAt: number): SealedFrame | null {
  const epEnd = digitsEnd(text, epAt);
  const ep = numberIn(text, epAt, epEnd);
  if (ep === null || ep > maxEpoch || !text.startsWith(nKey, epEnd)) return null;

  const nAt = epEnd + nKey.length;
  const nEnd = digitsEnd(text, nAt);
  const n = numberIn(text, nAt, nEnd);
  if (n === null || n > Number.MAX_SAFE_INTEGER || !text.startsWith(idKey, nEnd)) return null;

  const idAt = nEnd + idKey.length;
  const idEnd = idAt + uuidLength;
  if (!isUuid(text, idAt) || !text.startsWith(encryptedKey, idEnd)) return null;

  const encryptedAt = idEnd + encryptedKey.length;
  const encryptedEnd = text.indexOf('"', encryptedAt);
  const encryptedLength = encryptedEnd - encryptedAt;
  if (encryptedLength < 1 || encryptedLength > maxSignalLength) return null;
  if (!text.startsWith(signatureKey, encryptedEnd)) return null;

  const signatureAt = encryptedEnd + signatureKey.length;
  const signatureEnd = signatureAt + signatureLength;
  if (!text.startsWith(timestampKey, signatureEnd)) return null;

  const timestampAt = signatureEnd + timestampKey.length;
  const timestampEnd = digitsEnd(text, timestampAt);
  const timestamp = numberIn(text, timestampAt, timestampEnd);
  if (timestamp === null || timestamp > 9_999_999_999) return null;
  if (timestampEnd !== text.length - 2 || !text.endsWith("}}")) return null;

  return {
    ep,
    n,
    messageId: text.slice(idAt, idEnd),
    encrypted: text.slice(encryptedAt, encryptedEnd),
    signature: text.slice(signatureAt, signatureEnd),
    timestamp,
    sealed: text.slice(sealedAt, -1),
  };
}

const nKey = ',"n":';
const idKey = ',"message_id":"';
const encryptedKey = '","encrypted":"';
const signatureKey = '","signature":"';
const timestampKey = '","timestamp":';

/** Where the digits that begin at `at` end. */
function digitsEnd(text: string, at: number): number {
  let end = at;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** The number these digits write; null when JSON would not, or when they are too many to be exact. */
function numberIn(text: string, from: number, to: number): number | null {
  const length = to - from;
  if (length < 1 || length > 16 || (length > 1 && text.charCodeAt(from) === zero)) return null;
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + (text.charCodeAt(at) - zero);
  return value;
}

function isUuid(text: string, from: number): boolean {
  for (let at = 0; at < uuidLength; at += 1) {
    const code = text.charCodeAt(from + at);
    const isDash = at === 8 || at === 13 || at === 18 || at === 23;
    if (isDash ? code !== dash : !isDigit(code) && !(code >= letterA && code <= letterF)) return false;
  }
  return true;
}

const zero = 48;
const dash = 45;
const letterA = 97;
const letterF = 102;

const isDigit = (code: number): boolean => code >= zero && code <= zero + 9;
