import { askOpenMs, maxExtensions, type Refusal } from "@chatorbit/protocol";
import { type Ask, type Conversation, endsAt, extendedBy } from "./conversation.ts";

type Change = Pick<Conversation, "extensions" | "asks">;

/**
 * One seat says what both devices agreed on (CRYPTO §18.1). It counts when the other seat said the
 * same id and seconds within a minute. Null: already counted, so a repeated frame changes nothing.
 */
export function extend(c: Conversation, ask: Ask): Change | Refusal | null {
  if (c.extensions.some(({ id }) => id === ask.id)) return null;
  const isTooMuch = extendedBy(c) + ask.seconds * 1000 > c.policy.extendableBy;
  if (endsAt(c) === null || isTooMuch || c.extensions.length >= maxExtensions) return "invalid-field";
  const open = c.asks.filter(({ role, at }) => role !== ask.role && ask.at - at <= askOpenMs);
  const isAgreed = open.some(({ id, seconds }) => id === ask.id && seconds === ask.seconds);
  if (!isAgreed) return { extensions: c.extensions, asks: [...open, ask] };
  return { extensions: [...c.extensions, { id: ask.id, seconds: ask.seconds }], asks: [] };
}
