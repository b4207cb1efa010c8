import type { Face } from "@chatorbit/engine";

/** A voice message. Its sound: `SessionActions.voiceOf`. */
export type VoiceView = {
  readonly state:
    /** Waits for the other one, or for those before it. */
    | "queued"
    | "sending"
    /** Not sent; may be sent again, or discarded. */
    | "failed"
    | "arriving"
    | "ready"
    /** It did not come whole, and will not. */
    | "broken"
    /** Let go for newer ones: a device keeps only so much sound. */
    | "let-go";
  readonly mime: Face["mime"];
  readonly ms: number;
  /** Loudness over time, at most 64 values of 0…31; a hint by who recorded it. */
  readonly wave: readonly number[];
  /** Parts that are there, of all. */
  readonly done: number;
  readonly count: number;
};

/** What a recorder hands over. */
export type Recorded = {
  readonly bytes: Uint8Array;
  readonly mime: Face["mime"];
  readonly ms: number;
  readonly wave: readonly number[];
};
