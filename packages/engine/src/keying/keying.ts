import {
  type Bytes,
  dropH1,
  dropH2,
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
  | { readonly kind: "h1-host"; readonly run: H1HostRun; readonly msg1: string; readonly againAt: number }
  | {
      readonly kind: "h1-guest";
      readonly run: H1GuestRun;
      readonly msg1: string;
      readonly msg2: string;
      readonly saidAt: number;
      readonly againAt: number;
      /** The person was told that this run ended in nothing, or the way it did was nobody's guess. */
      readonly isShown: boolean;
      /** The host left and came back meanwhile: it may simply have lost its half. */
      readonly isInterrupted: boolean;
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
  /** First offers that a later one replaced: one that comes late must cost no guess. base64. */
  readonly pastOffers: readonly string[];
  /** No new try before that, ms. */
  readonly notBefore: number | null;
  /** The guest asks again then, ms. */
  readonly askAt: number | null;
  /** The host offers anew then, to a guest that has lost its run, ms. */
  readonly fallbackAt: number | null;
  /** When the last offers went, ms. */
  readonly offersAt: readonly number[];
  readonly macFailures: number;
  /** First handshakes that did not arrive whole. */
  readonly broken: number;
  /** Until then an ask under the psk that was just let go is one that came late, ms. */
  readonly lateAsksUntil: number;
  /** The present epoch is old enough for a next one then, ms. */
  readonly renewAt: number | null;
  /** When keys were last renewed because the acknowledgement held no more holes, ms, or null. */
  readonly renewedFullAt: number | null;
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
  pastOffers: [],
  notBefore: null,
  askAt: null,
  fallbackAt: null,
  offersAt: [],
  macFailures: 0,
  broken: 0,
  lateAsksUntil: 0,
  renewAt: null,
  renewedFullAt: null,
};

/** Does this device hold what a resumption needs? */
export const hasPsk = ({ host, guest }: Keying): boolean => host !== null || guest !== null;

/** The same bytes go again after this long, ms, as long as the run is young. */
export const againMs = 3_000;

/** A guest gives an unanswered run up after this long, ms. */
export const runLifeMs = 60_000;

/** A host whose guest came back without a word waits this long before a new first handshake, ms. */
export const fallbackMs = 4_000;

/** A guest that still has its run repeats its answer every `againMs`; silent for this long it has lost it, ms. */
export const silentGuestMs = 10_000;

/** Asks of before a renewal may still be on their way for this long after it, ms. */
export const lateAskMs = 15_000;

/** Wipes what a run that will not be finished knows. */
export function dropRun(run: Run | null): void {
  if (run === null) return;
  if (run.kind === "h1-host" || run.kind === "h1-guest") dropH1(run.run);
  else dropH2(run.run);
}
