/**
 * What a device keeps of a session over a reload (CRYPTO §7). Chain keys and counters are never in
 * it: after a reload fresh keys are agreed under the psk.
 */
import { fitJson, roles, token, uuid, v, wholeNumber } from "@chatorbit/protocol";

const number = wholeNumber(0, Number.MAX_SAFE_INTEGER);
const seatKey = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
const secret8 = v.pipe(v.string(), v.length(8));

/** In the tab's storage; dies with the tab. */
const record = v.object({
  v: v.literal(1),
  token,
  role: v.picklist(roles),
  /** The seat key, base64url. */
  key: seatKey,
  /** While the secret may still be used. */
  secret8: v.nullable(secret8),
  /** This device made the secret. */
  isMaker: v.boolean(),
  /** The ratchet of packages/crypto as it writes itself, null before the first handshake. */
  ratchet: v.nullable(v.unknown()),
  /** base64, null before the first handshake. */
  sessionId: v.nullable(v.string()),
  /** What the session allows, so that one can write before the server is reached; null before joining. */
  facts: v.nullable(v.object({ ttlMinutes: v.number(), maxChars: v.number(), validUntil: v.number() })),
  isVerified: v.boolean(),
  /** When this device ends by itself, ms of its wall clock; null before opening. */
  expires: v.nullable(number),
  agreedSeconds: number,
  agreedIds: v.array(uuid),
  /** This device's own asks for more time that the other side may still agree to. */
  asked: v.optional(v.array(v.object({ id: uuid, seconds: number })), []),
  /** Agreed extensions the server has not confirmed yet. */
  untold: v.array(v.object({ id: uuid, seconds: number })),
  /** The session being leapt to, and until when that may still happen, ms. */
  leap: v.nullable(v.object({ token, until: number })),
  /** This device freed the other seat, and nobody has come with the new code yet. */
  isReopened: v.boolean(),
  myName: v.nullable(v.string()),
  peerName: v.nullable(v.string()),
  sent: number,
  received: number,
});
export type Record = v.InferOutput<typeof record>;

/** In the device's durable storage, for the host until its first handshake ("your open invites"). */
const invite = v.object({
  v: v.literal(1),
  token,
  secret8,
  key: seatKey,
  createdAt: number,
  validUntil: number,
  ttlMinutes: number,
  maxChars: number,
});
export type Invite = v.InferOutput<typeof invite>;

/** The stored text, or null when it is none of ours: it is treated as lost, never as another's. */
export const readRecord = (text: string | null): Record | null =>
  text === null ? null : fitJson(record, text);
export const readInvite = (text: string | null): Invite | null =>
  text === null ? null : fitJson(invite, text);

/** Names of what is kept, by token or by what stands in a link's path. */
export const keepNames = {
  record: (token: string) => `co:s:${token}`,
  invite: (token: string) => `co:i:${token}`,
  waiting: (token: string) => `co:o:${token}`,
  guesses: (token: string) => `co:g:${token}`,
  /** Of a conversation entered by a link: its record, and what this device ever sent there. */
  link: (room: string) => `co:r:${room}`,
  own: (room: string) => `co:w:${room}`,
} as const;
