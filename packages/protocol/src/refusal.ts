/**
 * Every expected "no" of the system: the HTTP status it answers with, the code a socket closes
 * with (null: the socket stays open), and whether trying again later may help.
 * 4001, 4003 and 4004 are those of source 002's socket; the others are ours.
 */
export const refusals = {
  malformed: { status: 400, close: 4400, retry: false },
  "no-credential": { status: 401, close: 4401, retry: false },
  "not-yours": { status: 403, close: 4001, retry: false },
  "wrong-origin": { status: 403, close: null, retry: false },
  unknown: { status: 404, close: 4004, retry: false },
  full: { status: 409, close: null, retry: false },
  expired: { status: 410, close: 4003, retry: false },
  ended: { status: 410, close: 4003, retry: false },
  "too-large": { status: 413, close: null, retry: false },
  "invalid-field": { status: 422, close: null, retry: false },
  "unsupported-version": { status: 426, close: 4426, retry: false },
  rate: { status: 429, close: null, retry: true },
  flood: { status: 429, close: 4429, retry: true },
  /** This conversation, or this server, takes no blobs. */
  "no-blobs": { status: 403, close: null, retry: false },
  "peer-away": { status: 409, close: null, retry: true },
  "hello-late": { status: 408, close: 4408, retry: true },
  "too-slow": { status: 408, close: 4408, retry: true },
  "opened-elsewhere": { status: 409, close: 4009, retry: false },
  /** Something else is in its place: a message of that id, an admission. */
  conflict: { status: 409, close: null, retry: false },
  /** The challenge was answered too late, or before: another one helps. */
  "stale-challenge": { status: 409, close: null, retry: true },
  /** Not all of it is here yet. */
  unfinished: { status: 409, close: null, retry: true },
  "bad-range": { status: 416, close: null, retry: false },
  /** This seat has as much waiting as it may; what is fetched or removed makes room. */
  "blobs-full": { status: 507, close: null, retry: true },
  /** This conversation may keep no more. */
  "log-full": { status: 507, close: null, retry: false },
  "storage-full": { status: 507, close: null, retry: true },
  busy: { status: 503, close: 1013, retry: true },
  restarting: { status: 503, close: 1012, retry: true },
} as const satisfies Record<string, { status: number; close: number | null; retry: boolean }>;

export type Refusal = keyof typeof refusals;

export const refusalNames = Object.keys(refusals) as [Refusal, ...Refusal[]];

/** The refusal a close code stands for, or null for a close that is none (a lost line, 1000). */
export function refusalOfClose(code: number): Refusal | null {
  return refusalNames.find((name) => refusals[name].close === code) ?? null;
}
