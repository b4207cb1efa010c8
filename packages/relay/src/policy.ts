import { keptMessageLength } from "@chatorbit/protocol";

/**
 * What a conversation allows. A product is an admission and one row of `products`: the relay asks
 * these values ("is it full?", "may it go on longer?") and never which product it serves.
 * Times in ms.
 */
export type Policy = {
  readonly capacity: number;
  /** How long an empty seat of a conversation that has not opened can be taken; null: always. */
  readonly joinWithin: number | null;
  /** What starts the countdown. */
  readonly opensWhen: "created" | "full";
  /** How long it runs once opened; null: for ever. */
  readonly lifetime: number | null;
  /** How much all agreed extensions together may add; 0: none. */
  readonly extendableBy: number;
  /** What the store keeps of the envelopes. */
  readonly retention: "none" | "until-closed" | "kept";
  /** Longest message, code points. */
  readonly maxLength: number;
  readonly memberMayClose: boolean;
  /** May one seat free another? */
  readonly memberMayReseat: boolean;
  /** How long a finished blob waits to be fetched, ms, and never past the end; null: there are none. */
  readonly blobsFor: number | null;
  /** How long an ended one stays known, ms; null: as long as the operator says. */
  readonly purgeAfter: number | null;
};

const day = 86_400_000;

/** The table of products. */
export const products = {
  tokenSession: (chosen: {
    readonly joinWithin: number;
    readonly lifetime: number;
    readonly maxLength: number;
  }): Policy => ({
    capacity: 2,
    joinWithin: chosen.joinWithin,
    opensWhen: "full",
    lifetime: chosen.lifetime,
    extendableBy: chosen.lifetime,
    retention: "none",
    maxLength: chosen.maxLength,
    memberMayClose: true,
    memberMayReseat: true,
    blobsFor: day,
    purgeAfter: null,
  }),

  secureRoom: (chosen: { readonly lifetime: number }): Policy => ({
    capacity: 2,
    joinWithin: null,
    opensWhen: "created",
    lifetime: chosen.lifetime,
    extendableBy: 0,
    retention: "until-closed",
    maxLength: keptMessageLength,
    memberMayClose: true,
    memberMayReseat: false,
    blobsFor: day,
    purgeAfter: 0,
  }),
} as const;
