/** For tests: STUN messages as TURN clients write them (RFC 8489, RFC 8656). */
import { createHash, createHmac, randomBytes } from "node:crypto";

export type Address = { readonly host: string; readonly port: number };
export type Attribute = readonly [type: number, value: Buffer];

export type Message = {
  readonly type: number;
  readonly transaction: Buffer;
  readonly attributes: readonly Attribute[];
};

/** Message types: requests end in 0, 16 is an indication, 0x100 an answer, 0x110 a refusal. */
export const types = {
  binding: 0x0001,
  allocate: 0x0003,
  refresh: 0x0004,
  permit: 0x0008,
  send: 0x0016,
  data: 0x0017,
} as const;

export const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  lifetime: 0x000d,
  peer: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  relayed: 0x0016,
  family: 0x0017,
  transport: 0x0019,
  mapped: 0x0020,
} as const;

const cookie = 0x2112a442;
const headerBytes = 20;

/** Who signs: the long-term credential and what the server said to sign with. */
export type Signer = {
  readonly username: string;
  readonly credential: string;
  readonly realm: string;
  readonly nonce: string;
};

/** `values` may depend on the transaction's id. */
export function write(
  type: number,
  valuesOf: (transaction: Buffer) => readonly Attribute[],
  signer?: Signer,
): Buffer {
  const transaction = randomBytes(12);
  const values = valuesOf(transaction);
  if (signer === undefined) return message(type, transaction, values, 0);
  const { username, credential, realm, nonce } = signer;
  const signed: readonly Attribute[] = [
    ...values,
    [attributes.username, Buffer.from(username)],
    [attributes.realm, Buffer.from(realm)],
    [attributes.nonce, Buffer.from(nonce)],
  ];
  const key = createHash("md5").update(`${username}:${realm}:${credential}`).digest();
  // The length covers the tag that follows, 24 bytes.
  const tag = createHmac("sha1", key)
    .update(message(type, transaction, signed, 24))
    .digest();
  return message(type, transaction, [...signed, [attributes.integrity, tag]], 0);
}

function message(type: number, transaction: Buffer, values: readonly Attribute[], more: number): Buffer {
  const body = Buffer.concat(
    values.map(([name, value]) => {
      const head = Buffer.alloc(4);
      head.writeUInt16BE(name, 0);
      head.writeUInt16BE(value.length, 2);
      return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)]);
    }),
  );
  const head = Buffer.alloc(8);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(body.length + more, 2);
  head.writeUInt32BE(cookie, 4);
  return Buffer.concat([head, transaction, body]);
}

/** The first whole message of what came, and what comes after it; null: not whole yet. */
export function read(bytes: Buffer): { readonly message: Message; readonly rest: Buffer } | null {
  const end = bytes.length < headerBytes ? Infinity : headerBytes + bytes.readUInt16BE(2);
  if (bytes.length < end) return null;
  const values: Attribute[] = [];
  for (let at = headerBytes; at < end;) {
    const length = bytes.readUInt16BE(at + 2);
    values.push([bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length)]);
    at += 4 + length + (-length & 3);
  }
  return {
    message: { type: bytes.readUInt16BE(0), transaction: bytes.subarray(8, headerBytes), attributes: values },
    rest: bytes.subarray(end),
  };
}

export const valueOf = ({ attributes: values }: Message, type: number): Buffer | undefined =>
  values.find(([name]) => name === type)?.[1];

/** The number of a refusal (401, 438 …); null: it is none. */
export function refusalOf(answer: Message): number | null {
  const value = valueOf(answer, attributes.error);
  return value === undefined ? null : (value[2] ?? 0) * 100 + (value[3] ?? 0);
}

/** An address as XOR-…-ADDRESS; IPv6 is hidden by the transaction's id as well. */
export function writeAddress({ host, port }: Address, transaction: Buffer): Buffer {
  const bytes = host.includes(":") ? sixteen(host) : host.split(".").map(Number);
  const mask = maskOf(transaction);
  const value = Buffer.from([
    0,
    bytes.length === 4 ? 1 : 2,
    0,
    0,
    ...bytes.map((byte, n) => byte ^ (mask[n] ?? 0)),
  ]);
  value.writeUInt16BE(port ^ (cookie >>> 16), 2);
  return value;
}

/** IPv6 as groups of hex with at most one gap. */
function sixteen(host: string): number[] {
  const [left = [], right = []] = host
    .split("::")
    .map((half) => (half === "" ? [] : half.split(":").map((group) => Number.parseInt(group, 16))));
  const groups = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right];
  return groups.flatMap((group) => [group >>> 8, group & 255]);
}

export function readAddress(value: Buffer, transaction: Buffer): Address {
  const mask = maskOf(transaction);
  const bytes = [...value.subarray(4)].map((byte, n) => byte ^ (mask[n] ?? 0));
  const groups = bytes.flatMap((byte, n) =>
    n % 2 === 0 ? [((byte << 8) | (bytes[n + 1] ?? 0)).toString(16)] : [],
  );
  const host = bytes.length === 4 ? bytes.join(".") : groups.join(":");
  return { host, port: value.readUInt16BE(2) ^ (cookie >>> 16) };
}

const maskOf = (transaction: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x21, 0x12, 0xa4, 0x42]), transaction]);
