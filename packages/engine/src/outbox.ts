/**
 * What this device has said and the other one has not yet confirmed (TS9). The server keeps
 * nothing, so this is where a message lives until the other device acknowledges it.
 */
import type { KeptEntry, Refusal, Sealed } from "@chatorbit/protocol";
import type { Body, Place } from "./payload.ts";
import { earliest } from "./turn.ts";

export type Parcel = {
  readonly id: string;
  readonly type: "message" | "signal";
  readonly body: Body;
  /** The author's clock when it was said, ms. */
  readonly ts: number;
  /** Said again under a new epoch; what is not (typing, acks) is dropped with its epoch. */
  readonly isDurable: boolean;
  readonly sealed: Wrapped | null;
  /** It may have reached the other device before: taking it back must be said. */
  readonly mayHaveLeft: boolean;
  /** Sealed a second time because the other device had given the first up. */
  readonly wasResealed: boolean;
  readonly failure: Refusal | "lost" | null;
};

/** A parcel under a number of an epoch: from now on always these very bytes. */
export type Wrapped = {
  readonly ep: number;
  readonly n: number;
  readonly envelope: Sealed | KeptEntry;
  /** Where it stands in its stream, if it goes into a log. */
  readonly place: Place | null;
  readonly sentAt: number;
  readonly tries: number;
  /** The server said it handed it over. */
  readonly isHanded: boolean;
};

export type Outbox = {
  readonly parcels: readonly Parcel[];
  /** The server asked for a pause until then, ms. */
  readonly pausedUntil: number | null;
};

export const emptyOutbox: Outbox = { parcels: [], pausedUntil: null };

/** Unconfirmed frames on the way at once; more wait their turn. */
const windowSize = 64;

/** Pauses before the same bytes go again while nothing confirms them, ms. */
const resendAfter = [5_000, 10_000, 20_000, 30_000];
const pauseOf = (tries: number) => resendAfter[Math.min(tries, resendAfter.length) - 1] ?? 5_000;

export const put = (outbox: Outbox, parcel: Parcel): Outbox => ({
  ...outbox,
  parcels: [...outbox.parcels, parcel],
});

export const take = (outbox: Outbox, id: string): Outbox => ({
  ...outbox,
  parcels: outbox.parcels.filter((parcel) => parcel.id !== id),
});

/**
 * What is no longer wanted. Once sealed it has a number the other device waits for: the same bytes go
 * again when they are missed there, and under new keys no more.
 */
export const drop = (outbox: Outbox, id: string): Outbox =>
  outbox.parcels.some((parcel) => parcel.id === id && parcel.sealed !== null)
    ? change(outbox, id, (parcel) => ({ ...parcel, isDurable: false }))
    : take(outbox, id);

function change(outbox: Outbox, id: string, how: (parcel: Parcel) => Parcel): Outbox {
  if (!outbox.parcels.some((parcel) => parcel.id === id)) return outbox;
  return { ...outbox, parcels: outbox.parcels.map((parcel) => (parcel.id === id ? how(parcel) : parcel)) };
}

export const wrap = (outbox: Outbox, id: string, sealed: Wrapped): Outbox =>
  change(outbox, id, (parcel) => ({ ...parcel, sealed, mayHaveLeft: true }));

/** What may be sealed now, oldest first. */
export function sealable(outbox: Outbox, now: number): readonly Parcel[] {
  if (outbox.pausedUntil !== null && now < outbox.pausedUntil) return [];
  const underway = outbox.parcels.filter(
    ({ sealed, isDurable, failure }) => sealed !== null && isDurable && failure === null,
  ).length;
  return outbox.parcels
    .filter((parcel) => parcel.sealed === null && parcel.failure === null)
    .slice(0, Math.max(0, windowSize - underway));
}

/** What is due to go again as it is. */
export function resendable(outbox: Outbox, now: number): readonly Parcel[] {
  if (outbox.pausedUntil !== null && now < outbox.pausedUntil) return [];
  return outbox.parcels.filter((parcel) => now >= (againAt(parcel) ?? Infinity));
}

/** When these bytes go again, ms. What comes again by itself goes again only when it is asked for. */
function againAt({ sealed, failure, isDurable }: Parcel): number | null {
  if (sealed === null || failure !== null || (!isDurable && sealed.sentAt !== -Infinity)) return null;
  return sealed.sentAt + pauseOf(sealed.tries);
}

export const resent = (outbox: Outbox, id: string, now: number): Outbox =>
  change(outbox, id, (parcel) =>
    parcel.sealed === null
      ? parcel
      : { ...parcel, sealed: { ...parcel.sealed, sentAt: now, tries: parcel.sealed.tries + 1 } },
  );

