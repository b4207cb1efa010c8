import type { Conversation } from "./conversation.ts";
import type { Step } from "./ports.ts";

/** The lifecycle steps between two states of a conversation. */
export function stepsOf(before: Conversation, after: Conversation): Step[] {
  const conv = after.id;
  const steps: Step[] = [];
  if (before.openedAt === null && after.openedAt !== null) steps.push({ step: "opened", conv });
  if (after.extensions.length > before.extensions.length) steps.push({ step: "extended", conv });
  if (after.seats.length < before.seats.length) steps.push({ step: "reseated", conv });
  if (before.closed === null && after.closed !== null) {
    steps.push({ step: "ended", conv, reason: after.closed.reason });
  }
  return steps;
}
