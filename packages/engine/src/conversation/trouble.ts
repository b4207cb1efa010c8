import { type Refusal, refusals } from "@chatorbit/protocol";

/** Every reason a conversation's page may have to say no. */
export type Trouble =
  | Refusal
  /** The address has no secret and this device keeps none: the last 8 characters are missing. */
  | "secret-missing"
  | "code-typo"
  /** The address of a link's page lacks what belongs behind the #, or not all of it is there. */
  | "link-incomplete"
  /** Five wrong tries on this device: the code is dead here (CRYPTO §2). */
  | "code-dead"
  /** Another tab of this browser holds the session. */
  | "open-in-other-tab"
  /** The keys of this seat are gone from this device, or somebody else took them over. */
  | "keys-lost"
  /** The other side freed this seat (TS12). */
  | "seat-freed"
  /** The server gave out the seats the wrong way round (CRYPTO §1.1). */
  | "role-swapped"
  /** The other device broke its commitment to the safety words: an attack (CRYPTO §12 hs_commit). */
  | "commitment-broken"
  /** The other side talks over source 002's socket, without this encryption (TS6). */
  | "peer-on-old-wire"
  | "storage-blocked"
  | "randomness-broken"
  | "offline";

export type Problem = {
  readonly trouble: Trouble;
  /** When trying again makes sense, ms, or null. */
  readonly retryAt: number | null;
};

const isRefusal = (trouble: Trouble): trouble is Refusal => trouble in refusals;

/** Passes by itself: the page asks again. */
export const isPassing = (trouble: Trouble): boolean =>
  trouble === "offline" || (isRefusal(trouble) && refusals[trouble].retry);

/** May be mended on the same page, by time or by a typed code. */
export const isMendable = (trouble: Trouble): boolean =>
  trouble === "secret-missing" || trouble === "code-typo" || isPassing(trouble);