/** The line or the peer is back: everything unconfirmed goes again at once. */
export const hurry = (outbox: Outbox): Outbox => ({
  ...outbox,
  parcels: outbox.parcels.map((parcel) =>
    parcel.sealed === null
      ? parcel
      : { ...parcel, sealed: { ...parcel.sealed, sentAt: -Infinity, tries: 0 } },
  ),
});

/** Numbers of a new epoch: what was not confirmed is sealed again under it, same id (CRYPTO §3 rule 5). */
export const rewrap = (outbox: Outbox): Outbox => ({
  ...outbox,
  parcels: outbox.parcels
    .filter(({ isDurable }) => isDurable)
    .map((parcel) => ({ ...parcel, sealed: null, wasResealed: false })),
});

export type Fate = "delivered" | "missing" | "lost" | "unknown";

export type Settled = {
  readonly outbox: Outbox;
  /** Confirmed by the other device. */
  readonly delivered: readonly Parcel[];
  /** Given up by the other device even after a second sealing. */
  readonly failed: readonly Parcel[];
};

/** Applies what the other device says it has of epoch `ep`; `fate` reads its ack. */
export function settle(outbox: Outbox, ep: number, fate: (n: number) => Fate, now: number): Settled {
  const delivered: Parcel[] = [];
  const failed: Parcel[] = [];
  const parcels = outbox.parcels.flatMap((parcel): readonly Parcel[] => {
    const { sealed } = parcel;
    if (sealed === null || sealed.ep !== ep) return [parcel];
    switch (fate(sealed.n)) {
      case "delivered":
        delivered.push(parcel);
        return [];
      case "missing":
        // Five seconds missing: the identical bytes again, at the next turn.
        return now - sealed.sentAt < 5_000
          ? [parcel]
          : [{ ...parcel, sealed: { ...sealed, sentAt: -Infinity } }];
      case "lost":
        if (!parcel.isDurable) return [];
        if (!parcel.wasResealed) return [{ ...parcel, sealed: null, wasResealed: true }];
        failed.push(parcel);
        return [{ ...parcel, sealed: null, failure: "lost" }];
      case "unknown":
        return [parcel];
    }
  });
  const isSame =
    parcels.length === outbox.parcels.length &&
    parcels.every((parcel, index) => parcel === outbox.parcels[index]);
  return { outbox: isSame ? outbox : { ...outbox, parcels }, delivered, failed };
}

export const handed = (outbox: Outbox, id: string): Outbox =>
  change(outbox, id, (parcel) =>
    parcel.sealed === null ? parcel : { ...parcel, sealed: { ...parcel.sealed, isHanded: true } },
  );

/** The server asks for a pause. Whatever it says, a minute is the longest. */
export const pause = (outbox: Outbox, retryAfter: number | null, now: number): Outbox => ({
  ...outbox,
  pausedUntil: now + Math.min(60_000, Math.max(0, 1000 * (retryAfter ?? 1))),
});

/**
 * The server refused a frame. A pause is no failure; everything else is this parcel's. Its bytes
 * are remembered: should they have arrived all the same, the other device will say so.
 */
export function refused(
  outbox: Outbox,
  id: string,
  refusal: Refusal,
  retryAfter: number | null,
  now: number,
): Outbox {
  if (refusal === "rate" || refusal === "busy") return change(pause(outbox, retryAfter, now), id, again);
  if (refusal === "peer-away") return change(outbox, id, again);
  return change(outbox, id, (parcel) => ({ ...parcel, failure: refusal }));
}

const again = (parcel: Parcel): Parcel =>
  parcel.sealed === null
    ? parcel
    : { ...parcel, sealed: { ...parcel.sealed, sentAt: -Infinity, isHanded: false } };

/** A failed parcel gets another try under its old id. */
export const retry = (outbox: Outbox, id: string): Outbox =>
  change(outbox, id, (parcel) => ({ ...parcel, failure: null, sealed: null, wasResealed: false }));

/** When something is due to go again, ms. */
export function nextResendAt(outbox: Outbox): number | null {
  const moments = outbox.parcels.map(againAt).filter((moment) => moment !== null);
  const isWaiting = outbox.parcels.some(({ sealed, failure }) => sealed === null && failure === null);
  return earliest(
    moments.length === 0 ? null : Math.max(Math.min(...moments), outbox.pausedUntil ?? -Infinity),
    isWaiting ? outbox.pausedUntil : null,
  );
}
