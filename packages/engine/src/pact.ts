/** Acts that need both (CRYPTO §18.1, §18.2): one is open at a time, for a minute. */
import { askOpenMs, maxExtensions } from "@chatorbit/protocol";

export type Act =
  | { readonly act: "extend"; readonly seconds: number }
  /** `mine`: this side's 32 random bytes, base64, from the moment it agreed or asked. */
  | {
      readonly act: "leap";
      readonly epoch: number;
      readonly mine: string | null;
      readonly theirs: string | null;
    };

export type Pact = {
  readonly id: string;
  readonly by: "me" | "peer";
  readonly until: number;
} & Act;

/** What was agreed about time so far: how much, and under which ids; one that comes again counts once. */
export type Agreed = { readonly seconds: number; readonly ids: readonly string[] };

export const nothingAgreed: Agreed = { seconds: 0, ids: [] };

/** How much longer may still be asked for, seconds (TS8: the sum is at most the original TTL). */
export const mayExtend = (agreed: Agreed, ttlMs: number): number =>
  agreed.ids.length >= maxExtensions ? 0 : Math.max(0, Math.floor(ttlMs / 1000) - agreed.seconds);

export const openPact = (id: string, by: "me" | "peer", act: Act, now: number): Pact => ({
  id,
  by,
  until: now + askOpenMs,
  ...act,
});

/**
 * Does an ask of the peer take the place of what is open? A newer ask of its own does: it gave the
 * older one up. When both asked at once the host's counts.
 */
export const yields = (open: Pact, role: "host" | "guest"): boolean => open.by === "peer" || role === "guest";
