import type { IssueBody, Issued } from "@chatorbit/protocol";
import { admissionOf } from "../admission/admit.ts";
import { mintConversationId } from "../admission/seat-key.ts";
import { mintToken, policyOf } from "../admission/token.ts";
import { created, validUntil } from "../conversation.ts";
import { instant } from "../instant.ts";
import { addressHash, check } from "../limits/guard.ts";
import type { Verdict } from "../limits/window.ts";
import type { Relay } from "../relay.ts";
import { type Answer, no, yes } from "./answer.ts";

/** Issues a token (TS1). Every call counts against the address, and the verdict goes with every answer. */
export async function issue(
  relay: Relay,
  asked: IssueBody,
  address: string,
): Promise<{ readonly answer: Answer<Issued>; readonly verdict: Verdict }> {
  const { ports, settings } = relay;
  const verdict = await check(relay, settings.limits.issue, addressHash(relay, address), "take");
  if (!verdict.isAllowed) return { answer: no(verdict.refusal, verdict.retryAfter), verdict };
  const policy = policyOf(asked);
  for (;;) {
    const token = mintToken(ports.random);
    const conversation = created(mintConversationId(ports.random), policy, ports.clock.now());
    const until = validUntil(conversation) ?? conversation.createdAt;
    const isNew = await ports.store.create(conversation, admissionOf(ports.hash, { token }, until));
    // Two equal tokens of 60 random bits: not in this universe's time, but never one for two.
    if (!isNew) continue;
    ports.journal({ step: "issued", conv: conversation.id });
    const { ttl_minutes, max_message_length } = asked;
    return { answer: yes({ token, valid_until: instant(until), ttl_minutes, max_message_length }), verdict };
  }
}

/** How an address stands, for answers that issued nothing. */
export const issueVerdict = (relay: Relay, address: string): Promise<Verdict> =>
  check(relay, relay.settings.limits.issue, addressHash(relay, address), "peek");
