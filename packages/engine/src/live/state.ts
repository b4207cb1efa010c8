/** What words travel by where nothing is kept: the ratchet, its acknowledgements, and how keys for it are made. */
import { type Epochs, noEpochs } from "../epochs.ts";
import { type Keying, noKeying } from "../keying/keying.ts";

export type Live = {
  readonly is: "live";
  readonly keying: Keying;
  readonly epochs: Epochs;
  /** When an acknowledgement goes out at the latest, ms. */
  readonly ackDueAt: number | null;
  readonly saidAt: number;
  readonly lostCount: number;
};

export const noLive: Live = {
  is: "live",
  keying: noKeying,
  epochs: noEpochs,
  ackDueAt: null,
  saidAt: 0,
  lostCount: 0,
};
