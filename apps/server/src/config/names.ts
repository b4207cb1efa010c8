/** Every name of the configuration that this version knows (docs/API.md, PRODUCT OP2). */
export const knownNames = [
  "CHAT_PUBLIC_URL",
  "CHAT_API_URL",
  "CHAT_DATA_DIR",
  "CHAT_DATABASE_URL",
  "CHAT_SECRET",
  "CHAT_TOKEN_RATE_LIMIT_PER_HOUR",
  "CHAT_JOIN_RATE_LIMIT_PER_MINUTE",
  "CHAT_JOIN_RATE_LIMIT_PER_TOKEN",
  "CHAT_ROOM_TTL_SECONDS",
  "CHAT_WAITING_SOCKETS_PER_ADDRESS",
  "CHAT_TRUSTED_PROXIES",
  "CHAT_CORS_ALLOWED_ORIGINS",
  "CHAT_CORS_ALLOW_CREDENTIALS",
  "CHAT_OLD_WIRE",
  "CHAT_ICE_STUN_URLS",
  "CHAT_ICE_TURN_URLS",
  "CHAT_ICE_SERVERS",
  "CHAT_TURN_SECRET",
  "CHAT_BLOB_DIR",
  "CHAT_BLOB_MAX_FILE_BYTES",
  "CHAT_BLOB_MAX_SEAT_BYTES",
  "CHAT_S3_ENDPOINT",
  "CHAT_S3_BUCKET",
  "CHAT_S3_REGION",
  "CHAT_S3_ACCESS_KEY",
  "CHAT_S3_SECRET_KEY",
  "CHAT_S3_PREFIX",
  "CHAT_PURGE_AFTER_HOURS",
  "CHAT_FRAME_RATE_FACTOR",
] as const;

/** Names with a meaning to come: refused with that word rather than silently without effect. */
const later = /^CHAT_(REDIS_URL|REGISTRATION|METRICS_TOKEN|CLIENT_COUNTERS|SMTP_\w+)$/;

/** What is wrong with the `CHAT_*` names among these, a sentence each. */
export const wrongNames = (names: readonly string[]): string[] =>
  names
    .filter((name) => name.startsWith("CHAT_") && !knownNames.some((known) => known === name))
    .map((name) =>
      later.test(name) ? `${name} is not available in this version.` : `${name} is not known.${guess(name)}`,
    );

/** What was probably meant; nothing when every name is far away. */
function guess(name: string): string {
  const [nearest] = knownNames
    .map((known) => ({ known, far: distance(name, known) }))
    .toSorted((a, b) => a.far - b.far);
  const isNear = nearest !== undefined && nearest.far <= Math.max(name.length, nearest.known.length) / 3;
  return isNear ? ` Did you mean ${nearest.known}?` : " The names are in docs/API.md.";
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
