import { type Problem, type Refusal, refusals } from "@chatorbit/protocol";
import type { Answer } from "@chatorbit/relay";

const details: Readonly<Record<Refusal, string>> = {
  malformed: "The body is not JSON.",
  "no-credential": "A credential is missing.",
  "not-yours": "This seat is not yours.",
  "wrong-origin": "This origin may not do that.",
  unknown: "There is nothing here.",
  full: "Both seats are taken.",
  expired: "The token was not used in time.",
  ended: "The session has ended.",
  "too-large": "The request is too large.",
  "invalid-field": "A field is missing or wrong.",
  "unsupported-version": "This version of the wire is not spoken here.",
  rate: "Too many requests.",
  flood: "Too many requests.",
  "no-blobs": "No files go through this server here.",
  unfinished: "Not all of it is here yet.",
  "bad-range": "There are no such bytes.",
  "blobs-full": "This seat has as much waiting as it may.",
  "peer-away": "The other side is not connected.",
  "hello-late": "The request came too late.",
  "too-slow": "The connection is too slow.",
  "opened-elsewhere": "The session was opened elsewhere.",
  conflict: "Something else is in its place.",
  "stale-challenge": "The challenge was answered too late, or before.",
  "log-full": "This conversation can keep no more.",
  "storage-full": "The server cannot store anything at the moment.",
  busy: "The server cannot do that at the moment.",
  restarting: "The server is restarting.",
};

type More = {
  readonly detail?: string;
  /** Whole seconds. */
  readonly retryAfter?: number | null;
};

/** An expected no over HTTP. */
export function problem(code: Refusal, { detail, retryAfter = null }: More = {}): Response {
  const body: Problem = {
    code,
    detail: detail ?? details[code],
    ...(retryAfter !== null && { retry_after: retryAfter }),
  };
  const headers = new Headers(noStore);
  if (retryAfter !== null) headers.set("retry-after", String(retryAfter));
  return Response.json(body, { status: refusals[code].status, headers });
}

/** A use case's answer over HTTP. */
export const reply = <T>(answer: Answer<T>): Response =>
  answer.refusal === null
    ? Response.json(answer.value, { headers: noStore })
    : problem(answer.refusal, { retryAfter: answer.retryAfter });

export const noStore = { "cache-control": "no-store" } as const;
