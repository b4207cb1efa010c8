import type { Refusal } from "@chatorbit/protocol";

/** What a use case has to say: a value, or an expected no. */
export type Answer<T> =
  | { readonly value: T; readonly refusal: null }
  | { readonly value: null; readonly refusal: Refusal; readonly retryAfter: number | null };

export const yes = <T>(value: T): Answer<T> => ({ value, refusal: null });

/** `retryAfter`: whole seconds. */
export const no = (refusal: Refusal, retryAfter: number | null = null): Answer<never> => ({
  value: null,
  refusal,
  retryAfter,
});
