import type { Stamp } from "@chatorbit/relay";
import { SHA256 } from "bun";
import { type FrankKeys, monthOf, monthStart } from "./frank-keys.ts";
import { FixedHmac } from "./hmac.ts";
import { Scratch } from "./scratch.ts";
import { decodeStrict } from "./strict-base64.ts";

/*
 * A franking stamp (CRYPTO §17): u8 kid ‖ u64 at ‖ HMAC-SHA-256(FK, lv_cat(label, at, flavour, conv,
 * sender, type, ep, inst, n, message id, timestamp, signature, SHA-256(body))), 41 bytes. lv_cat puts
 * each part's length before it. All lengths are fixed and below 128, one byte each, those of both
 * flavours and of both types too: the parts stand at fixed places of one buffer.
 */
const label = "ChatOrbit/v1 frank";
const atAt = 1 + label.length + 1;
const whoAt = atAt + 8;
const who = (flavour: "live" | "room", conv: string, sender: string): string =>
  Buffer.concat(
    [bytesOf(flavour, "latin1"), bytesOf(conv, "hex"), bytesOf(sender, "hex")].flatMap((part) => [
      Buffer.of(part.length),
      part,
    ]),
  ).toString("latin1");
const whoLength = 5 + 17 + 17;
const typeAt = whoAt + whoLength + 1;
const typeLength = "message".length;
const epAt = typeAt + typeLength + 1;
const instAt = epAt + 4 + 1;
const nAt = instAt + 8 + 1;
const idAt = nAt + 8 + 1;
const timestampAt = idAt + 16 + 1;
const signatureAt = timestampAt + 8 + 1;
const digestAt = signatureAt + 32 + 1;
const length = digestAt + 32;

/** How long after a key could not be written a message tries it again, ms. */
const writeAgainMs = 60_000;

/** Stamps with the key of the month. Works in buffers of its own: one call at a time. */
export function franking(keys: FrankKeys): Stamp {
  const hmac = new FixedHmac(length);
  const covered = hmac.message;
  const numbers = new DataView(covered.buffer, covered.byteOffset, covered.byteLength);
  const stamp = Buffer.alloc(41);
  const stampNumbers = new DataView(stamp.buffer, stamp.byteOffset, stamp.byteLength);
  const body = new Scratch(192 * 1024);
  const digest = new Uint8Array(32);
  const signature = covered.subarray(signatureAt, digestAt - 1);
  const inst = covered.subarray(instAt, instAt + 8);
  let from = 0;
  let until = 0;

  covered[0] = label.length;
  covered.write(label, 1, "latin1");
  for (const at of [atAt, instAt, nAt, timestampAt]) covered[at - 1] = 8;
  covered[typeAt - 1] = typeLength;
  covered[epAt - 1] = 4;
  covered[idAt - 1] = 16;
  covered[signatureAt - 1] = 32;
  covered[digestAt - 1] = 32;

  function useKeyOf(at: number) {
    const { kid, key } = keys.at(at);
    hmac.rekey(key);
    stamp[0] = kid;
    from = monthStart(monthOf(at));
    // A key that could not be written is asked for again soon, which tries to write it.
    until = keys.isWritten ? monthStart(monthOf(at) + 1) : at + writeAgainMs;
  }

  return (conv, sender, flavour) => {
    const prefix = who(flavour, conv, sender);
    return (message, at) => {
      const bytes = decodeStrict(body.bytes, message.encrypted);
      if (bytes === null || decodeStrict(signature, message.signature) !== signature.length) return null;
      if (at < from || at >= until) useKeyOf(at);
      SHA256.hash(body.first(bytes), digest);
      covered.set(digest, digestAt);
      writeU64(numbers, atAt, at);
      covered.write(prefix, whoAt, "latin1");
      covered.write(message.type ?? "message", typeAt, "latin1");
      if (message.inst === undefined) covered.fill(0, instAt, instAt + 8);
      else if (decodeStrict(inst, message.inst) !== inst.length) return null;
      numbers.setUint32(epAt, message.ep);
      writeU64(numbers, nAt, message.n);
      writeUuid(covered, idAt, message.messageId);
      writeU64(numbers, timestampAt, message.timestamp);
      writeU64(stampNumbers, 1, at);
      stamp.set(hmac.tag(), 9);
      return stamp.toBase64();
    };
  };
}

const bytesOf = (text: string, coding: "latin1" | "hex"): Buffer =>
  Buffer.from(coding === "hex" ? text.replaceAll("-", "") : text, coding);

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
