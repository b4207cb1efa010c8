import { challengeMs } from "@chatorbit/protocol";
import type { Conversation } from "../conversation.ts";
import { type Policy, products } from "../policy.ts";
import type { Limit } from "../limits/window.ts";
import type { Proofs, Random } from "../ports.ts";
import { base64Url } from "./base64-url.ts";

/** The policy of a room that runs so long, seconds (SR6). */
export const policyOfRoom = (ttlSeconds: number): Policy =>
  products.secureRoom({ lifetime: ttlSeconds * 1000 });

/** 16 random bytes: whoever does not have the link does not find the room. */
export const mintRoomId = (random: Random): string => base64Url(random.bytes(16));

/**
 * A challenge counts once. Nothing is stored for those handed out: the server knows its own by a
 * keyed hash. Only one that was answered rightly is remembered, until it is too old anyway, and in
 * the store, so that several instances share it. So nobody without the link can fill anything.
 */
export const challengeOnce: Limit = {
  name: "challenge",
  most: 1,
  windowMs: challengeMs,
  lasts: true,
  whenDown: "closed",
};

export type Answered = { readonly challenge: string; readonly signature: string };

/** Was this challenge made for this room, and lately? */
export function isFresh(proofs: Proofs, room: string, challenge: string, now: number): boolean {
  const madeAt = proofs.madeAt(room, challenge);
  return madeAt !== null && madeAt <= now && now - madeAt < challengeMs;
}

/** Does whoever answered know the link's key? Without a door nobody can. */
export const isProven = (
  proofs: Proofs,
  { door }: Conversation,
  room: string,
  { challenge, signature }: Answered,
): boolean => door !== null && proofs.isSigned(door.key, room, challenge, signature);
