import type { Refusal, Role } from "@chatorbit/protocol";
import type { Handle } from "../../admission/admit.ts";
import { closedRefusal, dueAt } from "../../conversation.ts";
import { check } from "../../limits/guard.ts";
import type { Limit } from "../../limits/window.ts";
import type { Relay } from "../../relay.ts";
import { type Holder, holder } from "../act.ts";
import { type Answer, no } from "../answer.ts";
import { member } from "../room/member.ts";

/** Who asks about blobs, whatever the way in; `key`: null where a cookie should be and is none. */
export type BlobRequest = Handle & { readonly key: string | null; readonly address: string };

/**
 * From a credential to a seat of a conversation that runs, counted per seat and kind of act. Nothing
 * is looked up about a blob before.
 */
export async function blobSeat(
  relay: Relay,
  request: BlobRequest,
  kind: string,
  limit: Limit,
): Promise<Answer<Holder>> {
  const held = await seated(relay, request);
  if (held.refusal !== null) return held;
  const { conversation } = held.value;
  if (conversation.closed !== null) return no(closedRefusal(conversation.closed));
  if (relay.ports.clock.now() >= (dueAt(conversation) ?? Infinity)) {
    const outcome = await relay.apply(conversation.id, { type: "tick" });
    return no(outcome?.state.closed ? closedRefusal(outcome.state.closed) : "unknown");
  }
  const verdict = await check(relay, limit, `${seatName(held.value)}:${kind}`, "take");
  return verdict.isAllowed ? held : no("rate", verdict.retryAfter);
}

/** What a seat counts under. */
export const seatName = ({ conversation, seat }: { conversation: { id: string }; seat: { role: Role } }) =>
  `${conversation.id}:${seat.role}`;

/** What a refusal is called: a conversation found by its link that has ended is one that never was. */
export const named = (request: BlobRequest, refusal: Refusal): Refusal =>
  "room" in request && refusal === "ended" ? "unknown" : refusal;

function seated(relay: Relay, request: BlobRequest): Promise<Answer<Holder>> {
  if ("room" in request) return member(relay, request);
  const { key } = request;
  return key === null ? Promise.resolve(no("no-credential")) : holder(relay, { ...request, key });
}
