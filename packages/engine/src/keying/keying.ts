import {
  type Bytes,
  type GuessBudget,
  type GuestPsk,
  type H1GuestRun,
  type H1HostRun,
  type H2GuestRun,
  type H2HostRun,
  type HostPsks,
  newBudget,
} from "@chatorbit/crypto";

/** One handshake underway. Its messages are kept as said: what got lost is said again, byte for byte. */
export type Run =
  | { readonly kind: "h1-host"; readonly run: H1HostRun; readonly msg1: string }
  | {
      readonly kind: "h1-guest";
      readonly run: H1GuestRun;
      readonly msg1: string;
      readonly msg2: string;
      readonly saidAt: number;
      readonly againAt: number;
      readonly isShownSilent: boolean;
      /** What the host's offer promised: seconds and characters. */
      readonly ttlSeconds: number;
      readonly maxChars: number;
    }
  | { readonly kind: "h2-host"; readonly run: H2HostRun; readonly msg1: string; readonly againAt: number }
  | {
      readonly kind: "h2-guest";
      readonly run: H2GuestRun;
      readonly msg1: string;
      readonly msg2: string;
      readonly saidAt: number;
      readonly againAt: number;
    };

/** How this device comes to keys with the other one (CRYPTO §2, §3, §7). */
export type Keying = {
  /** The secret half of the code, as long as a first handshake may still need it. */
  readonly secret8: string | null;
  readonly budget: GuessBudget;
  readonly sessionId: Bytes | null;
  readonly host: HostPsks | null;
  readonly guest: GuestPsk | null;
  readonly run: Run | null;
  /** The host's last confirmation, for the same answer again; until a first message opened. base64. */
  readonly answered: { readonly msg2: string; readonly msg3: string } | null;
  /** A message of the other side that waits for the back-off or for the verify sheet to close. base64. */
  readonly held: string | null;
  /** No new try before that, ms. */
  readonly notBefore: number | null;
  /** The guest asks again then, ms. */
  readonly askAt: number | null;
  /** The host falls back to a first handshake then, ms. */
  readonly fallbackAt: number | null;
  /** When the last offers went, ms. */
  readonly offersAt: readonly number[];
  readonly macFailures: number;
  /** The present epoch is old enough for a next one then, ms. */
  readonly renewAt: number | null;
};

export const noKeying: Keying = {
  secret8: null,
  budget: newBudget,
  sessionId: null,
  host: null,
  guest: null,
  run: null,
  answered: null,
  held: null,
  notBefore: null,
  askAt: null,
  fallbackAt: null,
  offersAt: [],
  macFailures: 0,
  renewAt: null,
};

/** Does this device hold what a resumption needs? */
export const hasPsk = ({ host, guest }: Keying): boolean => host !== null || guest !== null;

/** The same bytes go again after this long, ms, as long as the run is young. */
export const againMs = 3_000;

/** A guest gives an unanswered run up after this long, ms. */
export const runLifeMs = 60_000;

/** A host whose guest came back without a word waits this long before a new first handshake, ms. */
export const fallbackMs = 4_000;
