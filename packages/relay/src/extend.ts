import { askOpenMs, maxExtensions, type Refusal } from "@chatorbit/protocol";
import { type Ask, type Conversation, endsAt, extendedBy } from "./conversation.ts";

type Change = Pick<Conversation, "extensions" | "asks">;

/**
 * One seat says what both devices agreed on (CRYPTO §18.1). It counts when the other seat said the
 * same id and seconds within a minute. Null: already counted, or said and still open, so a repeated
 * frame changes nothing.
 */
export function extend(c: Conversation, ask: Ask): Change | Refusal | null {
  if (c.extensions.some(({ id }) => id === ask.id)) return null;
  const isTooMuch = extendedBy(c) + ask.seconds * 1000 > c.policy.extendableBy;
  if (endsAt(c) === null || isTooMuch || c.extensions.length >= maxExtensions) return "invalid-field";
  const open = c.asks.filter(({ at }) => ask.at - at <= askOpenMs);
  const same = open.filter(({ id, seconds }) => id === ask.id && seconds === ask.seconds);
  if (same.some(({ role }) => role === ask.role)) return null;
  const others = open.filter(({ role }) => role !== ask.role);
  if (same.length === 0) return { extensions: c.extensions, asks: [...others, ask] };
  return { extensions: [...c.extensions, { id: ask.id, seconds: ask.seconds }], asks: [] };
}
