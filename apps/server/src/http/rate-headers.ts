import type { Verdict } from "@chatorbit/relay";

/** How the address stands goes with every answer (TS1). Reset: seconds since 1970. */
export function counted(response: Response, { limit, remaining, resetAt }: Verdict): Response {
  response.headers.set("x-ratelimit-limit", String(limit));
  response.headers.set("x-ratelimit-remaining", String(remaining));
  response.headers.set("x-ratelimit-reset", String(Math.ceil(resetAt / 1000)));
  return response;
}
