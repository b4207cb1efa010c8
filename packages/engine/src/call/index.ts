/** The surface of calls; loaded only when a call starts. */
export { callDueAt, callMachine, type CallOptions, noCall } from "./call.ts";
export type { Consent } from "./consent.ts";
export type { CallEffect, CallNote, MediaOrder, Notice, PeerConfig, PeerOrder } from "./effects.ts";
export type { CallAct, CallInput, CallReport, ConnectionState, PlatformReport } from "./inputs.ts";
export { type Ladder, ladder, type Reason, type Rung, type RungName, type Verdict } from "./ladder.ts";
export { pathOf } from "./path.ts";
export { obstacle } from "./prepare.ts";
export * from "./signals.ts";
export type * from "./state.ts";
