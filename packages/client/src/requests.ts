/** The session's HTTP requests, typed: what the server answered, or why not. */
import {
  fit,
  type IssueBody,
  issued,
  type Issued,
  joined,
  type Joined,
  paths,
  problem,
  type Refusal,
  sessionStatus,
  type SessionStatus,
  v,
} from "@chatorbit/protocol";
import type { Ports, Request } from "./ports.ts";

export type Refused = {
  readonly refusal: Refusal | "offline";
  /** Seconds. */
  readonly retryAfter: number | null;
};

export type Answer<T> = { readonly is: "done"; readonly value: T } | ({ readonly is: "refused" } & Refused);

export type Requests = {
  readonly issue: (body: IssueBody) => Promise<Answer<Issued>>;
  readonly join: (token: string, key: string) => Promise<Answer<Joined>>;
  readonly status: (token: string) => Promise<Answer<SessionStatus>>;
  /** Says at a full session that somebody else holds its invitation. */
  readonly knock: (token: string) => Promise<unknown>;
  readonly reseat: (token: string, key: string) => Promise<Answer<SessionStatus>>;
  readonly end: (token: string, key: string, reason: string) => Promise<Answer<unknown>>;
};

/** Asks, and fits the answer to what was expected of it. */
export function asking({ request }: Pick<Ports, "request">) {
  return async function ask<S extends v.GenericSchema>(
    schema: S,
    what: Request,
  ): Promise<Answer<v.InferOutput<S>>> {
    const reply = await request(what).catch(() => null);
    if (reply === null) return { is: "refused", refusal: "offline", retryAfter: null };
    if (reply.status >= 200 && reply.status < 300) {
      const value = fit(schema, reply.body);
      if (value !== null) return { is: "done", value };
    }
    const refused = fit(problem, reply.body);
    // Something between us and the server answered, not the server.
    if (refused === null) return { is: "refused", refusal: "offline", retryAfter: null };
    return { is: "refused", refusal: refused.code, retryAfter: refused.retry_after ?? null };
  };
}

const reseated = v.object({ session_status: sessionStatus });

export function requests({ request }: Pick<Ports, "request">): Requests {
  const ask = asking({ request });
  return {
    issue: (body) => ask(issued, { method: "POST", path: paths.issue, body }),
    join: (token, key) =>
      ask(joined, { method: "POST", path: paths.join, body: { token, client_identity: key } }),
    status: (token) => ask(sessionStatus, { method: "GET", path: paths.status(token) }),
    knock: (token) => ask(reseated, { method: "POST", path: paths.knock(token) }),
    reseat: async (token, key) => {
      const body = { client_identity: key };
      const answer = await ask(reseated, { method: "POST", path: paths.reseat(token), body });
      return answer.is === "done" ? { is: "done", value: answer.value.session_status } : answer;
    },
    end: (token, key, reason) =>
      ask(v.unknown(), {
        method: "POST",
        path: paths.end(token),
        body: { client_identity: key, reason },
        isLast: true,
      }),
  };
}
