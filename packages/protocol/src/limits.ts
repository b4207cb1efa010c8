/** Every number that both sides of the wire share. Rules: PRODUCT TS1, TS3, TS10; docs/API.md. */

/** Time between server pings on a session's socket, ms. Both sides notice a dead line within 5 s. */
export const heartbeatMs = 2_000;

/** A socket that has not been heard for this long is dead, ms. */
export const silenceMs = 5_000;

/** The first frame must come within this time, ms. */
export const helloWithinMs = 10_000;

/** Largest WebSocket frame the server accepts, bytes. */
export const maxFrameBytes = 192 * 1024;

/** Sizes a sealed payload is padded to, bytes (CRYPTO §4). */
export const paddingBuckets = [256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072] as const;

/** IV and tag around a padded payload, bytes. */
export const sealOverheadBytes = 28;

/** Characters of base64 that hold `bytes` bytes, padding included. */
export const base64Length = (bytes: number): number => 4 * Math.ceil(bytes / 3);

/** Largest `sealed.encrypted` of a message whose text may have `maxChars` code points, characters (TS10). */
export function maxEncryptedLength(maxChars: number): number {
  const payload = 6 * maxChars + 2048;
  const bucket = paddingBuckets.find((size) => size >= payload) ?? 131072;
  return base64Length(bucket + sealOverheadBytes);
}

/** Largest `sealed.encrypted` of a signal, characters. */
export const maxSignalLength = base64Length(131072 + sealOverheadBytes);

/** Largest handshake frame `m`, characters of base64 (4 KiB of bytes). */
export const maxHandshakeLength = base64Length(4096);

/** Token session choices a host may make (TS1). */
export const ttlMinutes = { least: 1, most: 10_000, usual: 60 } as const;
export const messageLength = { least: 200, most: 16_000, usual: 2_000 } as const;

const day = 86_400_000;

/** How long an unused token can be joined, ms. */
export const validities = { day, week: 7 * day, month: 30 * day, year: 365 * day } as const;
export type Validity = keyof typeof validities;

/** Extensions agreed in one session at most (CRYPTO §18.1); their sum is at most the original TTL. */
export const maxExtensions = 8;

/** An ask for more time or a leap is open for this long, ms. */
export const askOpenMs = 60_000;

/** How long a secure room runs from its creation, seconds (SR6). */
export const roomTtlSeconds = { least: 600, most: 86_400, usual: 600 } as const;

/** The lifetimes our pages offer, seconds. */
export const roomTtlChoices = [600, 3_600, 21_600, 86_400] as const;

/** Longest message where messages are kept, code points (TS10). */
export const keptMessageLength = 16_000;

/** What one conversation's log may hold: entries ever made, characters of sealed text at a time. */
export const logLimits = { entries: 10_000, chars: 16 * 1024 * 1024 } as const;

/** Most that one page of history tells over HTTP: entries, and characters before the last of them. */
export const historyPage = { entries: 100, chars: 1024 * 1024 } as const;

/** Longest cursor, characters. */
export const maxCursorLength = 64;

/** A join's challenge is good for this long, ms, and once (SR2). */
export const challengeMs = 60_000;

/** What one seat may say (TS10): tokens per second and how many may come at once. */
export const frameRates = {
  messages: { perSecond: 10, burst: 60 },
  signals: { perSecond: 50, burst: 300 },
  bytes: { perSecond: 1024 * 1024, burst: 2 * 1024 * 1024 },
} as const;

/** A seat that floods for this long is closed, ms. */
export const floodMs = 3_000;

/** A voice message through the live channel at most: bytes of sound, length in ms (FI3). */
export const voiceLimits = { bytes: 2 * 1024 * 1024, ms: 300_000 } as const;

/** A sealed chunk of a file at most, bytes (CRYPTO §16). As base64 in a signal it fits the largest bucket. */
export const maxSealedChunk = 65_536 + 16;

/** Longest name a person may give themselves, code points. */
export const maxNameLength = 40;

/** Largest body of a session HTTP request, bytes. */
export const maxRequestBytes = 16 * 1024;

/** Every part of a blob but the last has this many bytes (FI2). */
export const blobPartBytes = 4 * 1024 * 1024;

/** Largest blob that any server can be configured to take, bytes. */
export const maxBlobBytes = 8 * 1024 * 1024 * 1024;

/** How many parts a blob of `size` bytes has. */
export const blobParts = (size: number): number => Math.ceil(size / blobPartBytes);

/** What one seat may have at once (FI2): blobs, and how many of them unfinished. */
export const blobCounts = { all: 200, unfinished: 4 } as const;

/** An upload that has heard nothing for this long is given up, ms. */
export const blobIdleMs = 3_600_000;

/** An upload that is not finished after this long is given up, ms. */
export const blobUploadMs = 86_400_000;

/** What the blobs of one seat may carry, up and down together: bytes a second, and at once. */
export const blobRates = { perSecond: 32 * 1024 * 1024, burst: 1024 * 1024 * 1024 } as const;
