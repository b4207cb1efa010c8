import { maxAskLead, maxEpoch } from "./limits.ts";

/**
 * Which psks two devices hold, and when they let them go (SPEC.md, "Rules of the ratchet"). Loosen any of these
 * and some order of lost, delayed or replayed frames and reloads leaves the two with no common key; a search of
 * every such order runs over these very functions. They know nothing of bytes: a psk is whatever names it.
 */
export type Held<Psk> = { readonly epoch: number; readonly psk: Psk };

export type HostHolds<Psk> = {
  /** Oldest first: one, or two while the newer is not confirmed. */
  readonly held: readonly Held<Psk>[];
  /** The highest epoch ever offered. */
  readonly offered: number;
  /** The newest epoch a message of the guest was opened under. */
  readonly confirmed: number;
};

/** Exactly one; its epoch is the last this guest confirmed. */
export type GuestHolds<Psk> = Held<Psk>;

/** What comes of an act: the new state, and the psks that must not be seen again. */
export type Step<State, Psk> = { readonly next: State; readonly dropped: readonly Psk[] };

type Wish = { readonly base: number; readonly epoch: number };

/**
 * Rule 1. What the host offers: the epoch above all it ever offered and above the asker's, under the psk the
 * guest named, or its newest when nobody asked. A false lead in an ask must not burn epochs by the thousand.
 */
export function offerUnder<Psk>(
  host: HostHolds<Psk>,
  ask: Wish | null,
):
  | { readonly next: HostHolds<Psk>; readonly epoch: number; readonly base: Held<Psk> }
  | "hs_base"
  | "hs_epoch" {
  if (ask !== null && ask.epoch > host.offered + maxAskLead) return "hs_epoch";
  const epoch = 1 + Math.max(host.offered, ask?.epoch ?? 0);
  if (epoch > maxEpoch) return "hs_epoch";
  const base = ask === null ? host.held.at(-1) : host.held.find((held) => held.epoch === ask.base);
  return base === undefined ? "hs_base" : { next: { ...host, offered: epoch }, epoch, base };
}

/** Rule 2. Why a guest refuses an offer: it is under another psk, or of an epoch that is over. */
export function refusalOfOffer(
  { base, lastEpoch }: { readonly base: number; readonly lastEpoch: number },
  offer: Wish,
): "hs_base" | "hs_epoch" | null {
  if (offer.base !== base) return "hs_base";
  return offer.epoch <= lastEpoch || offer.epoch > maxEpoch ? "hs_epoch" : null;
}

/**
 * Rule 3, host: the guest proved the new key. The base stays beside it, because msg3 may get lost and the guest
 * would still stand there. null when the base is no longer held: the run is void, no msg3.
 */
export function accepted<Psk>(
  host: HostHolds<Psk>,
  base: number,
  fresh: Held<Psk>,
): Step<HostHolds<Psk>, Psk> | null {
  const kept = host.held.find((held) => held.epoch === base);
  if (kept === undefined || fresh.epoch <= base || fresh.epoch > host.offered) return null;
  return {
    next: { ...host, held: [kept, fresh] },
    dropped: host.held.filter((held) => held !== kept).map(({ psk }) => psk),
  };
}

/**
 * Rule 4: a message of the guest was opened under `epoch`, so it holds that psk. Older ones go, newer ones stay:
 * a late message must not take away the psk the guest has already moved to.
 */
export function openedUnder<Psk>(host: HostHolds<Psk>, epoch: number): Step<HostHolds<Psk>, Psk> {
  if (!host.held.some((held) => held.epoch === epoch)) return { next: host, dropped: [] };
  return {
    next: {
      ...host,
      held: host.held.filter((held) => held.epoch >= epoch),
      confirmed: Math.max(host.confirmed, epoch),
    },
    dropped: host.held.filter((held) => held.epoch < epoch).map(({ psk }) => psk),
  };
}

/** Rule 3, guest: the host proved the new key, the old one goes. null when the epoch is not newer. */
export function confirmed<Psk>(guest: GuestHolds<Psk>, fresh: Held<Psk>): Step<GuestHolds<Psk>, Psk> | null {
  return fresh.epoch <= guest.epoch ? null : { next: fresh, dropped: [guest.psk] };
}
