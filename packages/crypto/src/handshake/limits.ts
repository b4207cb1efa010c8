/** 2³¹−1: no epoch goes beyond it, so that epoch + 1 is always a u32. */
export const maxEpoch = 2_147_483_647;

/** An ask whose epoch is further than this above the host's own is dropped. */
export const maxAskLead = 1_024;

/** Offers of H2 a host makes per minute at most. */
export const maxOffersPerMinute = 10;

/** A new handshake is due after this many messages of one side in an epoch, or after this long, ms. */
export const rekeyAfterMessages = 1_000;
export const rekeyAfterMs = 3_600_000;

/** The receiving chain of the epoch before is kept this long after the first message of the new one, ms. */
export const oldEpochMs = 60_000;

/** So many hs_mac under one's own psk mean: the seat was taken over, or its keys are lost. */
export const macFailuresUntilLost = 3;
