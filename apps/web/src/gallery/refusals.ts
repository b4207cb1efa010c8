import { refusalNames } from "@chatorbit/protocol";
import type { SessionView, Trouble } from "../models/views.ts";

/** Every refusal a session page can show. */
export const troubles: readonly Trouble[] = [
  ...refusalNames,
  "secret-missing",
  "code-typo",
  "code-dead",
  "open-in-other-tab",
  "keys-lost",
  "seat-freed",
  "role-swapped",
  "commitment-broken",
  "peer-on-old-wire",
  "storage-blocked",
  "randomness-broken",
  "offline",
];

export const refused = (trouble: Trouble): SessionView => ({
  screen: "refused",
  problem: { trouble, retryAfter: trouble === "rate" ? 1188 : null },
});
