/** The HTTP resources of token sessions: paths, bodies, answers (TS1, TS3, TS5, TS8, TS12). */
import { messageLength, ttlMinutes, type Validity, validities } from "./limits.ts";
import { refusalNames } from "./refusal.ts";
import { roles } from "./ids.ts";
import { uuid, v, wholeNumber } from "./schema.ts";
import { seatKey, token } from "./up.ts";
import { sessionStatus } from "./status.ts";

export const paths = {
  issue: "/api/tokens/issue",
  join: "/api/tokens/join",
  status: (token: string) => `/api/session/${token}/status`,
  end: (token: string) => `/api/session/${token}/end`,
  extend: (token: string) => `/api/session/${token}/extend`,
  knock: (token: string) => `/api/session/${token}/knock`,
  reseat: (token: string) => `/api/session/${token}/reseat`,
  message: (token: string, messageId: string) => `/api/session/${token}/message/${messageId}`,
  ice: "/api/ice",
  socket: "/api/socket",
} as const;

export const issueBody = v.object({
  validity_option: v.picklist(Object.keys(validities) as [Validity, ...Validity[]]),
  ttl_minutes: wholeNumber(ttlMinutes.least, ttlMinutes.most),
  max_message_length: wholeNumber(messageLength.least, messageLength.most),
});
export type IssueBody = v.InferOutput<typeof issueBody>;

export const issued = v.object({
  token,
  valid_until: v.string(),
  ttl_minutes: v.number(),
  max_message_length: v.number(),
});
export type Issued = v.InferOutput<typeof issued>;

export const joinBody = v.object({ token, client_identity: seatKey });

export const joined = v.object({ role: v.picklist(roles), session_status: sessionStatus });
export type Joined = v.InferOutput<typeof joined>;

/** Who asks: the seat key. */
export const seatBody = v.object({ client_identity: seatKey });

/** `reason` is ours; source 002's clients leave it out and mean `manually_ended`. */
export const endBody = v.object({
  client_identity: seatKey,
  reason: v.optional(v.picklist(["manually_ended", "burned", "moved"])),
});

export const extendBody = v.object({ client_identity: seatKey, id: uuid, seconds: wholeNumber(1, 600_000) });

/** Every HTTP refusal: a stable code, a sentence for people who read logs, when to come back. */
export const problem = v.object({
  code: v.picklist(refusalNames),
  detail: v.string(),
  /** Whole seconds. */
  retry_after: v.optional(v.number()),
});
export type Problem = v.InferOutput<typeof problem>;
