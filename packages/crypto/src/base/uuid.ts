import type { Bytes } from "./bytes.ts";
import { fromHex, toHex } from "./hex.ts";
import { fail } from "./protocol-error.ts";
import { draw, type Random } from "./random.ts";

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A random id: RFC 9562 version 4. */
export function newUuid(random: Random): string {
  const bytes = draw(random, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytesToUuid(bytes);
}

export const isUuid = (value: unknown): value is string => typeof value === "string" && pattern.test(value);

/** 16 bytes. Lower case only, so that an id has one spelling. Throws ProtocolError("encoding"). */
export function uuidToBytes(uuid: string): Bytes {
  return isUuid(uuid) ? fromHex(uuid.replaceAll("-", "")) : fail("encoding");
}

export function bytesToUuid(bytes: Bytes): string {
  if (bytes.length !== 16) fail("encoding");
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
