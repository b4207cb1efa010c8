import type { Stamp } from "@chatorbit/relay";
import { SHA256 } from "bun";
import { type FrankKeys, monthOf, monthStart } from "./frank-keys.ts";
import { FixedHmac } from "./hmac.ts";

/*
 * A franking stamp (CRYPTO §17): u8 kid ‖ u64 at ‖ HMAC-SHA-256(FK, lv_cat(label, at, "live", conv,
 * sender, "message", ep, inst, n, message id, timestamp, signature, SHA-256(body))), 41 bytes.
 * lv_cat puts each part's length before it; all are below 128, so a length is one byte, and all but
 * the signature's are fixed: the parts stand at fixed places of one buffer.
 */
const label = "ChatOrbit/v1 frank";
const atAt = 1 + label.length + 1;
const whoAt = atAt + 8;
const who = (conv: string, sender: string) =>
  `${part("live")}${part(bytesOf(conv))}${part(bytesOf(sender))}${part("message")}`;
const whoLength = 5 + 17 + 17 + 8;
const epAt = whoAt + whoLength + 1;
const instAt = epAt + 4 + 1;
const nAt = instAt + 8 + 1;
const idAt = nAt + 8 + 1;
const timestampAt = idAt + 16 + 1;
const signatureAt = timestampAt + 8 + 1;

/** Stamps with the key of the month. Works in buffers of its own: one call at a time. */
export function franking(keys: FrankKeys): Stamp {
  const hmac = new FixedHmac(512);
  const covered = hmac.message;
  const numbers = new DataView(covered.buffer, covered.byteOffset, covered.byteLength);
  const stamp = Buffer.alloc(41);
  const stampNumbers = new DataView(stamp.buffer, stamp.byteOffset, stamp.byteLength);
  const body = Buffer.alloc(192 * 1024);
  const digest = new Uint8Array(32);
  let from = 0;
  let until = 0;

  covered.write(part(label), 0, "latin1");
  for (const at of [atAt, instAt, nAt, timestampAt]) covered[at - 1] = 8;
  covered[epAt - 1] = 4;
  covered[idAt - 1] = 16;

  function useKeyOf(at: number) {
    const { kid, key } = keys.at(at);
    hmac.rekey(key);
    stamp[0] = kid;
    from = monthStart(monthOf(at));
    until = monthStart(monthOf(at) + 1);
  }

  return (conv, sender) => {
    const prefix = who(conv, sender);
    return (message, at) => {
      if (at < from || at >= until) useKeyOf(at);
      const bytes = body.write(message.encrypted, 0, "base64");
      SHA256.hash(body.subarray(0, bytes), digest);
      writeU64(numbers, atAt, at);
      covered.write(prefix, whoAt, "latin1");
      numbers.setUint32(epAt, message.ep);
      writeU64(numbers, nAt, message.n);
      writeUuid(covered, idAt, message.messageId);
      writeU64(numbers, timestampAt, message.timestamp);
      const length = covered.write(message.signature, signatureAt, "base64");
      covered[signatureAt - 1] = length;
      const digestAt = signatureAt + length + 1;
      covered[digestAt - 1] = 32;
      covered.set(digest, digestAt);
      writeU64(stampNumbers, 1, at);
      stamp.set(hmac.tag(digestAt + 32), 9);
      return stamp.toString("base64");
    };
  };
}

/** A part with its length before it, one character a byte. */
const part = (text: string): string => String.fromCharCode(text.length) + text;

const bytesOf = (uuid: string): string => Buffer.from(uuid.replaceAll("-", ""), "hex").toString("latin1");

/** Whole numbers below 2⁵³. */
function writeU64(target: DataView, at: number, value: number): void {
  target.setUint32(at, Math.floor(value / 2 ** 32));
  target.setUint32(at + 4, value % 2 ** 32);
}

/** Places of a uuid's text where a byte's two digits begin. */
const digitsAt = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const;

function writeUuid(target: Uint8Array, at: number, text: string): void {
  for (let n = 0; n < 16; n += 1) {
    const digit = digitsAt[n] ?? 0;
    target[at + n] = (nibble(text.charCodeAt(digit)) << 4) | nibble(text.charCodeAt(digit + 1));
  }
}

/** The value of a lower-case hex digit's code. */
const nibble = (code: number): number => (code < 58 ? code - 48 : code - 87);
